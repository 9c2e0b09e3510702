"""Text made whole: entities, Unicode, controls; subjects, titles and colours."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.exchange.reading.facts.colours import colour, together
from catalog.exchange.reading.facts.subjects import heading, path
from catalog.exchange.reading.facts.texts import paragraphs, plain, said
from catalog.exchange.reading.facts.titles import filed_as, parallel


def test_entities_are_decoded_once_and_only_whole_ones():
    assert plain("Tom &amp; Jerry") == "Tom & Jerry"
    assert plain("AT&amp;amp;T") == "AT&amp;T"
    assert plain("R&D &copy 2009 ?a=1&copy=2") == "R&D &copy 2009 ?a=1&copy=2"
    assert plain("caf&#233; &#xe9; &eacute;") == "café é é"
    assert plain("&#0;&#1114112;x") == "\ufffd\ufffdx"


def test_control_characters_go_and_those_of_cp1252_are_the_letters_they_were():
    assert plain("\x7fA backstage\x1e view") == "A backstage view"
    assert plain("chatterbox, etc \x85 But it\x92s") == "chatterbox, etc … But it’s"


def test_characters_are_composed_and_space_is_single():
    assert plain(" Le\u0301a \t\r\n Pool ") == "Léa Pool"
    assert paragraphs("One.\r\n\r\n\r\n\r\nTwo\tand\rthree. ") == "One.\n\nTwo and\nthree."


@pytest.mark.parametrize("text", ["-", "n/a", "N/A", "NULL", "", "  ", "—", "None"])
def test_words_for_nothing_are_nothing(text):
    assert said(text) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Documentary/Documentary films - Australia",
            ("Documentary", "Documentary films - Australia"),
        ),
        (
            "Television/Television programs/Television programs - Australia",
            ("Television", "Television programs", "Television programs - Australia"),
        ),
        (
            "Economics, Philosophy, Politics, Religion & Sociology/Reality",
            ("Economics, Philosophy, Politics, Religion & Sociology", "Reality"),
        ),
        ("History/History", ("History",)),
        ("Work", ("Work",)),
        ("Art / Design", ("Art / Design",)),
        ("/odd", ("/odd",)),
        ("x" * 201, None),
    ],
)
def test_a_subject_is_a_path_from_the_widest_name(text, expected):
    assert path(text) == expected


def test_a_heading_of_marc_stands_below_its_main_heading():
    assert heading("Railroads", ["China", "History."]) == (
        "Railroads",
        "Railroads - China - History",
    )
    assert heading("Documentary films.", []) == ("Documentary films",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Urlaubsfilm = Holiday movie", ("Urlaubsfilm", "Holiday movie")),
        ("The Beaver", ("The Beaver",)),
        ("2 + 2 = 5", ("2 + 2 = 5",)),
        ("E = mc2", ("E = mc2",)),
    ],
)
def test_a_parallel_title_stands_behind_an_equals_sign(text, expected):
    assert parallel(text) == expected


@pytest.mark.parametrize(
    ("sort_title", "expected"),
    [("Madres", "Madres de Plaza de Mayo"), ("Tour de France", "Tour de France")],
)
def test_a_sort_title_is_given_in_full(sort_title, expected):
    assert filed_as(sort_title, "Las Madres de Plaza de Mayo") == expected


def test_a_sort_title_that_only_leaves_the_article_out_says_nothing():
    assert filed_as("Narwhals", "The Narwhals came") == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Colour", "colour"),
        ("Black and White", "black_and_white"),
        ("Black and White and Colour", "mixed"),
        ("b&w", "black_and_white"),
        ("Not Applicable", ""),
        ("Tinted", None),
    ],
)
def test_colour_is_told_by_its_words(text, expected):
    assert colour(text) == expected


def test_prints_of_both_kinds_make_a_film_that_is_mixed():
    assert together(["colour", "black_and_white"]) == "mixed"
    assert together(["colour", ""]) == "colour"
    assert together([]) == ""


@given(st.text(max_size=400))
def test_what_is_cleaned_stays_as_it_is_when_cleaned_again(text):
    once = plain(text)

    assert unicodedata.is_normalized("NFC", once)
    assert not any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in once)
    assert paragraphs(paragraphs(text)) == paragraphs(text) or "&" in text
