"""XLSX: the first sheet that has headings, its cells as a person would have typed them.

Dates come as `2009-11-25`, whole numbers without a point, a formula that nobody calculated as
itself, so that it is listed and not lost.
"""

import datetime as dt
import itertools
import re
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from catalog.exchange.incoming import Unreadable
from catalog.exchange.reading.streams import on_disk
from catalog.exchange.reading.tables.headings import FIRST_ROWS, heading_row
from catalog.exchange.reading.tables.rows import Row, Rows

MOST_PACKED = 200 * 1024 * 1024  # bytes
MOST_UNPACKED = 400 * 1024 * 1024  # bytes, of all parts
MOST_IN_MEMORY = 60 * 1024 * 1024  # bytes: the texts and styles that are read at once
SMALL, MOST_FOLDS = 10 * 1024 * 1024, 100  # bytes; how often a part may be its packed size
MOST_EMPTY_ROWS = 5_000  # more of them in a row are the end of the table
ZIP = b"PK\x03\x04"
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
EXACT = 10**15  # a spreadsheet has fifteen digits; it has lost those of a longer number
FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")


def is_sign(head: bytes) -> bool:
    return head.startswith(ZIP) and (b"xl/" in head or b"[Content_Types].xml" in head)


def rows(file: BinaryIO) -> Rows:
    """The rows of the first sheet with headings. Raises Unreadable for a file that is none."""
    with on_disk(file, most=MOST_PACKED) as kept:
        try:
            yield from _rows(kept)
        except Unreadable:
            raise
        except Exception as broken:  # openpyxl fails in as many ways as workbooks can be broken
            raise Unreadable(_("The workbook is damaged, or it is none.")) from broken


def _rows(file: BinaryIO) -> Rows:
    """Rows up to the end of the table; many empty ones are its end, whatever its size says."""
    has_formulas = _checked(file)
    book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    name = _sheet_with_headings(book)
    sheets = [book[name]]
    if has_formulas:
        sheets.append(load_workbook(file, read_only=True, keep_links=False)[name])
    empty = 0
    for place, values in enumerate(zip(*map(_values, sheets), strict=True), start=1):
        cells = tuple(map(_text, values[0], values[-1]))
        empty = 0 if any(cells) else empty + 1
        if empty > MOST_EMPTY_ROWS:
            return
        yield Row(place, cells)


def _checked(file: BinaryIO) -> bool:
    """Refuse a workbook that would fill the memory; say whether it has formulas."""
    with zipfile.ZipFile(file) as archive:
        parts = archive.infolist()
        at_once = [part.file_size for part in parts if not SHEET.fullmatch(part.filename)]
        is_large = sum(part.file_size for part in parts) > MOST_UNPACKED
        if is_large or sum(at_once) > MOST_IN_MEMORY or any(map(_is_bomb, parts)):
            raise Unreadable(_("The workbook unpacks to more than a list of films ever holds."))
        sheets = [part for part in parts if SHEET.fullmatch(part.filename)]
        return any(_has_formulas(archive, sheet) for sheet in sheets)


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    """A list of films packs to a fifth or a tenth of its size, one letter repeated to nothing."""
    return part.file_size > SMALL and part.file_size > MOST_FOLDS * part.compress_size


def _has_formulas(archive: zipfile.ZipFile, sheet: zipfile.ZipInfo) -> bool:
    with archive.open(sheet) as part:
        last = b""
        while piece := part.read(1 << 20):
            if FORMULA.search(last + piece):
                return True
            last = piece[-20:]
    return False


def _sheet_with_headings(book: Any) -> str:
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            first = itertools.islice(_values(sheet), FIRST_ROWS)
            if heading_row([tuple(map(_text, row, row)) for row in first]) is not None:
                return str(sheet.title)
    raise Unreadable(_("No sheet of the workbook has headings that are known."))


def _values(sheet: Any) -> Iterator[tuple[Any, ...]]:
    sheet.reset_dimensions()  # a workbook may claim to have a million columns
    for row in sheet.iter_rows(values_only=True):
        yield tuple(row)


def _text(value: Any, formula: Any) -> str:
    """A cell in words; the formula where it has no result."""
    if value is None:
        return formula if isinstance(formula, str) and formula.startswith("=") else ""
    if isinstance(value, str):
        return unescape(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < EXACT:
        return str(int(value))
    if isinstance(value, dt.datetime):
        is_day = value.time() == dt.time()
        return value.date().isoformat() if is_day else value.isoformat(" ", "seconds")
    if isinstance(value, dt.timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
    return str(value)
