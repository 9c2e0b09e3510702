import json
from datetime import timedelta

import pytest
from django.utils import timezone

from streaming.models import Licence
from tests.commands import assert_refused, manage
from tests.factories.catalog import make_film
from tests.factories.streaming import make_licence, make_media, make_university

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def film_and_university():
    film = make_film(slug="a-film")
    make_media(film=film)
    return film, make_university(slug="a-university")


def test_a_grant_prints_what_is_then_available():
    done = manage("grant", "a-university", "a-film", "--until", "9999-12-30")

    said = json.loads(done.out)
    assert done.code == 0
    assert list(said) == ["status", "first_day", "last_day", "timezone", "at"]
    assert (said["status"], said["last_day"]) == ("streaming", "9999-12-30")


def test_each_grant_is_one_licence_more():
    manage("grant", "a-university", "a-film")
    manage("grant", "a-university", "a-film", "--from", "2999-01-01")

    assert Licence.objects.count() == 2


def test_a_revocation_prints_the_end_and_a_second_one_is_refused():
    manage("grant", "a-university", "a-film")

    assert json.loads(manage("revoke", "a-university", "a-film").out)["status"] == "ended"
    assert_refused(manage("revoke", "a-university", "a-film"))


def test_availability_answers_for_an_instant(film_and_university):
    film, university = film_and_university
    now = timezone.now()
    make_licence(film=film, university=university, ends_on=now.date() + timedelta(days=5))

    today = json.loads(manage("availability", "a-film", "a-university").out)
    later = manage("availability", "a-film", "a-university", "--at", "2999-01-01T00:00:00+02:00")

    assert today["status"] == "streaming"
    assert json.loads(later.out)["status"] == "ended"
    assert json.loads(later.out)["at"] == "2998-12-31T22:00:00Z"


def test_an_earlier_address_of_a_film_still_names_it(film_and_university):
    film, _university = film_and_university
    film.slug = "a-newer-address"
    film.save()

    assert manage("availability", "a-film", "a-university").code == 0


REFUSED = [
    ("grant", "nobody", "a-film"),
    ("grant", "a-university", "nothing"),
    ("grant", "a-university", "a-film", "--from", "2026-02-02", "--until", "2026-02-01"),
    ("grant", "a-\udcff", "a-film"),
    ("grant", "a-university", "a\0film"),
    ("revoke", "a-university", "a-film"),
    ("revoke", "x" * 10_000, "a-film"),
    ("availability", "a-film", "two\nlines"),
]


@pytest.mark.parametrize("argv", REFUSED)
def test_what_cannot_be_done_is_refused_in_one_line_and_changes_nothing(argv):
    assert_refused(manage(*argv))
    assert not Licence.objects.exists()


WRONG = [
    ("grant", "a-university"),
    ("grant", "a-university", "a-film", "--from", "2026-02-31"),
    ("grant", "a-university", "a-film", "--until", "10000-01-01"),
    ("availability", "a-film", "a-university", "--at", "2026-11-23T12:00:00"),
    ("availability", "a-film", "a-university", "--at", "0001-01-01T00:00:00+14:00"),
    ("availability", "a-film", "a-university", "--at", "9999-12-31T23:59:59Z"),
    ("availability", "a-film", "a-university", "--at", "\udcff"),
]


@pytest.mark.parametrize("argv", WRONG)
def test_wrong_usage_exits_with_two(argv):
    done = manage(*argv)

    assert (done.code, done.out) == (2, "")
    assert "Traceback" not in done.err
