"""What is offered while somebody types, and to what it leads."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.models import Person
from tests.factories.catalog import make_credit, make_film, make_person, make_subject


def offered(client, q):
    answer = client.get("/films/suggest", {"q": q})
    assert answer.status_code == 200
    return {kind: [thing["title"] for thing in these] for kind, these in answer.json().items()}


def test_films_people_and_subjects_are_offered_by_the_beginning_of_any_word(client, db):
    film = make_film(title="Last Train Home", year_from=2009)
    make_credit(film=film, person=make_person(name="Lixin Fan"))
    film.subjects.add(make_subject(name="Railways"))

    assert offered(client, "tra")["films"] == ["Last Train Home"]
    assert offered(client, "train la")["films"] == ["Last Train Home"]
    assert offered(client, "fa")["people"] == ["Lixin Fan"]
    assert offered(client, "Fan, Li")["people"] == ["Lixin Fan"]
    assert offered(client, "RAIL")["subjects"] == ["Railways"]


def test_each_leads_to_its_page(client, db):
    film = make_film(title="Lantern", slug="lantern", year_from=2009)
    make_credit(film=film, person=make_person(name="Ada Lantern", slug="ada"))
    film.subjects.add(make_subject(name="Lantern slides", slug="slides"))

    assert client.get("/films/suggest?q=lant").json() == {
        "films": [{"title": "Lantern", "year": "2009", "url": "/films/lantern/"}],
        "people": [{"title": "Ada Lantern", "url": "/people/ada/"}],
        "subjects": [{"title": "Lantern slides", "url": "/subjects/slides/"}],
    }


@pytest.mark.parametrize("published_from", [None, timezone.now() + timedelta(days=1)])
def test_what_is_not_published_is_not_offered(client, db, published_from):
    film = make_film(title="Lantern", published_from=published_from)
    make_credit(film=film, person=make_person(name="Ada Lantern"))
    film.subjects.add(make_subject(name="Lantern slides"))

    assert offered(client, "lant") == {"films": [], "people": [], "subjects": []}


def test_a_film_that_begins_so_comes_first_and_then_the_shorter(client, db):
    for title in ("An Old Lantern", "Lantern Street at Night", "Lantern Street"):
        make_film(title=title)

    assert offered(client, "lan")["films"] == [
        *("Lantern Street", "Lantern Street at Night", "An Old Lantern"),
    ]


def test_eight_at_most_are_offered_with_room_for_each_kind(client, db):
    for number in range(12):
        film = make_film(title=f"Lantern {number}")
        make_credit(film=film, person=make_person(name=f"Lantern Person {number}"))
        film.subjects.add(make_subject(name=f"Lantern subject {number}"))

    found = offered(client, "lantern")

    assert {kind: len(these) for kind, these in found.items()} == {
        "films": 4, "people": 2, "subjects": 2,
    }  # fmt: skip


def test_one_kind_alone_may_have_all_eight(client, db):
    film = make_film()
    for number in range(12):
        make_credit(film=film, person=make_person(name=f"Lantern Person {number}"))

    assert len(offered(client, "lantern")["people"]) == 8


def test_somebody_renamed_is_offered_by_the_new_name(client, db):
    make_credit(person=make_person(name="Ada Lantern"))
    offered(client, "lant")

    Person.objects.update(name="Ada Harbour")

    assert offered(client, "lant")["people"] == []
    assert offered(client, "harb")["people"] == ["Ada Harbour"]


def test_somebody_of_no_film_any_more_is_not_offered(client, db):
    credit = make_credit(person=make_person(name="Ada Lantern"))
    assert offered(client, "lant")["people"] == ["Ada Lantern"]

    credit.delete()

    assert offered(client, "lant")["people"] == []


def test_a_wider_subject_is_offered_where_only_narrower_ones_have_films(client, db):
    wider = make_subject(name="Invertebrates")
    make_film().subjects.add(make_subject(name="Insects", parent=wider))

    assert offered(client, "invert")["subjects"] == ["Invertebrates"]


def test_suggestions_cost_three_queries(client, db, query_cost):
    for number in range(12):
        make_credit(
            film=make_film(title=f"Lantern {number}"), person=make_person(name=f"Lantern {number}")
        )
    offered(client, "lan")

    assert query_cost("/films/suggest?q=lan") == 3
