"""Which of the films that were found comes first: decided from a few facts, the same everywhere."""

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_
from typing import Any

from catalog.search.columns import Held
from catalog.search.query import Words, forms_of


class Ranking:
    """Orders films of one tier: words in a title, side by side there, short titles, then by title.

    held: what is known of each film.
    """

    def __init__(self, words: Words, languages: tuple[str, ...], held: Mapping[int, Held]) -> None:
        self.is_one = len(words.terms) == 1
        self.phrase = f" {' '.join(words.in_order)} "
        self.forms, self.held = forms_of(words.terms, languages), held

    def best_first(self, film_ids: Iterable[int]) -> list[int]:
        return sorted(film_ids, key=self._rank)

    def _rank(self, film_id: int) -> tuple[Any, ...]:
        film = self.held[film_id]
        titles = film.titles
        is_phrase = self.phrase in titles
        first = titles.find("\n") if "\n" in titles else len(titles)
        return -self._most_terms(titles), not is_phrase, first, film.title, film_id

    def _most_terms(self, titles: str) -> int:
        """How many terms the title has that has the most; a single one the tier tells already."""
        return 0 if self.is_one else max(map(self._terms_in, titles.split("\n")))

    def _terms_in(self, title: str) -> int:
        return reduce(or_, map(self.forms.__getitem__, title.split()), 0).bit_count()
