"""Stems by Snowball: what a word's forms have in common."""

import re
from collections.abc import Set
from functools import cache, lru_cache
from threading import Lock
from typing import Any

import Stemmer

# By the main part of a BCP 47 code, for the languages in Latin letters.
ALGORITHMS = {
    "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "en": "english",
    "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish",
    "fr": "french", "ga": "irish", "hu": "hungarian", "id": "indonesian", "it": "italian",
    "lt": "lithuanian", "nb": "norwegian", "nl": "dutch", "nn": "norwegian", "no": "norwegian",
    "pl": "polish", "pt": "portuguese", "ro": "romanian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip

# A word in another script says by itself how it is stemmed: first letter, last letter, algorithm.
SCRIPTS = (
    ("Ͱ", "Ͽ", "greek"),
    ("Ѐ", "ӿ", "russian"),
    ("\u0530", "\u058f", "armenian"),
    ("\u0600", "\u06ff", "arabic"),
    ("\u0900", "\u097f", "hindi"),
    ("\u0b80", "\u0bff", "tamil"),
)
# Of a word with its article Snowball leaves more of the end than of the same word without.
ARABIC_ARTICLE = re.compile("^(?:[وفبك]?ال|لل)(?=.{3})")
LAST_LATIN = "\u024f"
SHORTEST = 3  # letters of a word that has a stem

_one_at_a_time = Lock()  # a stemmer holds the word that it is at work on


def known(languages: Set[str]) -> tuple[str, ...]:
    """Those of the languages that have stems here, with English, which everything is read as."""
    return tuple(sorted({"en"} | {main for tag in languages if (main := _main(tag)) in ALGORITHMS}))


@lru_cache(maxsize=100_000)
def stems_of(word: str, languages: tuple[str, ...]) -> frozenset[str]:
    """The word's stems, one for each of the languages, or the one of its script."""
    if len(word) < SHORTEST or not word[0].isalpha():
        return frozenset()
    if word[0] <= LAST_LATIN:
        return frozenset(_stem(word, ALGORITHMS[language]) for language in languages)
    algorithm = next((name for first, last, name in SCRIPTS if first <= word[0] <= last), None)
    if algorithm is None:
        return frozenset()
    return frozenset({_stem(word, algorithm), _stem(ARABIC_ARTICLE.sub("", word), algorithm)})


def _stem(word: str, algorithm: str) -> str:
    with _one_at_a_time:
        stem: str = _stemmer(algorithm).stemWord(word)
    return stem


@cache
def _stemmer(algorithm: str) -> Any:
    return Stemmer.Stemmer(algorithm, 0)  # what it has done is remembered above


def _main(tag: str) -> str:
    return tag.partition("-")[0]
