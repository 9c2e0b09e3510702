"""Full-text search as both databases have it: the one place where they differ.

A text table holds one row for each film, person or subject, with its words in the index's form.
Both answer the same question with the same rows; neither is asked to rank.
"""

from functools import cache
from typing import Protocol

from django.db import connection

from catalog.search import postgresql, sqlite
from catalog.search.query import Words
from catalog.search.text import Indexed


class Engine(Protocol):
    """What a database's module can say, in its own SQL.

    MATCHES: the condition that a row of the text table `{table}`, called `t`, matches a question.
    ID: the column with the row's number. IDS: all of these as one text, with commas between.
    """

    MATCHES: str
    ID: str
    IDS: str

    def question(self, words: Words, languages: tuple[str, ...]) -> str:
        """What `MATCHES` takes."""

    def word(self, word: str) -> str:
        """The same, for one word in the index's form."""

    def beginning(self, start: str) -> str:
        """The same, for every word that begins so."""

    def within(self, ids: int, number: str = ...) -> tuple[str, tuple[object, ...]]:
        """The condition that a row is in a set, and what it takes. ids: a bit for each number.

        number: the column that says which number the row has, if it is not the row's own.
        """

    def replace(self, table: str, texts: dict[int, Indexed | None]) -> None:
        """Write these rows of a text table; None takes one away."""

    def unlike(self, table: str, texts: dict[int, Indexed | None]) -> set[int]:
        """Those of these rows that are written otherwise, or wrongly there or not there."""


def engine() -> Engine:
    return _engine(connection.vendor)


@cache
def _engine(vendor: str) -> Engine:
    return {"sqlite": sqlite, "postgresql": postgresql}[vendor]
