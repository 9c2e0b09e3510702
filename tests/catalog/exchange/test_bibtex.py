"""BibTeX, as bibtexparser reads it back."""

import bibtexparser
import pytest
from bibtexparser import middlewares

from catalog.exchange.bibtex import bibtex, escaped
from catalog.record import Name
from tests.catalog.exchange.citations.cases import CASES, KING, LIXIN_FAN, make_cited

NAMES_APART = [middlewares.SeparateCoAuthors(), middlewares.SplitNameParts()]


def read(text, *more):
    library = bibtexparser.parse_string(text, append_middleware=more)
    assert not library.failed_blocks
    [entry] = library.entries
    return entry


def test_a_film_is_read_back_by_another_program():
    entry = read(bibtex(make_cited(LIXIN_FAN, synopsis="One\nline")))

    assert (entry.entry_type, entry.key) == ("movie", "fl-0001")
    assert {field.key: field.value for field in entry.fields} == {
        "title": "{Last} {Train} {Home}",
        "author": "Fan, Lixin",
        "authortype": "director",
        "year": "2009",
        "publisher": "EyeSteelFilm",
        "type": "Film",
        "url": "https://films.example/films/the-film/",
        "abstract": "One line",
    }


@pytest.mark.parametrize("case", CASES)
def test_every_film_is_one_entry(case):
    read(bibtex(CASES[case]), *NAMES_APART)


@pytest.mark.parametrize(
    "title",
    [
        "A { b",
        "A } b",
        "}{",
        "\\",
        "\\}",
        "100 % & $5 #1 _x ~ ^",
        "a,\n@book{x, y = {z}}",
        '"',
        "=",
    ],
)
def test_no_title_ends_its_field(title):
    entry = read(bibtex(make_cited(Name(title), title=title, synopsis=title, companies=(title,))))

    assert entry.fields_dict["type"].value == "Film"
    assert entry.fields_dict["title"].value.count("{") == entry.fields_dict["title"].value.count(
        "}"
    )


def test_what_tex_would_take_for_something_else_is_escaped():
    assert escaped("Secrets & Lies: 100 %_#$") == r"Secrets \& Lies: 100 \%\_\#\$"
    assert escaped("a\\b~c^{d}") == (
        r"a\textbackslash{}b\textasciitilde{}c\textasciicircum{}\textbraceleft{}d\textbraceright{}"
    )


def test_names_keep_their_parts():
    band = Name("Sound and Vision")
    entry = read(bibtex(make_cited(KING, LIXIN_FAN, band)), *NAMES_APART)

    king, fan, group = entry.fields_dict["author"].value
    assert (king.last, king.jr, king.first) == (["King"], ["Jr."], ["Martin", "Luther"])
    assert (fan.last, fan.first) == (["Fan"], ["Lixin"])
    assert group.last == ["{Sound and Vision}"]


@pytest.mark.parametrize(
    ("case", "field", "value"),
    [
        ("circa", "date", "1910~"),
        ("a range", "date", "1996/1999"),
        ("a range, circa", "date", "1996~/1999~"),
        ("one director", "year", "2009"),
    ],
)
def test_years_of_doubt_are_dates(case, field, value):
    assert read(bibtex(CASES[case])).fields_dict[field].value == value


def test_an_unknown_year_is_not_there():
    assert not {"year", "date"} & set(read(bibtex(CASES["no year"])).fields_dict)
