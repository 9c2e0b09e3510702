"""Films as rows of a table, and the facts of such a row: `facts_in(row(facts)) == facts`.

A column holds one fact, or the credits of one role. Several values of a fact have `;` between
them, the parts of one value `|`, the steps of a subject `>`; `cells` says how that comes back.

    Other titles        title | its language
    Directors, …        name | the source's own words for the part | group
    Festivals           festival | edition | award | award …
    Reviews             quotation | outlet | critic | link | verdict
    Identifiers         imdb | tt1512201
    Year                2009, 1990-1995, c. 1950
    Day of release      2009-11-25
    Running time        1:25:00
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from catalog.exchange.cells import guarded, joined, split, unguarded
from catalog.models import Credit

GROUP = "group"
YEAR = re.compile(r"(?P<circa>c\.)?\s*(?:(?P<first>[0-9]{4})(?:[-–](?P<last>[0-9]{4}))?)?")
RUNTIME = re.compile(r"([0-9]{1,6}):([0-9]{2}):([0-9]{2})")


@dataclass(frozen=True)
class Column:
    """A heading, the fact below it, and how the two directions go; `read` raises ValueError."""

    heading: str
    fact: str
    write: Callable[[Any], str] = str
    read: Callable[[str], Any] = str


def several(heading: str, fact: str, *, parts: int = 0, mark: str = "|") -> Column:
    """Values of so many parts with `mark` between them; of any number for -1, plain texts for 0."""

    def write(values: Iterable[Any]) -> str:
        return joined((_one(value, mark) if parts else value for value in values), ";")

    def read(cell: str) -> list[Any]:
        texts = [text for text in split(cell, ";") if text]
        return [_parts(text, parts, mark) if parts else text for text in texts]

    return Column(heading, fact, write, read)


def credits(heading: str, role: Credit.Role) -> Column:
    """The credits of one role."""
    people = several(heading, "credits", parts=3)

    def write(facts: Iterable[tuple[str, str, str, bool]]) -> str:
        return people.write(
            (name, function, GROUP if is_group else "")
            for name, of, function, is_group in facts
            if of == role
        )

    def read(cell: str) -> list[tuple[str, str, str, bool]]:
        found = people.read(cell)
        return [(name, role.value, function, group == GROUP) for name, function, group in found]

    return Column(heading, "credits", write, read)


def festivals(heading: str) -> Column:
    showings = several(heading, "festivals", parts=-1)

    def write(facts: Iterable[tuple[str, str, list[str]]]) -> str:
        return showings.write((name, edition, *awards) for name, edition, awards in facts)

    def read(cell: str) -> list[tuple[str, str, list[str]]]:
        return [(name, "".join(rest[:1]), list(rest[1:])) for name, *rest in showings.read(cell)]

    return Column(heading, "festivals", write, read)


def _one(value: Iterable[str], mark: str) -> str:
    """Its parts, without empty ones at the end."""
    parts = list(value)
    while parts and not parts[-1]:
        parts.pop()
    return joined(parts, mark)


def _parts(text: str, length: int, mark: str) -> tuple[str, ...]:
    parts = split(text, mark)
    return tuple(parts if length < 0 else [*parts, *[""] * length][:length])


def _write_year(year: tuple[int | None, int | None, bool]) -> str:
    first, last, is_circa = year
    years = "-".join(str(number) for number in (first, last) if number is not None)
    return f"c. {years}".rstrip() if is_circa else years


def _read_year(cell: str) -> tuple[int | None, int | None, bool]:
    found = YEAR.fullmatch(cell.strip())
    if found is None:
        raise ValueError(cell)
    first, last = (int(text) if text else None for text in found.group("first", "last"))
    return first, last, found["circa"] is not None


def _write_day(day: str | None) -> str:
    return day or ""


def _read_day(cell: str) -> str | None:
    return date.fromisoformat(cell.strip()).isoformat() if cell.strip() else None


def _write_runtime(seconds: int | None) -> str:
    if seconds is None:
        return ""
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _read_runtime(cell: str) -> int | None:
    if not cell.strip():
        return None
    found = RUNTIME.fullmatch(cell.strip())
    if found is None:
        raise ValueError(cell)
    hours, minutes, seconds = map(int, found.groups())
    return hours * 3600 + minutes * 60 + seconds


COLUMNS = (
    Column("Permanent identifier", "identifier"),
    Column("Address", "slug"),
    Column("Title", "title"),
    Column("Sort title", "sort_title"),
    Column("Original title", "original_title"),
    Column("Language of the original title", "original_title_language"),
    several("Other titles", "other_titles", parts=2),
    Column("Year", "year", _write_year, _read_year),
    Column("Day of release", "released_on", _write_day, _read_day),
    several("Countries", "countries"),
    several("Languages", "languages"),
    Column("Running time", "runtime_seconds", _write_runtime, _read_runtime),
    Column("Colour", "colour"),
    credits("Directors", Credit.Role.DIRECTOR),
    credits("Writers", Credit.Role.WRITER),
    credits("Producers", Credit.Role.PRODUCER),
    credits("Cinematographers", Credit.Role.CINEMATOGRAPHER),
    credits("Editors", Credit.Role.EDITOR),
    credits("Composers", Credit.Role.COMPOSER),
    credits("Sound", Credit.Role.SOUND),
    credits("Narrators", Credit.Role.NARRATOR),
    credits("Cast", Credit.Role.CAST),
    credits("Production companies", Credit.Role.PRODUCTION_COMPANY),
    credits("Other credits", Credit.Role.OTHER),
    Column("Synopsis", "synopsis"),
    Column("Language of the synopsis", "synopsis_language"),
    Column("Source of the synopsis", "synopsis_source"),
    Column("Content notes", "content_notes"),
    several("Subjects", "subjects", parts=-1, mark=">"),
    several("Collections", "collections"),
    several("Distributors", "distributors"),
    several("Identifiers", "identifiers", parts=2),
    festivals("Festivals"),
    several("Reviews", "reviews", parts=5),
)
HEADINGS = [column.heading for column in COLUMNS]
OF_CREDITS = {column.heading for column in COLUMNS if column.fact == "credits"}


def row(facts: Mapping[str, Any]) -> list[str]:
    """A film's cells, below HEADINGS. `facts` holds every fact that a column names."""
    return [guarded(column.write(facts[column.fact])) for column in COLUMNS]


def facts_in(cells: Mapping[str, str]) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """The facts of a row, and (fact, cell) for each that cannot be read.

    cells: by heading. A heading that is missing leaves its fact out; of credits that means all of
    them, since a list without a role would say that nobody had it.
    """
    facts: dict[str, Any] = {}
    unread = []
    for column in COLUMNS:
        if column.heading not in cells:
            continue
        cell = unguarded(cells[column.heading])
        try:
            value = column.read(cell)
        except ValueError:
            unread.append((column.fact, cell))
            continue
        facts[column.fact] = facts.get("credits", []) + value if column.fact == "credits" else value
    if not cells.keys() >= OF_CREDITS:
        facts.pop("credits", None)
    return facts, unread
