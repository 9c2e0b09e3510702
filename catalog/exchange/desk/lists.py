"""Lines in lists, a page at a time: what a preview and a report have in common."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

PER_PAGE = 50


@dataclass(frozen=True)
class Line:
    """A record, and what there is to say of it.

    changes: [fact, before, after] of each fact that the file states otherwise.
    """

    place: int | None
    title: str
    words: str
    film: int | None
    changes: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True)
class List:
    name: str
    words: Any
    count: int


@dataclass(frozen=True)
class Page:
    """One page of a list; `last` is at least 1."""

    list: List
    lines: Sequence[Line]
    number: int
    last: int


def page_of(
    lists: Sequence[List], name: str, number: int, lines: Callable[[str, int], Sequence[Line]]
) -> Page | None:
    """A page of the list of that name, else of the first there is; None where there is none.

    lines: gives those of a list, from how many on.
    """
    chosen = next((one for one in lists if one.name == name), None) or next(iter(lists), None)
    if chosen is None:
        return None
    last = -(-chosen.count // PER_PAGE)
    number = min(number, last)
    return Page(chosen, lines(chosen.name, (number - 1) * PER_PAGE), number, last)
