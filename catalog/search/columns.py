"""What films are narrowed and ordered by: for every value, the set of its films.

A snapshot never changes: an edit makes a new one out of it, so that whoever reads needs no lock,
and reads one state of the catalogue from beginning to end.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import compress
from typing import NamedTuple

from catalog.film_set import NO_FILMS, film_set, flags, numbers
from catalog.search.entry import GROUPS
from catalog.search.orders import Order
from catalog.search.remembered import Remembered

SPARSE = 128  # a list is the smaller, and counted as fast, with so many films to each of its own
AT_ONCE = 2_000  # films of a set that are counted while one is asked for a value
SORTED = 8  # of so many films one: those are sorted, for more the order of all is passed over
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

Films = int | array  # of one value: a set of films (`catalog.film_set`), or their few numbers
Value = int | str  # as `catalog.search.entry` has it


class Entry(NamedTuple):
    """A film as it is found. `published_from` is None where it is not shown, or is no more."""

    film_id: int
    revision: int
    published_from: datetime | None
    sort_key: str
    titles: str
    year: int | None
    facets: Mapping[str, list[Value]]


class Held(NamedTuple):
    """Of one film: its titles, its place in each order, and the numbers of the columns it is in.

    Those as bytes, which the garbage collector has no need to look into. Of the titles each has a
    line, with a blank before and behind it.
    """

    titles: str
    title: str
    year: tuple[int, str]
    newest: int
    columns: bytes

    @property
    def in_columns(self) -> memoryview:
        return memoryview(self.columns).cast("I")


KEPT = tuple(group for group in GROUPS if group != "person")  # whose films the credits tell
ORDERS = ("title", "year", "newest")


@dataclass(frozen=True)
class Columns:
    """One state of the catalogue, as of `revision`.

    column_of: by group and value, the number of a column. value_of: the other way round. films:
    by number of column. orders: of all films. Films that are still to be published are among
    them: `published` leaves them out. remembered: what was found in this state, by question.
    """

    revision: int = 0
    everything: int = NO_FILMS
    held: dict[int, Held] = field(default_factory=dict)
    column_of: dict[str, dict[Value, int]] = field(default_factory=dict)
    value_of: list[tuple[str, Value]] = field(default_factory=list)
    films: list[Films] = field(default_factory=list)
    orders: dict[str, Order] = field(default_factory=lambda: {name: Order() for name in ORDERS})
    remembered: Remembered = field(default_factory=Remembered)
    _by_total: dict[str, list[tuple[int, Value, int]]] = field(default_factory=dict)
    _steps: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "Columns":
        """The state in which these entries are all there are."""
        made, revision = cls(), 0
        lists: list[list[int]] = []
        for entry in entries:
            revision = max(revision, entry.revision)
            if entry.published_from is not None:
                columns = made._hold(entry).in_columns
                lists += [[] for _new in range(len(made.value_of) - len(lists))]
                for column in columns:
                    lists[column].append(entry.film_id)
        everything = film_set(made.held)
        films = [_packed(array("I", sorted(few)), everything) for few in lists]
        orders = {
            name: Order.of((getattr(film, name), film_id) for film_id, film in made.held.items())
            for name in ORDERS
        }
        return cls(revision, everything, made.held, made.column_of, made.value_of, films, orders)

    def with_entries(self, entries: Iterable[Entry]) -> "Columns":
        """The state after these were written."""
        column_of = {group: {**values} for group, values in self.column_of.items()}
        orders = {name: order.copy() for name, order in self.orders.items()}
        made = Columns(
            0, NO_FILMS, {**self.held}, column_of, [*self.value_of], [*self.films], orders
        )
        revision, everything = self.revision, self.everything
        for entry in entries:
            revision = max(revision, entry.revision)
            made._drop(entry.film_id)
            everything &= ~(1 << entry.film_id)
            if entry.published_from is not None:
                everything |= 1 << entry.film_id
                made._add(entry, everything)
        return Columns(
            revision, everything, made.held, column_of, made.value_of, made.films, orders
        )

    def published(self, *, at: datetime) -> int:
        """The films whose moment of publication has come."""
        newest = self.orders["newest"]
        to_come = bisect_left(newest.keys, -_microseconds(at))
        return self.everything & ~film_set(newest.ids[:to_come]) if to_come else self.everything

    def with_value(self, group: str, value: Value) -> int:
        """The set of the value's films; empty for a value that nothing has."""
        column = self.column_of.get(group, {}).get(value)
        if column is None:
            return NO_FILMS
        films = self.films[column]
        return films if isinstance(films, int) else film_set(films)

    def by_total(self, group: str) -> list[tuple[int, Value, int]]:
        """The group's values that any film has: how many have it, the value, its column."""
        if group not in self._by_total:
            columns = self.column_of.get(group, {}).items()
            totals = ((_size(self.films[column]), value, column) for value, column in columns)
            self._by_total[group] = sorted((row for row in totals if row[0]), reverse=True)
        return self._by_total[group]

    def steps(self, group: str) -> int:
        """How long it takes to count a group by its columns, in looks at one film's value."""
        if group not in self._steps:
            films = (self.films[column] for _total, _value, column in self.by_total(group))
            whole = 1 + self.everything.bit_length() // AT_ONCE
            self._steps[group] = sum(whole if isinstance(f, int) else len(f) for f in films)
        return self._steps[group]

    def ordered(self, films: int, order: str) -> list[int]:
        """The numbers of the films, by `title`, `year` or `newest`."""
        ids = self.orders[order].ids
        if films == self.everything:
            return ids
        if films.bit_count() * SORTED <= len(ids):
            keyed = ((getattr(self.held[film], order), film) for film in numbers(films))
            return [film for _key, film in sorted(keyed)]
        return list(compress(ids, map(self.flags(films).__getitem__, ids)))

    def flags(self, films: int) -> bytes:
        """The set as a byte for each number there is: 1 where the film is in it."""
        return flags(films).ljust(self.everything.bit_length(), b"\0")

    def _hold(self, entry: Entry) -> Held:
        """Hold a film, and number its values; a new value gets the next number."""
        columns = array("I")
        for group in KEPT:
            known = self.column_of.setdefault(group, {})
            for value in entry.facets.get(group, ()):
                column = known.get(value)
                if column is None:
                    column = known[value] = len(self.value_of)
                    self.value_of.append((group, value))
                columns.append(column)
        assert entry.published_from is not None
        newest = -_microseconds(entry.published_from)
        year = (-(entry.year or 0), entry.sort_key)
        titles = f" {entry.titles} ".replace("\n", " \n ")
        held = self.held[entry.film_id] = Held(
            titles, entry.sort_key, year, newest, columns.tobytes()
        )
        return held

    def _add(self, entry: Entry, everything: int) -> None:
        held = self._hold(entry)
        self.films.extend(array("I") for _new in range(len(self.value_of) - len(self.films)))
        for column in held.in_columns:
            films = self.films[column]
            if isinstance(films, int):
                self.films[column] = films | 1 << entry.film_id
            else:
                more = array("I", sorted([*films, entry.film_id]))
                self.films[column] = _packed(more, everything)
        for name, order in self.orders.items():
            order.add(getattr(held, name), entry.film_id)

    def _drop(self, film_id: int) -> None:
        held = self.held.pop(film_id, None)
        if held is None:
            return
        for column in held.in_columns:
            films = self.films[column]
            if isinstance(films, int):
                self.films[column] = films & ~(1 << film_id)
            else:
                self.films[column] = array("I", (other for other in films if other != film_id))
        for name, order in self.orders.items():
            order.remove(getattr(held, name), film_id)


def _microseconds(moment: datetime) -> int:
    return (moment - EPOCH) // MICROSECOND


def _packed(films: array, everything: int) -> Films:
    """As a set where that takes less room."""
    return film_set(films) if len(films) * SPARSE > everything.bit_length() else films


def _size(films: Films) -> int:
    return films.bit_count() if isinstance(films, int) else len(films)
