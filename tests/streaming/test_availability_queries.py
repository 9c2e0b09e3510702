"""The functions that fetch what the rule weighs: they all say the same, at a constant cost."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.models import Film
from streaming.availability import (
    Place,
    Release,
    Status,
    Term,
    answer,
    answers_at,
    availabilities,
    availability_of,
    universities_playing,
)
from streaming.models import Licence, Media, University
from tests.factories.catalog import make_film
from tests.factories.streaming import make_licence, make_media, make_university

NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)
TODAY = date(2026, 6, 15)
DAY = timedelta(days=1)
ZONES = ["Pacific/Kiritimati", "Europe/Berlin", "America/New_York", "Pacific/Pago_Pago"]
INSTANTS = [NOON + timedelta(hours=hours) for hours in (-40, -13, -2, 0, 11, 30, 900)]


@pytest.fixture
def grid(db):
    """Sixty films at four universities: with and without media, rights, licences, revocations."""
    dice = random.Random(20260615)

    def perhaps(value):
        return dice.choice([None, value])

    def day():
        return TODAY + dice.randint(-3, 3) * DAY

    universities = [
        make_university(timezone=zone, country=country)
        for zone, country in zip(ZONES, ["KI", "DE", "US", ""], strict=True)
    ]
    for _ in range(60):
        film = make_film()
        if dice.random() < 0.85:
            rights = sorted([day(), day()])
            Media.objects.create(
                film=film,
                file=dice.choice(["", "f.mp4", "f.mp4", "f.mp4"]),
                rights_from=dice.choice([None, None, rights[0]]),
                rights_until=dice.choice([None, None, rights[1]]),
                territories=dice.choice([[], [], [], ["DE", "US"]]),
                withdrawn_at=dice.choice([None, None, None, NOON]),
            )
        for _ in range(dice.randint(0, 5)):
            first = day()
            Licence.objects.create(
                film=film,
                university=dice.choice(universities),
                starts_on=first,
                ends_on=perhaps(first + dice.randint(0, 3) * DAY),
                revoked_at=dice.choice([None, None, NOON]),
            )
    return universities


def by_the_rule(film, university, *, at):
    """The same answer from rows read one by one."""
    media = Media.objects.filter(film=film).first()
    release = media and Release(
        bool(media.file),
        media.rights_from,
        media.rights_until,
        tuple(media.territories),
        media.withdrawn_at,
    )
    licences = Licence.objects.filter(film=film, university=university)
    terms = [Term(one.starts_on, one.ends_on, one.revoked_at) for one in licences]
    return answer(release, terms, Place(university.timezone, university.country), at=at)


def playable_at(university, *, at):
    answers, _until = answers_at(university, at=at)
    return {film_id: said for film_id, said in answers.items() if said.is_playable}


def test_all_ways_of_asking_agree(grid):
    films = list(Film.objects.all())
    seen = set()
    for at in INSTANTS:
        playing = {film.pk: 0 for film in films}
        for university in grid:
            expected = {film.pk: by_the_rule(film, university, at=at) for film in films}
            playable = {pk: found for pk, found in expected.items() if found.is_playable}
            seen |= {found.status for found in expected.values()}
            for pk in playable:
                playing[pk] += 1

            assert availabilities(list(expected), university, at=at) == expected
            assert playable_at(university, at=at) == playable
            held = set(university.licences.values_list("film", flat=True))
            assert answers_at(university, at=at)[0] == {pk: expected[pk] for pk in held}
            assert availability_of(films[0], university, at=at) == expected[films[0].pk]

        counted = universities_playing(playing, at=at)
        assert {pk: counted.get(pk, 0) for pk in playing} == playing
    assert seen == set(Status) - {Status.UNKNOWN_UNIVERSITY}  # the grid has every case


def test_without_a_university_nothing_is_asked_of_the_database(db, django_assert_num_queries):
    film = make_film()

    with django_assert_num_queries(0):
        found = availability_of(film, None, at=NOON)

    assert found.status is Status.UNKNOWN_UNIVERSITY


def test_nothing_asked_costs_nothing(db, django_assert_num_queries):
    university = make_university()

    with django_assert_num_queries(0):
        assert availabilities([], university, at=NOON) == {}


def test_a_film_that_does_not_exist_is_not_released(db):
    assert availabilities([0], make_university(), at=NOON)[0].status is Status.NOT_RELEASED


def test_another_universitys_licence_is_not_ours(db):
    ours, theirs = make_university(), make_university()
    film = make_media().film
    make_licence(film=film, university=theirs)

    assert availability_of(film, ours, at=NOON).status is Status.NOT_LICENSED
    assert availability_of(film, theirs, at=NOON).is_playable
    assert playable_at(ours, at=NOON) == {}
    assert universities_playing([film.pk], at=NOON) == {film.pk: 1}


WAYS = {
    "availabilities": lambda films, university: availabilities(films, university, at=NOON),
    "answers_at": lambda films, university: answers_at(university, at=NOON)[0],
    "universities_playing": lambda films, university: universities_playing(films, at=NOON),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_hundred_films_cost_as_much_as_one(db, way):
    university = make_university()

    def cost():
        films = list(Film.objects.values_list("pk", flat=True))
        with CaptureQueriesContext(connection) as queries:
            found = WAYS[way](films, university)
        assert len(found) == len(films)
        return len(queries)

    make_licence(film=make_media(file="f.mp4").film, university=university)
    one = cost()
    for _ in range(99):
        film = make_media(file="f.mp4").film
        make_licence(film=film, university=university)
        make_licence(film=film, university=university)

    assert cost() == one == 1


def test_a_licence_lists_its_films_once_however_often_it_was_granted(db):
    film, university = make_media().film, make_university()
    for _ in range(3):
        make_licence(film=film, university=university)

    assert list(playable_at(university, at=NOON)) == [film.pk]
    assert universities_playing([film.pk], at=NOON) == {film.pk: 1}
    assert University.objects.count() == 1
