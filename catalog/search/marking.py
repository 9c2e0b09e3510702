"""Where the words stand that were asked for: in a title, a name, or a line of a longer text."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from django.db import connection
from django.utils.html import escape
from django.utils.safestring import SafeString

from catalog.search.query import Term, Words
from catalog.search.stems import known
from catalog.search.text import JOINT, UNSPACED, folded, words_of

IN_ENGLISH = known(set())
CHUNK = re.compile(r"\S+")
BEFORE, LONGEST_LINE = 60, 180  # characters of a line of context

TEXTS = """
SELECT film.id, 0, 0, film.synopsis FROM catalog_film AS film WHERE film.id IN ({films})
UNION ALL
SELECT film_id, 1, id, quotation FROM catalog_review WHERE film_id IN ({films})
"""


class Place(NamedTuple):
    """A word of a text, in the index's form, and where it stands."""

    word: str
    start: int
    end: int


def marked(text: str, words: Words, languages: tuple[str, ...] = IN_ENGLISH) -> SafeString:
    """The text, escaped, with `<mark>` around what was asked for."""
    pieces, at = [], 0
    for start, end in _merged(_hits(text, words, languages)):
        pieces += [("", text[at:start], ""), ("<mark>", text[start:end], "</mark>")]
        at = end
    pieces.append(("", text[at:], ""))
    return SafeString("".join(before + escape(piece) + after for before, piece, after in pieces))


def line_of_context(
    texts: Iterable[str], words: Words, languages: tuple[str, ...] = IN_ENGLISH
) -> SafeString:
    """The first place of the texts with a word that was asked for, as one line; or nothing."""
    for text in texts:
        text = " ".join(text.split())
        first = next(_hits(text, words, languages), None)
        if first is not None:
            return marked(_around(text, first[0]), words, languages)
    return SafeString("")


def contexts(
    film_ids: Iterable[int], words: Words, languages: tuple[str, ...] = IN_ENGLISH
) -> dict[int, SafeString]:
    """A line of each film's synopsis or reviews, where the words stand in them. One query."""
    films = ", ".join(str(int(pk)) for pk in film_ids)
    if not films or not words:
        return {}
    texts: dict[int, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(TEXTS.format(films=films))
        for film_id, *_order, text in sorted(cursor.fetchall()):
            texts.setdefault(film_id, []).append(text)
    lines = {pk: line_of_context(its, words, languages) for pk, its in texts.items()}
    return {pk: line for pk, line in lines.items() if line}


def _around(text: str, at: int) -> str:
    """The text from a little before a place, cut between words."""
    start = text.find(" ", at - BEFORE) + 1 if at > BEFORE else 0
    start = start if start <= at else at
    end = len(text)
    if end - start > LONGEST_LINE:
        end = max(text.rfind(" ", start, start + LONGEST_LINE), at + 1)
    return ("… " if start else "") + text[start:end] + (" …" if end < len(text) else "")


def _hits(text: str, words: Words, languages: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where a term stands, from its first letter to behind its last, in the order of the text."""
    places = list(_places(text))
    seen: dict[str, bool] = {}  # most words of a text begin no term, and come more than once
    for at, place in enumerate(places):
        if place.word not in seen:
            seen[place.word] = any(_begins(term, place.word, languages) for term in words.terms)
        if seen[place.word]:
            lengths = (_length(term, places, at, languages) for term in words.terms)
            yield from ((place.start, places[at + n - 1].end) for n in lengths if n)


def _begins(term: Term, word: str, languages: tuple[str, ...]) -> bool:
    """Whether the term could stand from this word on."""
    return word in {term.whole, term.words[0]} or term.is_form(word, languages)


def _length(term: Term, places: list[Place], at: int, languages: tuple[str, ...]) -> int:
    """How many words from here on are the term; none where it does not stand here."""
    here = [place.word for place in places[at : at + len(term.words)]]
    if len(term.words) == 1 or term.whole == here[0]:
        return int(term.whole == here[0] or term.is_form(here[0], languages))
    *first, last = term.words
    is_here = here[:-1] == first and (
        here[-1] == last or (term.is_open and here[-1].startswith(last))
    )
    return len(term.words) if is_here and len(here) == len(term.words) else 0


def _places(text: str) -> Iterator[Place]:
    """The words of a text where they stand; of a script without blanks, each pair of letters."""
    for chunk in CHUNK.finditer(text):
        at = chunk.start()
        for place in _places_in(chunk[0]):
            yield Place(place.word, at + place.start, at + place.end)


@lru_cache(maxsize=50_000)
def _places_in(chunk: str) -> tuple[Place, ...]:
    """Of a text without blanks; the same ones come again and again."""
    return tuple(place for start, end in _runs(chunk) for place in _of_run(chunk, start, end))


def _of_run(text: str, start: int, end: int) -> Iterator[Place]:
    run = text[start:end]
    if not UNSPACED.search(run):
        yield from (Place(word, start, end) for word in words_of(run))
        return
    for at in range(start, end):
        pair = folded(text[at : at + 2] if at + 1 < end else text[at])
        yield Place(pair, at, min(at + 2, end))


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """From and to, of what has no blank, joint or other mark within."""
    start = None
    for at, letter in enumerate(text):
        plain = folded(letter)
        is_part = plain not in {" ", JOINT} and not plain.startswith(" ") if plain else True
        if is_part and start is None and plain:
            start = at
        elif not is_part and start is not None:
            yield start, at
            start = None
    if start is not None:
        yield start, len(text)


def _merged(hits: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The same letters, each once."""
    last: tuple[int, int] | None = None
    for start, end in sorted(hits):
        if last and start <= last[1]:
            last = (last[0], max(last[1], end))
            continue
        if last:
            yield last
        last = (start, end)
    if last:
        yield last
