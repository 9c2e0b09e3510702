"""No text is too much for the parser, the marks, or either database."""

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from catalog.search.marking import line_of_context, marked
from catalog.search.query import LONGEST, parse
from catalog.search.suggestions import suggestions
from catalog.search.text import BOUNDARY, STEM, WHOLE, folded, words_of
from tests.asking import best_matches, did_you_mean
from tests.factories.catalog import make_film

OPERATORS = ['"', "*", "^", "(", ")", "+", "-", ":", "|", "&", "!", "<->", "'", "\\", "{", "}", ","]
OPERATORS += ["NEAR(", "AND", "OR", "NOT", "words:", "rowid", "%", "%s", "%(a)s", "_", ";--", "?"]
OPERATORS += [
    "\0",
    "\ud800",
    "\udfff",
    BOUNDARY,
    WHOLE,
    STEM,
    "\ufffe",
    "\u200d",
    "\u202e",
    "\u0301",
]
TEXTS = st.one_of(
    st.text(alphabet=st.characters(), max_size=60),  # lone surrogates among them
    st.lists(st.sampled_from([*OPERATORS, "lantern", "归途", "l'amour", " "]), max_size=20).map(
        "".join
    ),
    st.lists(st.sampled_from([*OPERATORS, "lantern", "tr"]), max_size=20).map(" ".join),
)


@given(TEXTS)
@example("a" * 10_000)
@example('"' * 10_000)
@example("- " * 5_000)
@example("\u0301" * 10_000)
@example("归" * 10_000)
@example("\ufdfa" * 1_000)
def test_any_text_is_a_question(text):
    words = parse(text)

    assert len(words.terms) <= LONGEST
    for term in (*words.terms, *words.without):
        assert term.words
        assert all(word.strip() and not set(word) & set("\"'\\*:&|!()<> ") for word in term.words)
        assert not any(mark in word for word in term.words for mark in (BOUNDARY, WHOLE, STEM))


@given(TEXTS)
def test_a_text_folded_twice_is_the_text_folded_once(text):
    assert words_of(" ".join(words_of(text))) == words_of(" ".join(words_of(text)))
    assert folded(folded(text)).split() == folded(text).split()


@given(TEXTS, TEXTS)
def test_marks_change_nothing_but_add_themselves(text, q):
    text = text.replace("\ud800", "")
    html = marked(text, parse(q))
    line_of_context([text], parse(q))

    plain = html.replace("<mark>", "").replace("</mark>", "")
    assert plain == marked(text, parse(""))


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS)
@example("a" * 10_000)
@example("\0")
@example("a\0b")
@example("\ud800")
@example('" OR words : * NOT "')
@example("' | !! <-> 'a':*")
@example("-a -b -c")
@example("lantern " * 1_000)
@example("归" * 10_000)
def test_both_databases_answer_any_text(db, text):
    best_matches(text)
    best_matches(text, within=0b1010)
    suggestions(text, at=timezone.now())
    did_you_mean(text)


@pytest.mark.parametrize(
    "text", ["a" * 70, "x" * 3_000, "'\"\\%s", "\u0301\u0301", "a\u200db", "\ue000"]
)
def test_whatever_stands_in_the_catalogue_is_indexed(db, text):
    make_film(title=f"Lantern {text[:400]}", synopsis=f"{text} " * 300, original_title=text[:400])

    assert len(best_matches("lantern").ids) == 1
    assert len(best_matches(f"lantern {text}").ids) == 1


@pytest.mark.parametrize("q", ["", "%00", "a" * 5_000, "%22%22%22", "%ED%A0%80", "*%20OR%20*", "-"])
def test_the_door_for_suggestions_answers_any_query_string(client, db, q):
    response = client.generic("GET", "/films/suggest", QUERY_STRING=f"q={q}")

    assert response.status_code == 200
    assert response.json() == {"films": [], "people": [], "subjects": []}
