"""Paste, look, save."""

import pytest
from django.urls import reverse

from catalog.models import Award, Festival, Participation
from tests.catalog.exchange.test_festival_text import SEED
from tests.factories.catalog import make_film, make_participation
from tests.factories.streaming import make_staff, make_university

pytestmark = pytest.mark.django_db


def address_of(film):
    return reverse("admin:catalog_film_festivals", args=[film.pk])


def test_a_text_is_looked_at_first_and_saved_when_confirmed(client, cataloguer):
    film = make_film()

    preview = client.post(address_of(film), {"text": SEED.replace("\n", "\r\n")})

    assert preview.text.count("a new festival") == 7
    assert not Participation.objects.exists()
    assert not Festival.objects.exists()

    seen = preview.context["seen"]
    response = client.post(address_of(film), {"text": SEED, "seen": seen, "confirm": "yes"})

    assert response.status_code == 302
    counts = [model.objects.count() for model in (Participation, Festival, Award)]
    assert counts == [7, 6, 6]
    assert client.get(address_of(film)).context["form"]["text"].value() == SEED


def test_what_changed_since_is_not_overwritten(client, cataloguer):
    film = make_film()
    seen = client.post(address_of(film), {"text": SEED}).context["seen"]
    make_participation("Just added", film=film)

    response = client.post(address_of(film), {"text": SEED, "seen": seen, "confirm": "yes"})

    assert "Removed from this film" in response.text
    assert "Just added" in response.text
    assert film.participations.count() == 1


def test_a_line_that_cannot_be_read_is_named_and_the_text_stays(client, cataloguer):
    film = make_film()

    page = client.post(address_of(film), {"text": "• IDFA\nBest Film", "confirm": "yes"})

    assert "Line 2" in page.text
    assert "Best Film" in page.text
    assert not Participation.objects.exists()


def test_a_film_that_is_not_there_has_no_festivals(client, cataloguer):
    assert client.get("/admin/catalog/film/12345/festivals/").status_code == 302


def test_only_who_may_change_the_film_is_led_there(client, cataloguer):
    film = make_film()
    form = reverse("admin:catalog_film_change", args=[film.pk])
    assert address_of(film) in client.get(form).text

    client.force_login(make_staff("librarian", make_university()))

    assert address_of(film) not in client.get(form).text
