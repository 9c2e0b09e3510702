from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from catalog.models import Award, Credit, Film, Person, Review, Stamp, Week
from catalog.models.film import sort_key
from catalog.ready.triggers import laid
from streaming.models import AddressRange, Licence, Media, University
from streaming.standing import standing
from tests.commands import assert_refused, manage
from tests.factories.catalog import make_film, make_week
from tests.factories.streaming import make_range, make_university

pytestmark = pytest.mark.django_db
SMALL = ("make_catalogue", "--films", "30", "--universities", "7", "--licences", "5")


@pytest.fixture
def made():
    done = manage(*SMALL)
    assert done.code == 0, done.err
    return done


def test_so_many_of_everything_are_made_and_look_invented(made):
    assert Film.objects.filter(slug__regex=r"^invented-film-\d+$").count() == 30
    assert University.objects.filter(slug__regex=r"^invented-university-\d+$").count() == 7
    assert Licence.objects.count() == 150
    assert Review.objects.count() == 180
    assert Credit.objects.filter(role="cast").count() == 240
    assert "30 of 30 films" in made.out


@pytest.mark.parametrize("noun", [Film, Person, University, AddressRange, Licence, Media])
def test_every_row_is_one_that_staff_could_have_typed(made, noun):
    for row in noun.objects.all():
        row.full_clean()


def test_films_file_by_their_titles(made):
    for film in Film.objects.all():
        assert film.sort_key == sort_key(film.title)


def test_licences_are_running_over_and_to_come(made):
    university = University.objects.get(slug="invented-university-1")
    today = university.day_at(timezone.now())
    running = Licence.objects.active(on=today).count()

    assert 75 < running < 150
    assert Licence.objects.filter(starts_on__gt=today).exists()
    assert Licence.objects.filter(ends_on__lt=today).exists()
    assert standing(university, at=timezone.now()).playable


def test_no_film_is_licensed_twice_before_every_university_has_it(made):
    pairs = Counter(Licence.objects.values_list("film", "university"))

    assert set(pairs.values()) == {1}


def test_pages_are_kept_by_the_law_again_and_every_film_has_its_mark(made):
    assert laid()
    assert Stamp.objects.filter(of__startswith="film:invented-film-").count() == 30


def test_this_week_has_twelve_of_them(made):
    assert Week.objects.get().entries.count() == 12


def test_the_library_goes_on_counting(made):
    last = Film.objects.order_by("-pk").first()

    assert make_film().pk > last.pk
    assert make_university()


def test_the_same_seed_makes_the_same_catalogue(made):
    titles = list(Film.objects.order_by("slug").values_list("title", flat=True))
    for noun in (Week, Licence, AddressRange, Film, University, Person):
        noun.objects.all().delete()
    connection.cursor().execute("DELETE FROM catalog_festival")
    connection.cursor().execute("DELETE FROM catalog_subject")
    connection.cursor().execute("DELETE FROM catalog_distributor")

    manage(*SMALL)

    assert list(Film.objects.order_by("slug").values_list("title", flat=True)) == titles
    assert Award.objects.exists()


def test_it_joins_a_catalogue_that_is_there_and_leaves_its_week(db):
    week = make_week(make_film(), monday=timezone.localdate() - _since_monday())

    assert manage(*SMALL).code == 0
    assert Film.objects.count() == 31
    assert week.entries.count() == 1


def test_a_second_time_is_refused(made):
    assert_refused(manage(*SMALL))
    assert Film.objects.count() == 30


def test_networks_that_somebody_owns_are_not_given_away():
    make_range("10.1.0.0/16")

    assert_refused(manage(*SMALL))
    assert not Film.objects.exists()


WRONG = [
    ("--films", "many"),
    ("--films", "-1"),
    ("--films", "9" * 5000),
    ("--universities", "0"),
    ("--universities", "70000"),
]


@pytest.mark.parametrize("change", WRONG)
def test_wrong_usage_exits_with_two(change):
    assert manage(*SMALL, *change).code == 2


def _since_monday():
    return timedelta(days=timezone.localdate().weekday())
