"""Which of the films that were found comes first: decided from a few facts, the same everywhere."""

from typing import Any, NamedTuple

from catalog.search.query import Words


class Hit(NamedTuple):
    """tier: where all the words stand; smaller is better. titles: one a line, as in the index."""

    tier: int
    film_id: int
    titles: str
    sort_key: str


class Ranking:
    """Orders hits: by tier, words in a title, side by side there, short titles, then by title."""

    def __init__(self, words: Words, languages: tuple[str, ...]) -> None:
        self.words, self.languages = words, languages
        self.phrase = f" {' '.join(words.in_order)} "
        self.known: dict[str, frozenset[int]] = {}

    def __call__(self, hit: Hit) -> tuple[Any, ...]:
        titles = hit.titles.split("\n")
        best = max(len(self._terms_in(title)) for title in titles)
        is_phrase = any(self.phrase in f" {title} " for title in titles)
        return (hit.tier, -best, not is_phrase, len(titles[0]), hit.sort_key, hit.film_id)

    def _terms_in(self, title: str) -> frozenset[int]:
        """Which of the terms stand in a title, by their numbers."""
        return frozenset().union(*(self._terms_of(word) for word in title.split()))

    def _terms_of(self, word: str) -> frozenset[int]:
        """Which terms a word is a form of; the same words stand in many titles."""
        if word not in self.known:
            self.known[word] = frozenset(
                number
                for number, term in enumerate(self.words.terms)
                if term.is_form(word, self.languages)
            )
        return self.known[word]
