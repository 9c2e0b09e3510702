"""Rows of a table, wherever they came from."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """place: its line or row in the file, from 1. is_damaged: whether letters of it were lost."""

    place: int
    cells: tuple[str, ...]
    is_damaged: bool = False

    def __bool__(self) -> bool:
        return any(cell.strip() for cell in self.cells)


Rows = Iterator[Row]
