"""Where each word of a text stands, as the index has the word."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from catalog.search.text import JOINT, UNSPACED, folded, words_of

CHUNK = re.compile(r"\S+")
RUN = re.compile(r"[A-Za-z0-9'`]+")  # what `_runs` finds, in the letters that most texts are of


class Place(NamedTuple):
    """A word of a text, in the index's form, and where it stands."""

    word: str
    start: int
    end: int


def places_of(text: str, start: int = 0, before: int = 0) -> Iterator[Place]:
    """The words of a text where they stand; of a script without blanks, each pair of letters.

    start: where to begin to read. before: letters that stand before the text.
    """
    for chunk in CHUNK.finditer(text, start):
        at = before + chunk.start()
        for place in places_in(chunk[0]):
            yield Place(place.word, at + place.start, at + place.end)


@lru_cache(maxsize=50_000)
def places_in(chunk: str) -> tuple[Place, ...]:
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
    if text.isascii():
        yield from (run.span() for run in RUN.finditer(text))
        return
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
