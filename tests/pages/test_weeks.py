"""Past weeks, after a film has left them."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from catalog.models.week import monday_of
from tests.factories.catalog import make_film, make_week
from tests.factories.streaming import make_media, make_range

pytestmark = pytest.mark.django_db

ON_CAMPUS, ELSEWHERE = "192.0.2.9", "203.0.113.9"
LAST_MONDAY = monday_of(date.today()) - timedelta(days=7)


@pytest.mark.parametrize("address", [ON_CAMPUS, ELSEWHERE])
def test_a_withdrawn_film_leaves_its_past_week_for_every_visitor(client, address):
    make_range("192.0.2.0/24")
    stays, leaves = make_film(title="It stays"), make_film(title="It leaves")
    media = make_media(film=leaves)
    week = make_week(stays, leaves, monday=LAST_MONDAY)
    assert b"It leaves" in client.get(week.get_absolute_url(), REMOTE_ADDR=address).content

    media.withdrawn_at = timezone.now()
    media.save()

    page = client.get(week.get_absolute_url(), REMOTE_ADDR=address).content
    assert b"It leaves" not in page
    assert b"It stays" in page
