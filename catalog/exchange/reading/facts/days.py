"""The day a text names: `2019-04-03`, `3 April 2019`, `Apr. 3rd, 2019`, `25/11/2009`."""

import re
from datetime import date

from catalog.exchange.reading.facts.texts import said
from catalog.exchange.reading.facts.years import MONTHS, years

NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})", re.ASCII)
ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[t ].*)?", re.ASCII)
IN_WORDS = re.compile(
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+)?(?P<month>{MONTHS})\.?,?"
    r"(?:\s+(?P<american>\d{1,2})(?:st|nd|rd|th)?,?)?\s+(?P<year>\d{4})",
    re.ASCII,
)
NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def day(text: str) -> str | None:
    """As ISO 8601 has it; `""` where only a year or a month is named.

    None where it cannot be understood, and where it could be two days: `readings` has both.
    """
    words = said(text).casefold().strip(" .,;:")
    try:
        if iso := ISO.fullmatch(words):
            return date.fromisoformat(iso[1]).isoformat()
        if NUMBERS.fullmatch(words):
            (only,) = set(readings(words))
            return only
        if named := IN_WORDS.fullmatch(words):
            return _in_words(named)
    except ValueError:
        return None
    return "" if years(text) is not None else None


def readings(text: str) -> list[str]:
    """The days that a date in numbers names: read with the day first, then with the month first.

    One where the other is in no calendar; none where neither is.
    """
    found = NUMBERS.fullmatch(said(text).strip(" .,;:"))
    if found is None:
        return []
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    return [
        date(year, month, number).isoformat()
        for number, month in ((first, second), (second, first))
        if _is_day(year, month, number)
    ]


def _in_words(named: re.Match[str]) -> str:
    number, american = named["day"], named["american"]
    if number and american:
        raise ValueError(named[0])
    if not (number or american) or named["month"][:3] not in NAMES:
        return ""
    month = NAMES.index(named["month"][:3]) + 1
    return date(int(named["year"]), month, int(number or american)).isoformat()


def _is_day(year: int, month: int, number: int) -> bool:
    try:
        date(year, month, number)
    except ValueError:
        return False
    return True
