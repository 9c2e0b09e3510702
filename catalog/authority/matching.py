"""When two names are the same name: written with or without accents, inverted, in capitals."""

import re
import unicodedata
from functools import lru_cache

LONGEST_KEY = 200

# Letters that Unicode does not take apart into a letter and its mark.
WHOLE_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
# Accents of Latin, Greek and Cyrillic, and the vowel signs of Arabic, which are optional. Marks of
# other scripts make another letter: が is not か.
OPTIONAL_MARKS = re.compile("[\u0300-\u036f\u064b-\u0652\u0670]")
APOSTROPHES = re.compile("['’‘ʼ`´ʻ]")

# What stands behind a comma without being a given name: "Example, Ltd", "King, Jr."
SUFFIXES = frozenset([
    "jr", "sr", "ii", "iii", "iv", "esq", "phd", "md", "ao", "am", "oam", "obe", "cbe", "mbe",
    "inc", "incorporated", "ltd", "limited", "llc", "lp", "plc", "co", "company", "corp",
    "corporation", "pty", "pl", "gmbh", "ag", "kg", "sa", "sas", "sarl", "bv", "nv", "oy", "ab",
    "as", "aps", "srl", "spa",
])  # fmt: skip


class _WordsAlone(dict[int, str]):
    """For `str.translate`: letters, digits and marks stay, all else is a blank."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        stays = letter.isalnum() or unicodedata.category(letter).startswith("M")
        return self.setdefault(code, letter if stays else " ")


WORDS_ALONE = _WordsAlone()


@lru_cache(maxsize=20_000)
def match_key(name: str) -> str:
    """What is left of a name when everything is taken away that people write differently.

    Two names with the same key are taken for one: accents, case, punctuation, apostrophes and
    blanks do not count, "&" is "and", and "Fan, Lixin" is "Lixin Fan". A comma before "Ltd" or
    "Jr." turns nothing round, nor do several. The order of words counts otherwise: "Wei Wang" may
    be somebody else than "Wang Wei". Never empty for a name that is not.
    """
    key = _folded(parts_of(name)[0])
    return (key or " ".join(name.casefold().split()))[:LONGEST_KEY]


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFKD", text).casefold().replace("&", " and ")
    text = OPTIONAL_MARKS.sub("", unicodedata.normalize("NFKD", text)).translate(WHOLE_LETTERS)
    text = unicodedata.normalize("NFC", APOSTROPHES.sub("", text)).translate(WORDS_ALONE)
    return " ".join(text.split())


def parts_of(name: str) -> tuple[str, str, str]:
    """A name as it is shown, and its family's and given part where a comma tells them.

    “Fan, Lixin” is Lixin Fan, of the family Fan; suffixes stay at the end.
    """
    parts = [part.strip() for part in name.split(",") if part.strip()]
    names = [part for part in parts if not _is_suffix(part)]
    if len(names) != 2 or parts[: len(names)] != names:
        return name, "", ""
    return " ".join([names[1], names[0], *parts[2:]]), names[0], names[1]


def _is_suffix(text: str) -> bool:
    words = _folded(text.replace(".", "")).split()
    return bool(words) and all(word in SUFFIXES for word in words)
