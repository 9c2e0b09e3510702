from datetime import UTC, datetime, timedelta

import pytest
from django.http import QueryDict

from catalog.search.results import results
from catalog.search.state import Question
from streaming.access.visitor import Visitor
from streaming.availability import availabilities
from tests.factories.catalog import make_film
from tests.factories.streaming import make_captions, make_licence, make_media, make_university

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = timedelta(days=1)
TODAY = NOON.date()


def counts(query, group, university, *, at=NOON):
    asked = Question.from_params(QueryDict(query))
    groups = results(asked, visitor=Visitor(university), at=at).groups
    found = next((found for found in groups if found.name == group), None)
    return found and {choice.text: choice.count for choice in found.choices}


@pytest.fixture
def university(time_machine):
    time_machine.move_to(NOON, tick=False)
    return make_university(timezone="UTC", country="DE")


@pytest.fixture
def films(university):
    """A film of every kind, two of some."""
    playable = [make_media().film for _ in range(2)]
    for film in playable:
        make_licence(film=film, university=university, ends_on=TODAY)
    make_licence(film=make_media().film, university=university, starts_on=TODAY + DAY)
    make_licence(film=make_media().film, university=university, ends_on=TODAY - DAY)
    make_licence(film=make_media(withdrawn_at=NOON).film, university=university)
    make_licence(film=make_media(territories=["FR"]).film, university=university)
    make_licence(film=make_media().film)
    make_film()
    make_licence(film=make_media(film=make_film(published_from=None)).film, university=university)
    return playable


def test_every_film_is_counted_under_the_answer_that_its_page_gives(university, films):
    ids = [film.pk for film in films]
    said = availabilities(range(1, max(ids) + 50), university, at=NOON)
    assert {said[pk].status for pk in ids} == {"streaming"}

    assert counts("", "availability", university) == {
        "streaming": 2,
        "opens": 1,
        "ended": 1,
        "not_licensed": 1,
        "not_released": 1,
        "withdrawn": 1,
        "restricted": 1,
    }


def test_the_answers_turn_with_the_university_s_day(university, films):
    tomorrow = counts("", "availability", university, at=NOON + DAY)

    assert (tomorrow["streaming"], tomorrow["opens"], tomorrow["ended"]) == (1, 0, 3)


def test_availability_narrows_what_else_is_counted(university, films):
    asked = Question.from_params(QueryDict("availability=streaming"))

    found = results(asked, visitor=Visitor(university), at=NOON)

    assert {card.pk for card in found.cards} == {film.pk for film in films}


def test_nobody_s_visitor_is_not_asked_and_not_narrowed(films):
    asked = Question.from_params(QueryDict("availability=streaming"))

    found = results(asked, visitor=Visitor(), at=NOON)

    assert found.count == 8
    assert "availability" not in {group.name for group in found.groups}
    assert found.narrowing.chips == []


def test_captions_of_published_films_are_counted_by_language(university):
    media = make_media()
    make_captions(media=media, language="de")
    make_captions(media=media, language="en")
    make_captions(media=make_media(), language="en")
    make_captions(media=make_media(film=make_film(published_from=None)), language="fr")

    assert counts("", "captions", university) == {"en": 2, "de": 1}
    assert counts("captions=de", "captions", university) == {"en": 2, "de": 1}


def test_films_are_counted_by_who_can_follow_them(university, films):
    one, other = films[:2] if isinstance(films, list) else [make_media().film for _ in range(2)]
    make_captions(media=one.media, made_by="human")
    make_captions(media=other.media, kind="subtitles")
    make_captions(media=other.media, kind="descriptions")

    counted = counts("", "accessibility", university)

    assert counted == {"captions": 1, "checked": 1, "transcript": 2, "description": 1}
    assert counts("accessibility=description", "captions", university) == {"en": 1}
