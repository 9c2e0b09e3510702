"""Questions with their right first answer, the same on both databases."""

import tomllib
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone

from catalog.models import Film
from catalog.search.writer import index_stale
from filmlib.demo import catalogue, fixtures
from tests.asking import best_matches
from tests.factories.catalog import make_credit, make_film, make_person, make_subject

pytestmark = pytest.mark.django_db
WRITTEN_DOWN = tomllib.loads((Path(__file__).parent / "questions.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def library(django_db_setup, django_db_blocker):
    """The demo's films, those invented for these questions, and their slugs by id."""
    with django_db_blocker.unblock(), transaction.atomic():
        catalogue.add_festivals(fixtures.read("festivals"))
        for row in fixtures.read("films"):
            catalogue.add_film(row, drawings=())
        for row in WRITTEN_DOWN["film"]:
            add_invented(dict(row))
        index_stale()
        yield dict(Film.objects.values_list("pk", "slug"))
        transaction.set_rollback(True)


def add_invented(row):
    people, subjects, year = row.pop("people", []), row.pop("subjects", []), row.pop("year", None)
    film = make_film(**row, year_from=year)
    for name in people:
        make_credit(film=film, person=make_person(name=name))
    film.subjects.set(make_subject(name=name) for name in subjects)


def asked(library, q):
    found = best_matches(q, at=timezone.now() + timedelta(minutes=1))
    return [library[pk] for pk in found.ids]


def test_there_are_fifty_at_least():
    assert len(WRITTEN_DOWN["question"]) >= 50
    assert sum("first" in question for question in WRITTEN_DOWN["question"]) >= 50


@pytest.mark.parametrize("question", WRITTEN_DOWN["question"], ids=lambda question: question["q"])
def test_a_question_has_its_answer(library, question):
    found = asked(library, question["q"])

    if "first" in question:
        assert found[:1] == [question["first"]]
    assert sorted(found) == question["finds"]
