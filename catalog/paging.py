"""The pages of a list: which one is asked for, and where the others are."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property


def page_number(text: str) -> int:
    """A page's number; 1 for anything else, and never a number too large to count to."""
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) <= 7 else 1


def page_address(number: int) -> str:
    """Of a list that is asked for by page alone."""
    return f"?page={number}" if number > 1 else "?"


@dataclass(frozen=True)
class Pages:
    """Where the other pages of a list are.

    address: gives each page's, by its number.
    """

    number: int
    last: int
    address: Callable[[int], str] = page_address

    @property
    def previous(self) -> str | None:
        return self.address(self.number - 1) if self.number > 1 else None

    @property
    def next(self) -> str | None:
        return self.address(self.number + 1) if self.number < self.last else None

    @cached_property
    def numbers(self) -> list[tuple[int, str] | None]:
        """Page numbers with their addresses: the ends, the neighbours, and None for a gap."""
        shown = {1, self.last, *range(self.number - 2, self.number + 3)}
        shown = {number for number in shown if 1 <= number <= self.last}
        numbers: list[tuple[int, str] | None] = []
        for number in sorted(shown):
            if numbers and numbers[-1] and numbers[-1][0] != number - 1:
                numbers.append(None)
            numbers.append((number, self.address(number)))
        return numbers
