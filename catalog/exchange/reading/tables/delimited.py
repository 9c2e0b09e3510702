"""CSV and TSV as spreadsheets of all ages write them: any encoding, any mark, any line end."""

import codecs
import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from catalog.exchange.incoming import Unreadable
from catalog.exchange.reading.facts.texts import LOST
from catalog.exchange.reading.streams import on_disk
from catalog.exchange.reading.tables.headings import FIRST_ROWS, recognised
from catalog.exchange.reading.tables.rows import Row, Rows

MOST = 512 * 1024 * 1024  # bytes
MARKS = (",", ";", "\t", "|")
LONGEST_LINE = 4 * 1024 * 1024  # letters
SIGNS_OF_UTF_16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
NOT_TEXT = re.compile("[\x01-\x08\x0e-\x19\x1b-\x1f]")
# Signs that no word has side by side in cp1252: é was another encoding's two, or worse.
DAMAGED = re.compile(
    "[À-Þ]{2,}(?=[a-z])|(?<=[a-zà-öø-ÿ])[À-ÖØ-Þ]+[¡-¿à-ÿ_]*|[À-ÖØ-öø-ÿ][¡-ª¬-¹¼-¿_]+"
    "|[¢-©¬-¹¼-¾][À-ÖØ-öø-ÿ]|Ì[à-ÿ_]|�"
)


def is_sign(head: bytes) -> bool:
    """Whether a file's first bytes are text that may be a table."""
    wide = _wide_encoding(head)
    lines = head.decode(wide or "latin-1", "ignore").replace("\0", "").splitlines()[:FIRST_ROWS]
    if any(map(NOT_TEXT.search, lines)):
        return False
    return any(mark in line for line in lines for mark in MARKS) or bool(recognised(lines))


def rows(file: BinaryIO) -> Rows:
    """The rows of a file, each with its line. Raises Unreadable where quotation marks fail."""
    with on_disk(file, most=MOST) as kept:
        lines = _lines(kept, _encoding(kept))
        first = list(itertools.islice(lines, FIRST_ROWS))
        reader: Any = csv.reader(itertools.chain(first, lines), delimiter=_mark(first))
        place = 1
        try:
            for cells in reader:
                yield Row(place, tuple(cells))
                place = reader.line_num + 1
        except csv.Error as broken:
            words = _("The quotation marks from line %(number)s on do not match.")
            raise Unreadable(words % {"number": place}, place) from broken


def _mark(lines: list[str]) -> str:
    """What stands between the cells: the mark that gives headings, and no row that is wider."""

    def weight(mark: str) -> tuple[bool, int, int, int]:
        try:
            table = [row for row in csv.reader(lines, delimiter=mark) if row]
        except csv.Error:
            return False, 0, 0, 0
        headings = max(table, key=recognised, default=[])
        (width, _often), *_rest = Counter(map(len, table)).most_common(1) or [(0, 0)]
        known = recognised(headings)
        fits = bool(known) and (len(headings) == width or (width > 1 and known > 1))
        wider = sum(len(row) > len(headings) for row in table)
        return fits, -wider if fits else 0, known if fits else 0, width

    return max(MARKS, key=weight)


def _lines(file: BinaryIO, encoding: str) -> Iterator[str]:
    """Lines with their ends: CRLF, LF or CR. What cp1252 cannot have meant is marked as lost."""
    file.seek(0)
    text = io.TextIOWrapper(file, encoding, errors="replace", newline="")
    for number in itertools.count(1):
        line = text.readline(LONGEST_LINE)
        if len(line) == LONGEST_LINE:
            raise Unreadable(_("Line %(number)s does not end.") % {"number": number}, number)
        if not line:
            text.detach()
            return
        line = line.replace("\0", "").removeprefix("\ufeff")
        yield DAMAGED.sub(LOST, line) if encoding == "cp1252" else line


def _encoding(file: BinaryIO) -> str:
    """UTF-16 by its sign, UTF-8 where the whole file is, else what Windows wrote before."""
    if wide := _wide_encoding(file.read(4)):
        return wide
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while piece := file.read(1 << 16):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _wide_encoding(head: bytes) -> str:
    """UTF-16, by its byte order mark or by the empty half of its first letters."""
    if sign := SIGNS_OF_UTF_16.get(head[:2]):
        return sign
    empty = [place for place, byte in enumerate(head[:4]) if byte == 0]
    return {"1, 3": "utf-16-le", "0, 2": "utf-16-be"}.get(", ".join(map(str, empty)), "")
