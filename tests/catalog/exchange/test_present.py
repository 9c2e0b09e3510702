"""What the catalogue says of its films, in the shapes of the exchange."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.exchange.present import facts_in_batches, facts_of
from catalog.models import FilmIdentifier, OtherTitle
from tests.factories.catalog import (
    make_collection,
    make_credit,
    make_distributor,
    make_festival,
    make_film,
    make_participation,
    make_person,
    make_review,
    make_subject,
)


@pytest.fixture
def film(db):
    """A film with one of everything."""
    film = make_film(title="The Example", year_from=1990, year_to=1995, runtime_seconds=61)
    OtherTitle.objects.create(film=film, text="Das Beispiel", language="de")
    FilmIdentifier.objects.create(film=film, scheme="imdb", value="tt1")
    group = make_person(name="Example Collective", is_collective=True)
    make_credit(film=film, person=group, role="producer")
    make_participation("Best Example", film=film, festival=make_festival(name="Fest"), edition="3")
    make_review(film=film, quotation="Fine.", outlet="Outlet", critic="", verdict="Good")
    wide = make_subject(name="Work")
    film.subjects.add(make_subject(name="Factories", parent=wide))
    film.collections.add(make_collection(name="Chosen"))
    film.distributors.add(make_distributor(name="Example Films"))
    return film


def test_every_fact_is_told_in_the_shape_of_the_exchange(film):
    facts = facts_of([film.pk])[film.pk]

    assert facts["title"] == "The Example"
    assert facts["year"] == (1990, 1995, False)
    assert facts["runtime_seconds"] == 61
    assert facts["other_titles"] == [("Das Beispiel", "de")]
    assert facts["identifiers"] == [("imdb", "tt1")]
    assert facts["credits"] == [("Example Collective", "producer", "", True)]
    assert facts["festivals"] == [("Fest", "3", ["Best Example"])]
    assert facts["reviews"] == [("Fine.", "Outlet", "", "", "Good")]
    assert facts["subjects"] == [("Work", "Factories")]
    assert facts["collections"] == ["Chosen"]
    assert facts["distributors"] == ["Example Films"]


def test_a_film_without_anything_says_that_there_is_none(db):
    film = make_film()

    facts = facts_of([film.pk])[film.pk]

    assert facts["year"] == (None, None, False)
    assert facts["credits"] == facts["subjects"] == facts["countries"] == []


def test_subjects_that_stand_below_each_other_end_somewhere(film):
    one, other = make_subject(name="One"), make_subject(name="Other")
    type(one).objects.filter(pk=one.pk).update(parent=other)
    type(one).objects.filter(pk=other.pk).update(parent=one)
    film.subjects.set([one])

    assert facts_of([film.pk])[film.pk]["subjects"] == [("Other", "One")]


def test_a_batch_costs_the_same_for_one_film_and_for_many(film, django_assert_num_queries):
    with CaptureQueriesContext(connection) as one:
        facts_of([film.pk])
    others = [make_credit().film.pk for _ in range(20)]

    with django_assert_num_queries(len(one)):
        assert len(facts_of([film.pk, *others])) == 21


def test_films_come_in_the_order_asked_for_and_those_gone_are_left_out(db):
    first, second = make_film(), make_film()

    found = [pk for pk, _facts in facts_in_batches([second.pk, -1, first.pk])]

    assert found == [second.pk, first.pk]
