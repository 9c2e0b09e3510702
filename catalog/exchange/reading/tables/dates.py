"""Dates such as 03/04/2019: whether the day or the month comes first, a person says, a column."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from catalog.exchange.incoming import Undecided
from catalog.exchange.reading.facts import days

ORDERS: Mapping[str, Any] = {"day-first": _("Day first"), "month-first": _("Month first")}


class Dates:
    """How the dates of one file are read, and what is left to be asked.

    open: heading -> a date below it that can be read in two ways, while nobody said how.
    answered: heading -> a key of ORDERS, of each column where that was needed.
    """

    def __init__(self, said: Mapping[str, str] | None = None, *, every: str = "") -> None:
        self.said, self.every = said or {}, every
        self.open: dict[str, str] = {}
        self.answered: dict[str, str] = {}

    def settled(self, heading: str, text: str) -> str:
        """The text; where it may be two days and somebody said which, that one in ISO 8601."""
        found = days.readings(text)
        if len(set(found)) < 2:
            return text
        order = self.said.get(heading) or self.every
        if not order:
            self.open.setdefault(heading, text.strip())
            return text
        self.answered[heading] = order
        return found[list(ORDERS).index(order)]

    def ask(self) -> None:
        """Raises Undecided where a column is open."""
        if self.open:
            raise Undecided(self.open)
