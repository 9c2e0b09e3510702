"""What somebody asked for, word by word. Any text at all is a question."""

import re
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from catalog.search.stems import stems_of
from catalog.search.text import STEM, Piece, pieces_of

LONGEST = 400  # characters that are read
MOST_TERMS = 24
MOST_ASKED = 16  # questions of which is remembered what their words are
SHORTEST_OPEN = 2  # letters before a word may go on
QUOTES = dict.fromkeys(map(ord, "“”„‟«»＂"), '"')
PARTS = re.compile(
    r'(?P<minus>(?<!\S)[-–−](?=["\w]))?(?:"(?P<quoted>[^"]*)(?P<end>"?)|(?P<bare>[^\s"]+))'
)


@dataclass(frozen=True)
class Term:
    """Words that stand together, in this order; one, mostly.

    is_quoted: exactly so; else the forms of a word count as well. is_open: the last may go on.
    """

    words: tuple[str, ...]
    is_quoted: bool = False
    is_open: bool = False
    whole: str = ""

    @property
    def stands_as_typed(self) -> bool:
        """Whether the index has to be asked for the words themselves, beside their stems."""
        return self.is_quoted or self.is_open or len(self.words) > 1

    def stems(self, languages: tuple[str, ...]) -> frozenset[str]:
        """By which it is found in every form, in the index's form; none of what has no forms."""
        if self.is_quoted:
            return frozenset()
        word = self.whole or (self.words[0] if len(self.words) == 1 else "")
        stems = stems_of(word, languages) | ({self.whole} if self.whole else set())
        return frozenset(STEM + stem for stem in stems)

    def is_form(self, word: str, languages: tuple[str, ...]) -> bool:
        """Whether a word of the index is this term; of several words, the first or all as one."""
        first = self.words[0]
        if word in {first, self.whole} or (
            self.is_open and len(self.words) == 1 and word.startswith(first)
        ):
            return True
        if self.is_quoted or len(self.words) > 1:
            return False
        return not stems_of(first, languages).isdisjoint(stems_of(word, languages))


class Forms(dict[str, int]):
    """Of each word of the index, which of some terms it is a form of: a bit for each term.

    Found out once: most words of a text are a form of none, and come again in many texts.
    """

    def __init__(self, terms: tuple[Term, ...], languages: tuple[str, ...]) -> None:
        self.terms, self.languages = terms, languages

    def __missing__(self, word: str) -> int:
        terms = enumerate(self.terms)
        forms = sum(1 << place for place, term in terms if term.is_form(word, self.languages))
        self[word] = forms
        return forms


forms_of = lru_cache(maxsize=MOST_ASKED)(Forms)


@dataclass(frozen=True)
class Words:
    """terms: all of them are in a film that is found. without: none of these is."""

    text: str = ""
    terms: tuple[Term, ...] = ()
    without: tuple[Term, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is asked for: punctuation alone asks for nothing."""
        return bool(self.terms)

    @property
    def asked(self) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
        """What the films depend on, however it was typed."""
        return self.terms, self.without

    @cached_property
    def in_order(self) -> tuple[str, ...]:
        """The words as they would stand in a title."""
        return tuple(word for term in self.terms for word in term.words)


def parse(text: str) -> Words:
    """`last train`, `"last train"`, `train -home`; the last word may go on.

    Where every word has a minus, these are taken for dashes.
    """
    text = text[:LONGEST].translate(QUOTES)
    terms: list[Term] = []
    without: list[Term] = []
    for part in PARTS.finditer(text):
        (without if part["minus"] else terms).extend(_terms(part))
    if not terms:
        terms, without = without, []
    return Words(text, _last_open(terms[:MOST_TERMS]), tuple(without[:MOST_TERMS]))


def _terms(part: re.Match[str]) -> list[Term]:
    if part["bare"] is not None:
        return [_term(piece) for piece in pieces_of(part["bare"])]
    words = tuple(word for piece in pieces_of(part["quoted"]) for word in piece.words)
    return [Term(words[:MOST_TERMS], is_quoted=True, is_open=not part["end"])] if words else []


def _term(piece: Piece) -> Term:
    """A letter of a script without blanks is found as the first of a pair."""
    is_open = piece.is_unspaced and len(piece.words[0]) == 1
    return Term(piece.words[:MOST_TERMS], is_open=is_open, whole=piece.whole)


def _last_open(terms: list[Term]) -> tuple[Term, ...]:
    if terms and not terms[-1].is_quoted and len(terms[-1].words[-1]) >= SHORTEST_OPEN:
        terms[-1] = replace(terms[-1], is_open=True)
    return tuple(terms)
