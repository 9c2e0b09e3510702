"""How many of a set of films have each value of a group: true counts, and quickly."""

from bisect import insort
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest
from itertools import chain

from catalog.film_set import numbers
from catalog.search.columns import Columns, Value

OF_A_FILM = 20  # values of all groups together, more or less


@dataclass(frozen=True)
class Tally:
    """The counts of one set of films, published ones all."""

    columns: Columns
    films: int

    @cached_property
    def count(self) -> int:
        return self.films.bit_count()

    def of(self, group: str, most: int | None = None) -> list[tuple[Value, int]]:
        """The group's values that some of the films have, with how many: the most frequent first.

        most: so many at most.
        """
        if self.count * OF_A_FILM <= self.columns.steps(group) or "_of_few" in self.__dict__:
            found = iter(self._of_few.get(group, {}).items())
        else:
            found = self._of_many(group, most)
        ranked = ((-count, value) for value, count in found)
        first = sorted(ranked) if most is None else nsmallest(most, ranked)
        return [(value, -count) for count, value in first]

    @cached_property
    def _of_few(self) -> Mapping[str, Mapping[Value, int]]:
        held = self.columns.held
        columns = Counter(
            chain.from_iterable(held[film].in_columns for film in numbers(self.films))
        )
        groups: dict[str, dict[Value, int]] = {}
        for column, count in columns.items():
            group, value = self.columns.value_of[column]
            groups.setdefault(group, {})[value] = count
        return groups

    def _of_many(self, group: str, most: int | None) -> Iterator[tuple[Value, int]]:
        """Values by falling total, until none that follows could be among the first `most`."""
        best: list[int] = []  # the counts so far, ascending
        for total, value, column in self.columns.by_total(group):
            if most is not None and len(best) >= most and total < best[-most]:
                return
            films = self.columns.films[column]
            if isinstance(films, int):
                count = (films & self.films).bit_count()
            else:
                count = sum(map(self._flags.__getitem__, films))
            if count:
                insort(best, count)
                yield value, count

    @cached_property
    def _flags(self) -> bytes:
        return self.columns.flags(self.films)
