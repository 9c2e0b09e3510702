"""What is kept of a university's films says what the rule says, at every instant."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import available_timezones

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from catalog.film_set import film_set, numbers
from catalog.models import Film
from streaming.availability import Status, answers_at, availabilities
from streaming.models import Licence, Media, University
from streaming.releases import releases
from streaming.standing import standing, standing_of_all
from tests.factories.catalog import make_film
from tests.factories.streaming import make_captions, make_licence, make_media, make_university

NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)
TODAY = date(2026, 6, 15)
DAY = timedelta(days=1)
MOMENT = timedelta(microseconds=1)


@pytest.fixture
def university(db):
    return make_university(timezone="Pacific/Auckland", country="NZ")


@pytest.fixture
def film(university):
    film = make_media().film
    make_licence(film=film, university=university, starts_on=TODAY - DAY, ends_on=TODAY + DAY)
    return film


def by_the_rule(university, *, at):
    films = Film.objects.published(at=at)
    return availabilities(films.values_list("pk", flat=True), university, at=at)


def test_it_is_kept_for_the_next_who_asks(university, film, django_assert_num_queries):
    first = standing(university, at=NOON)

    with django_assert_num_queries(1):
        assert standing(university, at=NOON + MOMENT) == first
    assert first.playable == [film.pk]


EDITS = {
    "a licence revoked": lambda film: film.licences.update(revoked_at=NOON),
    "a licence granted": lambda film: make_licence(
        film=make_media().film, university=film.licences.get().university
    ),
    "a licence deleted": lambda film: film.licences.all().delete(),
    "a licence moved to another university": lambda film: film.licences.update(
        university=make_university()
    ),
    "a film withdrawn": lambda film: Media.objects.update(withdrawn_at=NOON),
    "its media deleted": lambda film: Media.objects.all().delete(),
    "other territories": lambda film: Media.objects.update(territories=["DE"]),
    "the rights ending": lambda film: Media.objects.update(rights_until=TODAY - DAY),
    "a film taken back to a draft": lambda film: Film.objects.update(published_from=None),
    "a university that moved away": lambda film: University.objects.update(timezone="Asia/Tokyo"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_it_is_made_anew_after(university, film, edit):
    before = standing(university, at=NOON)

    EDITS[edit](film)

    university.refresh_from_db()
    now = standing(university, at=NOON)
    assert now != before
    held = set(university.licences.values_list("film", flat=True))
    expected = {pk: said for pk, said in by_the_rule(university, at=NOON).items() if pk in held}
    assert {film: now.answer(film, at=NOON) for film in now.held.films} == expected


def test_another_universitys_edit_leaves_it(university, film, django_assert_num_queries):
    standing(university, at=NOON)

    make_licence(film=make_film(), university=make_university())

    with django_assert_num_queries(1):
        standing(university, at=NOON)


def test_an_edit_rolled_back_leaves_it(university, film):
    before = standing(university, at=NOON)

    with transaction.atomic():
        film.licences.all().delete()
        transaction.set_rollback(True)

    assert standing(university, at=NOON) == before


@pytest.mark.parametrize(
    "change",
    [
        lambda film, at: film.licences.update(revoked_at=at),
        lambda film, at: Media.objects.update(withdrawn_at=at),
        lambda film, at: Film.objects.update(published_from=at),
    ],
    ids=["revoked", "withdrawn", "published"],
)
def test_it_ends_at_the_moment_somebody_set_within_the_day(university, film, change):
    moment = NOON - timedelta(hours=3)
    change(film, moment)

    for at in (moment - MOMENT, moment, moment - MOMENT):
        found = standing(university, at=at)
        said = by_the_rule(university, at=at)
        assert {pk: found.answer(pk, at=at) for pk in said} == said


def test_it_ends_when_the_day_does_there(university, film):
    midnight = datetime(2026, 6, 16, 12, tzinfo=UTC)  # New Zealand, twelve hours ahead
    standing(university, at=NOON)

    assert standing(university, at=midnight - MOMENT).playable == [film.pk]
    assert standing(university, at=midnight).until == midnight + DAY
    assert standing(university, at=midnight).playable == []


@pytest.mark.django_db
@given(
    zone=st.sampled_from(sorted(available_timezones() - {"localtime"})),
    at=st.datetimes(datetime(2000, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC)),
)
def test_the_day_there_is_the_same_until_it_ends(zone, at):
    somewhere = University(pk=0, timezone=zone)

    _answers, until = answers_at(somewhere, at=at)

    today = somewhere.day_at(at)
    assert somewhere.day_at(until) > today
    assert somewhere.day_at(until - MOMENT) == today


def test_films_are_parted_by_the_one_rule(university, film):
    make_media(withdrawn_at=NOON)
    make_media(withdrawn_at=NOON + DAY)
    make_licence(film=make_media(withdrawn_at=NOON).film, university=university)
    make_film()
    Media.objects.create(film=make_film())
    make_licence(film=make_film(), university=university)
    opens = make_licence(film=make_media().film, university=university, starts_on=TODAY + 9 * DAY)
    Licence.objects.create(film=make_media(territories=["DE"]).film, university=university,
                           starts_on=TODAY - DAY)  # fmt: skip
    said = by_the_rule(university, at=NOON)

    parted = standing_of_all(film_set(said), university, at=NOON)

    assert {pk: status for status, films in parted.items() for pk in numbers(films)} == {
        pk: answer.status for pk, answer in said.items()
    }
    assert opens.film_id in numbers(parted[Status.OPENS])
    assert set(parted) == set(Status) - {Status.UNKNOWN_UNIVERSITY, Status.ENDED}


def test_it_speaks_of_no_film_but_those_asked_about(university, film):
    assert standing_of_all(0, university, at=NOON) == {}


def test_parting_a_hundred_films_costs_what_one_does(university, film):
    def cost():
        films = film_set(Film.objects.values_list("pk", flat=True))
        with CaptureQueriesContext(connection) as queries:
            standing_of_all(films, university, at=NOON)
        return len(queries)

    one = cost(), cost()
    for _ in range(50):
        make_licence(film=make_media().film, university=university)
        make_media()

    assert (cost(), cost()) == one
    assert one[1] == 1


def test_captions_are_known_by_language(db):
    german, both = make_captions(language="de").media, make_captions(language="de").media
    make_captions(media=both, language="en")
    make_captions(media=both, language="en", kind="chapters")
    Media.objects.create(film=make_film())

    assert releases().captions == {
        "de": film_set([german.film_id, both.film_id]),
        "en": film_set([both.film_id]),
    }


def test_what_there_is_to_play_is_read_again_after_a_change(db, django_assert_num_queries):
    make_captions(language="de")
    before = releases()

    with django_assert_num_queries(1):
        assert releases() is before
    make_captions(language="fr")
    assert list(releases().captions) == ["de", "fr"]


def test_where_nothing_was_ever_licensed_nothing_stands(university):
    assert not standing(university, at=NOON).held.films
