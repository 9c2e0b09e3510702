"""The films that a question's choices leave of those that its words find."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import groupby
from operator import attrgetter, or_

from catalog.film_set import NO_FILMS
from catalog.search.facets import Visit, Words
from catalog.search.named import Named, named_by_text
from catalog.search.state import Question
from catalog.search.tally import Tally


@dataclass(frozen=True)
class Chip:
    """A chosen value. without: the question that drops it. count: how many films that finds."""

    label: Words
    words: Words
    without: Question
    count: int


class Narrowing:
    """Values of one group widen, groups narrow.

    found: the published films with the question's words, all of them where it has none. chosen:
    the values that count; a facet that makes no sense for this visitor does not narrow.
    """

    def __init__(self, question: Question, found: int, moment: Visit) -> None:
        self.question, self.found, self.moment = question, found, moment
        named = named_by_text(question.values)
        self.chosen = [value for value in named if value.facet.makes_sense(moment)]
        self._sets = self._found_sets()
        self._tallies: dict[int, Tally] = {}

    @cached_property
    def films(self) -> int:
        return self._with(self.chosen)

    @cached_property
    def chips(self) -> list[Chip]:
        return [
            Chip(
                value.facet.label,
                value.words,
                self.question.without_value(value.facet.name, value.text),
                self._with(other for other in self.chosen if other != value).bit_count(),
            )
            for value in self.chosen
        ]

    def tally_for(self, group: str) -> Tally:
        """Of the films that all other groups leave."""
        films = self._with(value for value in self.chosen if value.facet.name != group)
        if films not in self._tallies:
            self._tallies[films] = Tally(self.moment.columns, films)
        return self._tallies[films]

    def _with(self, chosen: Iterable[Named]) -> int:
        groups: dict[str, list[int]] = {}
        for value in chosen:
            groups.setdefault(value.facet.name, []).append(self._sets[value])
        films = self.found
        for sets in groups.values():
            films &= reduce(or_, sets)
        return films

    def _found_sets(self) -> dict[Named, int]:
        """Of each chosen value, its films: none for a text that stands for nothing."""
        sets = dict.fromkeys(self.chosen, NO_FILMS)
        for facet, chosen in groupby(self.chosen, key=attrgetter("facet")):
            there = {one: one.value for one in chosen if one.value is not None}
            films = facet.films_of([*there.values()], self.moment)
            sets |= {one: films[value] for one, value in there.items()}
        return sets
