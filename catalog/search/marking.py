"""Where the words stand that were asked for: in a title, a name, or a line of a longer text."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice

from django.db import connection
from django.utils.html import escape
from django.utils.safestring import SafeString

from catalog.search.places import CHUNK, Place, places_in, places_of
from catalog.search.query import MOST_ASKED, Term, Words, forms_of
from catalog.search.stems import known

IN_ENGLISH = known(set())
BEFORE, LONGEST_LINE = 60, 180  # characters of a line of context

TEXTS = """
SELECT film.id, 0, 0, film.synopsis FROM catalog_film AS film WHERE film.id IN ({films})
UNION ALL
SELECT film_id, 1, id, quotation FROM catalog_review WHERE film_id IN ({films})
"""


def marked(text: str, words: Words, languages: tuple[str, ...] = IN_ENGLISH) -> SafeString:
    """The text, escaped, with `<mark>` around what was asked for."""
    pieces, at = [], 0
    for start, end in _merged(_hits(text, beginnings_of(words.terms, languages))):
        pieces += [escape(text[at:start]), f"<mark>{escape(text[start:end])}</mark>"]
        at = end
    return SafeString("".join([*pieces, escape(text[at:])]))


def line_of_context(
    texts: Iterable[str], words: Words, languages: tuple[str, ...] = IN_ENGLISH
) -> SafeString:
    """The first place of the texts with a word that was asked for, as one line; or nothing."""
    beginnings = beginnings_of(words.terms, languages)
    for chunks in map(str.split, texts):
        if any(map(beginnings.__getitem__, chunks)):  # as in few of them, and soon seen
            text = " ".join(chunks)
            first = next(_hits(text, beginnings), None)
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


class Beginnings(dict[str, bool]):
    """Of each text without blanks, whether one of some terms begins in it."""

    def __init__(self, terms: tuple[Term, ...], languages: tuple[str, ...]) -> None:
        self.terms, self.languages = terms, languages
        self.longest = max((len(term.words) for term in terms), default=1)
        self.forms = forms_of(terms, languages)

    def __missing__(self, chunk: str) -> bool:
        self[chunk] = begins = any(self.forms[place.word] for place in places_in(chunk))
        return begins


beginnings_of = lru_cache(maxsize=MOST_ASKED)(Beginnings)


def _hits(text: str, beginnings: Beginnings) -> Iterator[tuple[int, int]]:
    """Where a term stands, from its first letter to behind its last, in the order of the text."""
    for chunk in CHUNK.finditer(text):
        if beginnings[chunk[0]]:
            following = islice(places_of(text, chunk.end()), beginnings.longest - 1)
            here = list(places_of(chunk[0], 0, chunk.start()))
            places = [*here, *following]
            for at, place in enumerate(here):
                lengths = (_length(t, places, at, beginnings.languages) for t in beginnings.terms)
                yield from ((place.start, places[at + n - 1].end) for n in lengths if n)


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
