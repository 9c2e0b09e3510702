"""Which films are like one, and why; drafts are found too, to be there when their day comes."""

from datetime import UTC, datetime

import pytest

from catalog.models import Film
from catalog.record import film_record
from catalog.similar import PUBLISHED, TO_EACH_SIDE, likeness_of, similar_films
from tests.factories.catalog import (
    make_collection,
    make_credit,
    make_festival,
    make_film,
    make_participation,
    make_person,
    make_subject,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def film():
    return make_film(year_from=2009, countries=["CA"])


def found(film):
    return [(one.film.pk, one.kind) for one in similar_films(film.pk).films]


def test_a_film_that_shares_nothing_is_like_none(film):
    make_film(year_from=2009, countries=["CA"])

    assert found(film) == []


def test_a_shared_director_counts_more_than_a_collection_a_subject_and_a_festival(film):
    at_the_festival, on_the_subject, collected, directed = (make_film() for _ in range(4))
    festival, subject, collection = make_festival(), make_subject(), make_collection()
    person = make_person()
    for one in (film, directed):
        make_credit(film=one, person=person)
    for one in (film, collected):
        one.collections.add(collection)
    for one in (film, on_the_subject):
        one.subjects.add(subject)
    for one in (film, at_the_festival):
        make_participation(film=one, festival=festival)

    assert found(film) == [
        (directed.pk, "director"),
        (collected.pk, "collection"),
        (on_the_subject.pk, "subject"),
        (at_the_festival.pk, "festival"),
    ]


def test_somebody_who_only_acts_in_both_makes_no_films_alike(film):
    person = make_person()
    make_credit(film=film, person=person, role="cast")
    make_credit(film=make_film(), person=person, role="cast")

    assert found(film) == []


def test_a_rare_subject_counts_more_than_a_common_one(film):
    rare, common = make_subject(name="Rare"), make_subject(name="Common")
    film.subjects.add(rare, common)
    others = [make_film() for _ in range(5)]
    for other in others:
        other.subjects.add(common)
    last = make_film()
    last.subjects.add(rare)

    likest = similar_films(film.pk).films[0]

    assert (likest.film.pk, likest.kind, likest.subject) == (last.pk, "subject", "Rare")


def test_of_films_on_the_same_subject_one_of_the_same_decade_and_country_comes_first(film):
    subject = make_subject()
    elsewhere, then_too = make_film(year_from=1950, countries=["FR"]), make_film(year_from=2001)
    here_too = make_film(year_from=2003, countries=["CA"])
    for one in (film, elsewhere, then_too, here_too):
        one.subjects.add(subject)

    films = similar_films(film.pk).films

    assert [one.film.pk for one in films] == [here_too.pk, then_too.pk, elsewhere.pk]
    assert [one.decade for one in films] == [2000, 2000, None]


def test_a_draft_takes_no_published_films_place(film):
    subject = make_subject()
    film.subjects.add(subject)
    drafts = [make_film(published_from=None) for _ in range(3)]
    published = [make_film() for _ in range(PUBLISHED + 1)]
    for one in (*drafts, *published):
        one.subjects.add(subject)

    films = similar_films(film.pk).films

    assert sum(one.film.published_from is not None for one in films) == PUBLISHED
    assert sum(one.film.published_from is None for one in films) == len(drafts)


def test_films_are_looked_at_to_both_sides_and_not_all_of_them(film):
    subject = make_subject()
    film.subjects.add(subject)
    later = [make_film() for _ in range(TO_EACH_SIDE + 5)]
    for one in later:
        one.subjects.add(subject)
    middle = later[TO_EACH_SIDE // 2]

    assert middle.pk in {pk for pk, _kind in found(later[TO_EACH_SIDE // 2 + 1])}
    assert later[-1].pk not in {pk for pk, _kind in found(film)}


def test_the_answer_tells_the_marks_of_all_that_decides_it(film):
    person = make_credit(film=film).person
    other = make_credit(person=person).film

    marks = similar_films(film.pk).marks

    assert set(marks) == {
        f"film:{other.slug}",
        f"directed:{person.pk}",
    }
    assert all(marks.values())


def likeness(film):
    return likeness_of(film_record(Film.objects.get(pk=film.pk)))


@pytest.mark.parametrize(
    "edit",
    [
        lambda film: make_credit(film=film),
        lambda film: film.subjects.add(make_subject()),
        lambda film: film.collections.add(make_collection()),
        lambda film: make_participation(film=film),
        lambda film: Film.objects.filter(pk=film.pk).update(year_from=1901),
        lambda film: Film.objects.filter(pk=film.pk).update(countries=["NZ"]),
    ],
)
def test_what_a_film_shares_its_year_and_its_countries_decide_its_likeness(film, edit):
    before = likeness(film)

    edit(film)

    assert likeness(film) != before


def test_nothing_else_decides_a_films_likeness(film):
    before = likeness(film)
    make_credit(film=film, role="actor")
    Film.objects.filter(pk=film.pk).update(title="Another", synopsis="Other words.")

    assert likeness(film) == before


def test_moments_are_instants_on_either_database(film):
    at = datetime(2020, 1, 1, 12, 30, 0, 250, tzinfo=UTC)
    person = make_credit(film=film).person
    make_credit(person=person, film=make_film(published_from=at))

    [one] = similar_films(film.pk, gone_at="film.published_from").films

    assert (one.film.published_from, one.gone_at) == (at, at)
