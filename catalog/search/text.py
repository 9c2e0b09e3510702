"""What a word is: the same for what stands in the catalogue and for what somebody types.

No case, no accents, one kind of apostrophe and dash; scripts without blanks between words in
pairs of letters, so that any two beside each other are found. Beside each word as it stands, the
index holds its stem, and the whole of a word that a dash or an apostrophe cuts.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from catalog.search.stems import stems_of

LONGEST_WORD = 64  # letters; what is longer is cut, here as there
MOST_WORDS = 8_000  # of one film that count
MOST_KNOWN = 50_000  # chunks of text remembered
MOST_PARTS = 4  # of a word that is also found written as one

# In the index's own words these stand before what is no word as it stands. Nobody can type them:
# letters for private use are no part of any word.
BOUNDARY = "\ue000"  # stands between two texts, which no phrase crosses
WHOLE = "\ue001"  # before a title that stands for itself
STEM = "\ue002"  # before a stem

JOINT = "-"
APOSTROPHE = "'"
REPLACED = (
    dict.fromkeys("'’‘‛ʼʻ＇′`", APOSTROPHE)
    | dict.fromkeys("-‐‑‒–−.·", JOINT)
    | {"&": " and ", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"}
    | {"ı": "i", "ħ": "h", "й": "й"}
    | {"ـ": "", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه"}  # as keyboards of two languages differ
)
VOICED = {"\u3099", "\u309a"}  # か and が are two letters, not one with a mark
ELIDED = {*"cdjlmnst", "qu", "all", "dell", "nell", "sull", "dall", "jusqu", "lorsqu", "puisqu"}
UNSPACED = re.compile(
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fff\u3005-\u3007\u3040-\u9fff\ua960-\ua97f"
    "\uac00-\ud7ff\uf900-\ufaff\U0001b000-\U0001b16f\U00020000-\U0003ffff]+)"
)


class Piece(NamedTuple):
    """What blanks stand around. words: in the index's form. is_unspaced: pairs of letters."""

    words: tuple[str, ...]
    is_unspaced: bool = False

    @property
    def whole(self) -> str:
        """A word of several parts, written as one; or nothing."""
        if self.is_unspaced or not 1 < len(self.words) <= MOST_PARTS:
            return ""
        return "".join(self.words)[:LONGEST_WORD]


class _Letters(dict[int, str]):
    """What each character becomes, found out once."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        plain = REPLACED.get(letter)
        if plain is None:
            plain = "".join(map(_plain, unicodedata.normalize("NFD", letter)))
            plain = unicodedata.normalize("NFC", plain)
        self[code] = plain
        return plain


def _plain(letter: str) -> str:
    if letter in VOICED:
        return letter
    kind = unicodedata.category(letter)
    if unicodedata.combining(letter) or kind == "Cf":
        return ""
    return letter if kind[0] in "LMN" else " "


LETTERS = _Letters()


def folded(text: str) -> str:
    """The text without case and marks: letters, digits, joints, apostrophes and blanks."""
    return unicodedata.normalize("NFKC", text).casefold().translate(LETTERS)


def pieces_of(text: str) -> Iterator[Piece]:
    """The words of any text, in order."""
    for chunk in text.split():
        yield from _pieces(chunk)


@lru_cache(maxsize=50_000)
def _pieces(chunk: str) -> tuple[Piece, ...]:
    return tuple(piece for part in folded(chunk).split() for piece in _split(part) if piece.words)


def _split(text: str) -> Iterator[Piece]:
    spaced: list[str] = []
    for number, part in enumerate(UNSPACED.split(text)):
        if number % 2:  # the runs that UNSPACED found stand between the others
            yield Piece(tuple(spaced))
            spaced = []
            yield Piece(pairs(part), is_unspaced=True)
        else:
            for word in part.split(JOINT):
                spaced += _cut_at_apostrophe(word)
    yield Piece(tuple(spaced))


def pairs(run: str) -> tuple[str, ...]:
    """Every two letters beside each other; of one letter, that letter."""
    return tuple(run[at : at + 2] for at in range(len(run) - 1)) or (run,)


def _cut_at_apostrophe(word: str) -> list[str]:
    """`l'amour` is two words, `o'brien` and `director's` are one."""
    first, _mark, rest = word.strip(APOSTROPHE).partition(APOSTROPHE)
    rest = rest.replace(APOSTROPHE, "")
    parts = [first, rest] if first in ELIDED and len(rest) > 1 else [first + rest]
    return [part[:LONGEST_WORD] for part in parts if part]


def words_of(text: str) -> list[str]:
    """The words alone."""
    return [word for piece in pieces_of(text) for word in piece.words]


class Indexed(NamedTuple):
    """Texts as the index holds them: the words in order, and beside them the stems."""

    words: list[str]
    stems: set[str]


def indexed(texts: Iterable[str], languages: tuple[str, ...]) -> Indexed:
    known = _known(languages)
    words: list[str] = []
    chunks: set[str] = set()
    for text in texts:
        in_order = text.split()
        chunks.update(in_order)
        words += [word for chunk in in_order for word in known[chunk][0]]
        words.append(BOUNDARY)
    return Indexed(words[:MOST_WORDS], {stem for chunk in chunks for stem in known[chunk][1]})


class _Known(dict[str, tuple[tuple[str, ...], tuple[str, ...]]]):
    """What the index holds of each chunk of text: its words in order, and what is beside them."""

    def __init__(self, languages: tuple[str, ...]) -> None:
        self.languages = languages

    def __missing__(self, chunk: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        if len(self) >= MOST_KNOWN:
            self.clear()
        self[chunk] = found = _indexed(chunk, self.languages)
        return found


@cache
def _known(languages: tuple[str, ...]) -> _Known:
    return _Known(languages)


def _indexed(chunk: str, languages: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    words: list[str] = []
    beside: set[str] = set()
    for piece in _pieces(chunk):
        words += piece.words
        if piece.is_unspaced:
            words.append(piece.words[-1][-1])  # so that each letter begins something
            continue
        for word in (*piece.words, piece.whole):
            beside |= {STEM + stem for stem in stems_of(word, languages)}
        if piece.whole:
            beside.add(STEM + piece.whole)
    return tuple(words), tuple(beside)


def whole_title(text: str) -> str:
    """A word of the index that stands for a title as a whole; nothing for a title without words."""
    return WHOLE + "".join(words)[: 4 * LONGEST_WORD] if (words := words_of(text)) else ""
