"""Which films are found, in which order, and how many at most."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.models import Film
from tests.asking import best_matches
from tests.factories.catalog import (
    make_collection,
    make_credit,
    make_distributor,
    make_film,
    make_participation,
    make_person,
    make_review,
    make_subject,
)


def found(q, **how):
    """The titles of the films that are found, best first."""
    hits = best_matches(q, **how)
    titles = Film.objects.in_bulk(hits.ids)
    return [titles[pk].title for pk in hits.ids]


def with_credit(film, name):
    make_credit(film=film, person=make_person(name=name))
    return film


def test_tiers_come_in_order(db):
    make_review(film=make_film(title="In a review"), quotation="A lantern of a film.")
    make_film(title="In the synopsis", synopsis="Somebody carries a lantern.")
    make_film(title="By subject").subjects.add(make_subject(name="Lantern slides"))
    with_credit(make_film(title="By name"), "Ada Lantern")
    make_film(title="The Lantern and the Sea")
    make_film(title="Lantern")

    assert found("lantern") == [
        *("Lantern", "The Lantern and the Sea", "By name", "By subject"),
        *("In a review", "In the synopsis"),
    ]


def test_a_title_that_is_the_question_comes_first_with_or_without_its_article(db):
    make_film(title="Piano")
    for number in range(5):
        make_film(title=f"Piano {number}")
    make_film(title="The Piano")

    assert set(found("piano")[:2]) == {"Piano", "The Piano"}
    assert found("the piano")[0] == "The Piano"


def test_another_title_of_the_film_counts_as_its_title(db):
    make_film(title="Lantern Street")
    film = make_film(title="Another", original_title="Der Anfang")
    film.other_titles.create(text="Lantern")

    assert found("lantern") == ["Another", "Lantern Street"]
    assert found("der anfang") == ["Another"]


def test_words_may_stand_in_different_places_of_one_film(db):
    film = with_credit(
        make_film(title="Lantern", synopsis="At the harbour.", year_from=1987), "Ada"
    )
    film.distributors.add(make_distributor(name="Invented Pictures"))
    film.collections.add(make_collection(name="Evenings"))
    make_participation("Golden Oar", film=film)
    make_film(title="Lantern at Sea")

    for q in ("lantern ada", "ada 1987", "invented evenings", "golden oar", "lantern harbour"):
        assert found(q) == ["Lantern"], q


def test_a_wider_subject_finds_the_film(db):
    wider = make_subject(name="Invertebrates")
    make_film(title="Ants").subjects.add(make_subject(name="Insects", parent=wider))

    assert found("invertebrates") == ["Ants"]


def test_a_phrase_does_not_cross_from_one_text_into_the_next(db):
    make_film(title="Night", original_title="Mail", synopsis="One thing. Another.")

    assert found('"night mail"') == []
    assert found("night mail") == ["Night"]


def test_drafts_and_films_to_come_are_not_found_until_their_moment(db):
    now = timezone.now()
    make_film(title="Lantern draft", published_from=None)
    make_film(title="Lantern later", published_from=now + timedelta(days=1))

    assert found("lantern", at=now) == []
    assert found("lantern", at=now + timedelta(days=2)) == ["Lantern later"]


def test_only_those_within_a_set_are_found(db):
    one, other = make_film(title="Lantern one"), make_film(title="Lantern two")

    assert found("lantern", within=1 << one.pk) == ["Lantern one"]
    assert found("lantern", within=1 << other.pk | 1 << other.pk + 70) == ["Lantern two"]
    assert found("lantern", within=0) == []


@pytest.mark.parametrize("word", ["lantern", "synopsis", "lant"])
def test_no_more_than_the_most_are_named_and_that_is_said(db, word):
    for number in range(12):
        make_film(title=f"Lantern {number:02}", synopsis="A synopsis.")

    some = best_matches(word, most=5)
    everything = best_matches(word, most=12)

    assert len(some.ids) == 5
    assert not some.is_all
    assert len(everything.ids) == 12
    assert everything.is_all


def test_the_best_comes_first_though_many_more_are_found(db):
    for number in range(12):
        make_film(title=f"A long title with a lantern {number:02}")
    make_film(title="Lantern")

    assert found("lantern", most=5)[0] == "Lantern"


def test_a_search_costs_the_same_for_one_film_and_for_many(db, django_assert_num_queries):
    make_film(title="Lantern 1", synopsis="synopsis")
    found("lantern")
    with django_assert_num_queries(4):
        best_matches("lantern")
    for number in range(30):
        make_film(title=f"Lantern {number}", synopsis="synopsis")
    found("lantern")

    with django_assert_num_queries(4):
        best_matches("lantern")
    with django_assert_num_queries(4):
        best_matches("synopsis")
