"""Where the words that were asked for are marked, and where not."""

import pytest

from catalog.search.marking import contexts, line_of_context, marked
from catalog.search.query import parse
from tests.factories.catalog import make_film, make_review

MARKED = [
    ("Last Train Home", "train", "Last <mark>Train</mark> Home"),
    ("Last Train Home", "tra", "Last <mark>Train</mark> Home"),
    ("Trains, trained", "train", "<mark>Trains</mark>, <mark>trained</mark>"),
    ("Trains", '"train"', "Trains"),
    ("Cléo", "cleo", "<mark>Cléo</mark>"),
    ("Cle\u0301o de 5", "CLÉO", "<mark>Cle\u0301o</mark> de 5"),
    ("a director’s cut", "director's", "a <mark>director’s</mark> cut"),
    ("L’amour fou", "amour", "<mark>L’amour</mark> fou"),
    ("归途列车", "列车", "归途<mark>列车</mark>"),
    ("归途列车", "途列车", "归<mark>途列车</mark>"),
    ("The Third Man, the third", '"the third man"', "<mark>The Third Man</mark>, the third"),
    ("Wong Kar-wai", "karwai", "Wong Kar-wai"),
    ("Wong Kar-wai", "kar-wai", "Wong <mark>Kar-wai</mark>"),
    ("Wong Karwai", "kar-wai", "Wong <mark>Karwai</mark>"),
    ("<b>train</b> & co", "train", "&lt;b&gt;<mark>train</mark>&lt;/b&gt; &amp; co"),
    ("train", "-train home", "train"),
    ("Поезд", "поезд", "<mark>Поезд</mark>"),
    ("anything", "?!", "anything"),
    ("", "train", ""),
]


@pytest.mark.parametrize(("text", "q", "html"), MARKED)
def test_what_was_asked_for_is_marked_and_the_rest_is_text(text, q, html):
    assert marked(text, parse(q)) == html


def test_a_long_text_is_cut_between_words_around_the_first_hit():
    text = "A beginning that goes on. " * 10 + "Here is a lantern. " + "And an end. " * 40

    line = line_of_context(["Nothing.", text], parse("lantern"))

    assert "<mark>lantern</mark>" in line
    assert line.startswith("… ")
    assert line.endswith(" …")
    assert len(line) < 220


def test_a_short_text_is_shown_whole():
    assert line_of_context(["A lantern."], parse("lantern")) == "A <mark>lantern</mark>."


def test_the_lines_of_many_films_cost_one_query(db, django_assert_num_queries):
    films = [make_film(synopsis="A lantern & more."), make_film(synopsis="Nothing of it.")]
    make_review(film=films[1], quotation="What a <lantern>!")
    make_review(film=make_film(), quotation="A lantern of another film.")

    with django_assert_num_queries(1):
        lines = contexts([film.pk for film in films], parse("lantern"))

    assert lines == {
        films[0].pk: "A <mark>lantern</mark> &amp; more.",
        films[1].pk: "What a &lt;<mark>lantern</mark>&gt;!",
    }
