"""A film's facts as cells, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.exchange.film_table import COLUMNS, HEADINGS, facts_in, row
from catalog.models import Credit

TEXT = st.text(st.sampled_from("ab ;|>\"'=+-@\t\r\n()[],é火"), max_size=8)
WORDS = TEXT.filter(str.strip)
PATHS = st.lists(WORDS, min_size=1, max_size=3).map(tuple)
YEAR = st.integers(1870, 2199)
FACTS = st.fixed_dictionaries(
    {column.fact: TEXT for column in COLUMNS}
    | {
        "other_titles": st.lists(
            st.tuples(WORDS, st.sampled_from(["", "zh", "pt-BR"])), max_size=3
        ),
        "year": st.one_of(
            st.tuples(YEAR, st.one_of(st.none(), YEAR), st.booleans()),
            st.tuples(st.none(), st.none(), st.booleans()),
        ),
        "released_on": st.none() | st.dates().map(str),
        "countries": st.lists(st.sampled_from(["CN", "CA", "SU"]), max_size=3),
        "languages": st.lists(st.sampled_from(["zh", "pt-BR", "zxx"]), max_size=3),
        "runtime_seconds": st.one_of(st.none(), st.integers(0, 2**31)),
        "credits": st.lists(
            st.tuples(WORDS, st.sampled_from(Credit.Role.values), TEXT, st.booleans()), max_size=4
        ),
        "subjects": st.lists(PATHS, max_size=3),
        "collections": st.lists(WORDS, max_size=3),
        "distributors": st.lists(WORDS, max_size=3),
        "identifiers": st.lists(st.tuples(st.just("imdb"), WORDS), max_size=3),
        "festivals": st.lists(st.tuples(WORDS, TEXT, st.lists(WORDS, max_size=3)), max_size=3),
        "reviews": st.lists(st.tuples(WORDS, TEXT, TEXT, TEXT, TEXT), max_size=3),
    }
)


def by_role(facts):
    """The order of credits counts within a role, and nowhere else."""

    roles = Credit.Role.values
    return facts | {"credits": sorted(facts["credits"], key=lambda c: roles.index(c[1]))}


@given(FACTS)
def test_every_fact_comes_back_from_its_cell(facts):
    found, unread = facts_in(dict(zip(HEADINGS, row(facts), strict=True)))

    assert unread == []
    assert by_role(found) == by_role(facts)


def test_a_missing_column_is_silence_and_an_empty_cell_is_not():
    facts, _unread = facts_in({"Title": "A film", "Subjects": ""})

    assert facts == {"title": "A film", "subjects": []}


def test_some_of_the_roles_say_nothing_of_the_credits():
    facts, _unread = facts_in({"Title": "A film", "Directors": "Lixin Fan"})

    assert "credits" not in facts


@pytest.mark.parametrize(
    ("heading", "cell", "fact"),
    [("Year", "once", "year"), ("Running time", "long", "runtime_seconds")],
)
def test_what_cannot_be_read_is_kept_as_it_came(heading, cell, fact):
    facts, unread = facts_in({"Title": "A film", heading: cell})

    assert facts == {"title": "A film"}
    assert unread == [(fact, cell)]
