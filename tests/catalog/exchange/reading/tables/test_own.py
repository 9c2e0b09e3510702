"""What the catalogue exports it reads back by the letter."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.exchange.film_table import HEADINGS, row
from catalog.exchange.reading import read
from catalog.exchange.sheets import csv_pieces, write_xlsx
from catalog.models import Credit, Film, FilmIdentifier

FACTS = {
    "identifier": "fl-0001",
    "slug": "last-train-home",
    "title": "=1+1 &amp; “Home”",
    "sort_title": "",
    "original_title": "归途列车",
    "original_title_language": "zh",
    "other_titles": [("A; B", "pt-BR"), ("'=C", "")],
    "year": (1990, 1995, True),
    "released_on": "1994-05-04",
    "countries": ["SU", "CA"],
    "languages": ["zxx"],
    "runtime_seconds": 5107,
    "colour": "mixed",
    "credits": [
        ("Fan, Lixin", "director", "", False),
        ("N/A", "other", "camera operator", True),
    ],
    "synopsis": "One.\r\n\r\n  Two, &lt;three&gt;.",
    "synopsis_language": "en",
    "synopsis_source": "-",
    "content_notes": "",
    "subjects": [("Work, pay & leisure",), ("Documentary", "Documentary films - Australia")],
    "collections": ["@home"],
    "distributors": ["Smith; Sons | Co"],
    "identifiers": [("imdb", "tt1512201"), ("local", "fl:1")],
    "festivals": [("IDFA", "2009", ["Best Film", "Audience; award"]), ("RIDM", "", [])],
    "reviews": [("Fine.", "The Paper", "", "https://example.org/?a=1&b=2", "Recommended")],
}


def exported(facts, form):
    file = io.BytesIO()
    if form == "xlsx":
        write_xlsx([HEADINGS, row(facts)], file, title="Films")
    else:
        file.writelines(csv_pieces([HEADINGS, row(facts)]))
    return file


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_every_fact_of_an_export_comes_back_as_it_was(form):
    (film,) = read(exported(FACTS, form), name="films")

    assert film.facts == FACTS
    assert film.key == "fl-0001"
    assert film.unread == ()


def test_what_a_librarian_typed_into_an_export_is_read_as_in_any_list():
    with io.StringIO() as text:
        text.write("Permanent identifier,Title,Year,Countries,Running time,Colour\n")
        text.write("fl-1,x,[1994-1998],France,1h 30m,b&w\n")
        file = io.BytesIO(text.getvalue().encode())

    (film,) = read(file, name="films.csv")

    assert film.facts["year"] == (1994, 1998, False)
    assert film.facts["countries"] == ["FR"]
    assert film.facts["runtime_seconds"] == 5400
    assert film.facts["colour"] == "black_and_white"


texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)
plain = texts.map(str.strip).filter(bool)
varied = st.fixed_dictionaries(
    {
        "title": plain,
        "synopsis": texts,
        "other_titles": st.lists(st.tuples(plain, st.just("")), max_size=3),
        "colour": st.sampled_from(["", *Film.Colour.values]),
        "year": st.tuples(st.integers(1870, 2199) | st.none(), st.none(), st.booleans()),
        "runtime_seconds": st.integers(1, 10**6) | st.none(),
        "distributors": st.lists(plain, max_size=3),
        "identifiers": st.lists(
            st.tuples(st.sampled_from(FilmIdentifier.Scheme.values), plain), max_size=3
        ),
        "credits": st.lists(
            st.tuples(
                plain, st.sampled_from(Credit.Role.values), st.just("") | plain, st.booleans()
            ),
            max_size=4,
            unique_by=lambda credit: credit[:2],
        ).map(lambda found: sorted(found, key=lambda one: Credit.Role.values.index(one[1]))),
        "subjects": st.lists(st.lists(plain, min_size=1, max_size=3).map(tuple), max_size=3),
        "festivals": st.lists(
            st.tuples(plain, st.just("") | plain, st.lists(plain, max_size=2)), max_size=2
        ),
    }
)


@settings(max_examples=40)
@given(varied, st.sampled_from(["csv", "xlsx"]))
def test_whatever_the_facts_they_come_back(facts, form):
    (film,) = read(exported(FACTS | facts, form), name="films")

    assert film.facts == FACTS | facts
