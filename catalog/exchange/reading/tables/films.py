"""A table's rows as films. Rows one after the other about one film are one film."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalog.exchange.cells import unguarded
from catalog.exchange.incoming import Incoming, NotAFilm, Rejected, Unreadable
from catalog.exchange.reading.facts import identifiers, titles, years
from catalog.exchange.reading.facts.texts import said
from catalog.exchange.reading.findings import Findings
from catalog.exchange.reading.tables import columns, own
from catalog.exchange.reading.tables.dates import Dates
from catalog.exchange.reading.tables.headings import FIRST_ROWS, fact_of, heading_row
from catalog.exchange.reading.tables.rows import Row, Rows

NO_FILM = {"print", "book", "text", "article", "journal", "serial", "monograph", "ebook", "map"}
NO_FILM |= {"audio", "audiobook", "sound recording", "music", "website", "image", "slides"}
SAME_FILM = ("key", "imdb", "link", "title", "year", "director")
MOST_ROWS = 200  # about one film
Cells = dict[str, list[str]]  # by kind of column


@dataclass(frozen=True)
class Table:
    """The headings of a file, what each means ("" for nothing we know), and the rows below."""

    headings: tuple[str, ...]
    meanings: tuple[str, ...]
    rows: Rows
    dates: Dates

    @property
    def is_marc(self) -> bool:
        """Whether the titles are a field of MARC, with the marks of one."""
        return any(heading.startswith("245") for heading in self.headings)

    @property
    def is_own(self) -> bool:
        """Whether the catalogue wrote it: then cells are read by the letter."""
        return own.SIGN in self.headings


def opened(
    rows: Rows, confirmed: Mapping[str, str] | None = None, dates: Dates | None = None
) -> Table:
    """The table with its headings found. Raises Unreadable where no row holds any.

    confirmed: what a person said a heading means; "" for a column to leave out. dates: what
    somebody said of its dates.
    """
    first = list(itertools.islice(rows, FIRST_ROWS))
    number = heading_row([row.cells for row in first], confirmed)
    if number is None:
        start = said(" ".join(cell for row in first[:5] for cell in row.cells))[:80]
        words = _("No row holds headings that are known, such as Title. The file begins: %(start)s")
        raise Unreadable(words % {"start": start}, first[0].place if first else 0)
    headings = tuple(said(cell) for cell in first[number].cells)
    meanings = tuple((confirmed or {}).get(text, fact_of(text)) for text in headings)
    below = itertools.chain(first[number + 1 :], rows)
    return Table(headings, meanings, below, dates or Dates())


def films(table: Table) -> Iterator[Incoming | Rejected | NotAFilm]:
    """The films of a table. Raises Undecided at its end where a question is open."""
    if "title" not in table.meanings:
        headings = ", ".join(filter(None, table.headings))
        words = _("No heading is that of the titles. The headings are: %(headings)s.")
        raise Unreadable(words % {"headings": headings[:300]})
    for _identity, rows in itertools.groupby(
        filter(None, table.rows), key=lambda row: _identity_of(row, table)
    ):
        yield _film(list(itertools.islice(rows, MOST_ROWS)), table)
    table.dates.ask()


def _film(rows: Sequence[Row], table: Table) -> Incoming | Rejected | NotAFilm:
    """One film of the rows about it."""
    if table.is_own:
        return own.film(rows[0], table.headings, table.dates)
    place, cells = rows[0].place, _cells(rows, table)
    if "released_on" in cells and not any(map(said, cells.get("year", []))):
        cells["year"] = [text for text in cells["released_on"] if years.years(text)][:1]
    title = titles.title(" ".join(cells.get("title", [])))
    title = titles.tidy(title) if table.is_marc else title
    if reason := _refusal(rows, title, len(table.headings)):
        return Rejected(place, reason, title[:200])
    if kind := next((kind for kind in cells.get("kind", []) if kind.casefold() in NO_FILM), ""):
        return NotAFilm(place, _("“%(kind)s”: not a film.") % {"kind": kind}, title)
    found = Findings(key=_key(cells), place=place)
    proper, *others = titles.parallel(title)
    found.text("title", proper)
    for column in dict.fromkeys((*table.meanings, *cells)):
        columns.say(found, column, cells.get(column, []))
    if others:
        found.add("other_titles", [(text, "") for text in others])
    return found.incoming()


def _refusal(rows: Sequence[Row], title: str, width: int) -> str:
    for row in rows:
        if any(map(said, row.cells[width:])):
            words = _("The row has %(cells)s cells, the headings are %(headings)s.")
            return words % {"cells": len(row.cells), "headings": width}
    return titles.refusal(title)


def _cells(rows: Sequence[Row], table: Table) -> Cells:
    """The texts below each kind of column, each once."""
    found: Cells = {}
    for row in rows:
        columns_of = zip(table.headings, table.meanings, row.cells, strict=False)
        for heading, meaning, cell in columns_of:
            texts, text = found.setdefault(meaning, []), unguarded(cell)
            if meaning == "released_on":
                text = table.dates.settled(heading, text)
            if meaning and text not in texts:
                texts.append(text)
    return found


def _identity_of(row: Row, table: Table) -> tuple[object, ...]:
    """What rows about one film have in common; a title alone makes no film the same."""
    if table.is_own:
        return (row.place,)
    cells = _cells([row], table)
    told = [tuple(map(said, cells.get(name, []))) for name in SAME_FILM]
    only_title = not any(any(texts) for texts in (*told[:3], *told[4:]))
    return (row.place,) if only_title else tuple(told)


def _key(cells: Cells) -> str:
    """The number the source gave the film: its own, or else IMDb’s."""
    own = next(filter(None, map(said, cells.get("key", []))), "")
    links = [text for name in ("imdb", "link") for text in cells.get(name, [])]
    numbers = (identifiers.number("imdb", text) for text in links)
    return own or next((found[0][1] for found in numbers if found), "")
