"""Rows of cells as a file: CSV a piece at a time, XLSX as a whole."""

import csv
from collections.abc import Iterable, Iterator
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from catalog.exchange.cells import spelled

BYTE_ORDER_MARK = "\ufeff"  # without it, Excel takes UTF-8 for something older
LONGEST_CELL = 32_767  # letters. Source: Excel specifications and limits


class _Pieces:
    """What a CSV writer writes to: each row is handed on at once."""

    def write(self, text: str) -> str:
        return text


def csv_pieces(rows: Iterable[list[str]]) -> Iterator[bytes]:
    """The rows as CSV (RFC 4180) in UTF-8 with its byte order mark."""
    writer: Any = csv.writer(_Pieces())
    yield BYTE_ORDER_MARK.encode()
    for row in rows:
        yield writer.writerow(row).encode()


def write_xlsx(rows: Iterable[list[str]], file: IO[bytes], *, title: str) -> None:
    """The rows as the one sheet of a workbook, each cell a text, the first row the headings.

    Raises ValueError, with words, for a cell longer than Excel takes: it would cut it off.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    headings: list[str] = []
    try:
        for row in rows:
            headings = headings or row
            for heading, text in zip(headings, row, strict=True):
                _refuse_too_long(text, heading, row)
            sheet.append([_text(sheet, text) if text else None for text in row])
    except BaseException:
        sheet.close()
        sheet._writer.cleanup()  # its file would stay until this process ends
        raise
    book.save(file)


def _text(sheet: Any, text: str) -> WriteOnlyCell:
    """Given as its value, what begins with `=` would be a formula."""
    cell = WriteOnlyCell(sheet)
    cell._value, cell.data_type = spelled(text), "s"
    return cell


def _refuse_too_long(text: str, heading: str, row: list[str]) -> None:
    if len(text) > LONGEST_CELL:
        words = _(
            "“%(heading)s” of %(film)s has %(letters)s letters; a cell of Excel holds %(longest)s."
            " Export as CSV."
        )
        named = {"heading": heading, "film": row[0], "letters": len(text)}
        raise ValueError(words % {**named, "longest": LONGEST_CELL})
