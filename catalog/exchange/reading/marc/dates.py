"""The year a film was made, of the several dates a MARC record has."""

import re

from catalog.exchange.reading.facts import years
from catalog.exchange.reading.facts.texts import said
from catalog.exchange.reading.findings import Findings
from catalog.exchange.reading.marc.record import Record

PRODUCTION_IS_SECOND = "pr"  # 008/06: the first date is that of this release
RANGES = {"m": False, "q": True, "i": False, "k": False}  # the second says: is the range a guess
NO_DATE = re.compile(r"[ |#u]{4}|9999")


def say(found: Findings, record: Record) -> None:
    """The date of 008, by what its type of date says; else the one in words."""
    coded = _coded(record.fixed("008"))
    words = [text for tag in ("264", "260") for text in _in_words(record, tag)]
    told = next((year for year in map(years.years, words) if year and year[0]), None)
    if coded and told and coded[:2] == told[:2]:
        coded = (*coded[:2], coded[2] or told[2])  # [2007?] says more than 2007
    if year := coded or told:
        found.facts["year"] = year
        return
    found.one("year", words, years.years)


def _in_words(record: Record, tag: str) -> list[str]:
    """Dates of production first, of copyright last, then those of 260."""
    fields = sorted(record.fields(tag), key=lambda field: "0124".find(field.second) % 9)
    return [said(text).strip(" .,;:") for field in fields for text in field.all("c")]


def _coded(field: str) -> years.Years | None:
    kind, first, second = field[6:7], field[7:11], field[11:15]
    if kind in PRODUCTION_IS_SECOND and not NO_DATE.fullmatch(second):
        first = second
    if NO_DATE.fullmatch(first):
        return None
    if kind in RANGES and not NO_DATE.fullmatch(second):
        span = years.years(f"{first}-{second}")
        return (*span[:2], span[2] or RANGES[kind]) if span else None
    found = years.years(first)
    return found if found and found[0] else None
