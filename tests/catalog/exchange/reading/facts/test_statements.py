"""Statements of responsibility, as they stand in records of two libraries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.exchange.reading.facts.festivals import award, selection, showing
from catalog.exchange.reading.facts.identifiers import in_links, number, numbers
from catalog.exchange.reading.facts.statements import Statement, statements

READ = [
    ("Director, Alfred Hitchcock.", [(("Alfred Hitchcock",), "director")]),
    ("Written and directed by Agnès Varda.", [(("Agnès Varda",), "written and directed by")]),
    ("Producer & Director: Elaine Cullen.", [(("Elaine Cullen",), "producer & Director")]),
    ("Music by Max Steiner.", [(("Max Steiner",), "music by")]),
    ("produced by Cine-Tamaris.", [(("Cine-Tamaris",), "produced by")]),
    ("Gerald Malitz, executive producer", [(("Gerald Malitz",), "executive producer")]),
    (
        "Narrators: Staff Sergeant Alan Brutus and Florian Waitl.",
        [(("Alan Brutus", "Florian Waitl"), "narrators")],
    ),
    (
        "Director, John Ford ; photography, Gregg Toland ; editor, Robert Parrish.",
        [
            (("John Ford",), "director"),
            (("Gregg Toland",), "photography"),
            (("Robert Parrish",), "editor"),
        ],
    ),
    ("[director, Jean Rouch]", [(("Jean Rouch",), "director")]),
    ("National Institute of Mental Health.", [(("National Institute of Mental Health",), "")]),
]
NOT_READ = [
    "Commentator: Colonel Kyle Marcrum, student, U.S. Army War College",
    "edited by John Marshall with the assistance of John Gardner",
    "Narrator, Roy, Parker",
    "Dialogue, Buñuel, Julio Alejandro",
    "a British Lion release",
    "directed by Joel and Ethan Coen",
    "Cast: Tom Hanks (Forrest), Robin Wright",
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_a_statement_gives_names_and_what_they_did(text, expected):
    assert statements(text) == ([Statement(*one) for one in expected], [])


@pytest.mark.parametrize("text", NOT_READ)
def test_a_part_that_is_not_wholly_understood_is_listed_whole(text):
    assert statements(text) == ([], [text])


def test_a_list_of_names_alone_has_the_role_of_its_field():
    text = "Peter Sellers, Ian Carmichael, Terry-Thomas, Dennis Price."

    (found,), unread = statements(text, usual="cast")

    assert found.names[2] == "Terry-Thomas"
    assert found.role == "cast"
    assert not unread
    assert statements(text) == ([], [text.rstrip(".")])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "IDFA: Best Feature Length Documentary.",
            ("IDFA", "", ("Best Feature Length Documentary",)),
        ),
        ("Sundance, 2010: Grand Jury Prize", ("Sundance", "2010", ("Grand Jury Prize",))),
        ("Winner 1997 Cannes Film Festival Grand Prix.", None),
    ],
)
def test_an_award_stands_behind_its_festival_and_a_colon(text, expected):
    assert award(text) == expected


def test_a_selection_says_that_it_is_one():
    text = "Official selection: Sundance Film Festival."

    assert selection(text) == ("Sundance Film Festival", "", ())
    assert selection("Title from container.") is None
    assert showing("RIDM (2009)") == ("RIDM", "2009", ())


@pytest.mark.parametrize(
    ("scheme", "text", "expected"),
    [
        ("imdb", "tt1512201", "tt1512201"),
        ("imdb", "https://www.imdb.com/title/tt1512201/?ref_=x", "tt1512201"),
        ("doi", "https://doi.org/10.1000/182", "10.1000/182"),
        ("wikidata", "http://www.wikidata.org/entity/Q42", "Q42"),
        ("oclc", "(OCoLC)50555307", "50555307"),
        ("oclc", "ocm50555307", "50555307"),
        ("eidr", "10.5240/7791-8534-2C23-9030-8610-5", "10.5240/7791-8534-2C23-9030-8610-5"),
        ("imdb", "1512201", None),
        ("oclc", "1.23E+19", None),
    ],
)
def test_a_number_is_known_by_its_shape(scheme, text, expected):
    assert number(scheme, text) == ([(scheme, expected)] if expected else None)


def test_several_numbers_are_each_once_and_links_elsewhere_are_none():
    assert numbers("oclc", " ocm50555307 (OCoLC)50555307") == [("oclc", "50555307")]
    assert in_links("http://www.imdb.com/title/tt0066730/") == [("imdb", "tt0066730")]
    assert in_links("https://example.org/film/tt0066730") is None


@given(st.text(max_size=80))
def test_any_text_is_read_or_not_but_never_fails(text):
    statements(text)
    statements(text, usual="cast")
    award(text)
    showing(text)
    in_links(text)
    for scheme in ("imdb", "oclc", "local"):
        numbers(scheme, text)
