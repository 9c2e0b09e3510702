"""The formats there are, each with its name, its words, its sign and its reader; one line each."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.exchange.incoming import Incoming, NotAFilm, Rejected, Unreadable
from catalog.exchange.reading import acmi
from catalog.exchange.reading.marc import binary, xml
from catalog.exchange.reading.strangers import refuse_strangers
from catalog.exchange.reading.streams import HEAD, opened
from catalog.exchange.reading.tables import delimited, films, workbook
from catalog.exchange.reading.tables.dates import Dates
from catalog.exchange.reading.tables.headings import WORDS
from catalog.exchange.reading.tables.rows import Rows

Films = Iterator[Incoming | Rejected | NotAFilm]


@dataclass(frozen=True)
class Format:
    """A kind of file that is read here.

    name: as a command takes it. is_sign: whether a file's first bytes are of this kind.
    films: its reader. rows: instead of that, of a table; its headings are to be confirmed.
    """

    name: str
    words: Any
    is_sign: Callable[[bytes], bool]
    films: Callable[[BinaryIO], Films] | None = None
    rows: Callable[[BinaryIO], Rows] | None = None


FORMATS = (  # asked in this order
    Format("acmi", gettext_lazy("ACMI collection (JSON lines)"), acmi.is_sign, acmi.read),
    Format("marc", gettext_lazy("MARC 21 (ISO 2709)"), binary.is_sign, binary.read),
    Format("marcxml", gettext_lazy("MARCXML"), xml.is_sign, xml.read),
    Format("xlsx", gettext_lazy("Excel (XLSX)"), workbook.is_sign, rows=workbook.rows),
    Format("csv", gettext_lazy("CSV or TSV"), delimited.is_sign, rows=delimited.rows),
)


@dataclass(frozen=True)
class Heading:
    """A heading as it stands, and the fact it was taken for: "" where it is not known."""

    text: str
    fact: str

    @property
    def words(self) -> Any:
        return WORDS.get(self.fact, "")


def read(
    file: BinaryIO,
    *,
    name: str,
    format: str = "",
    headings: Mapping[str, str] | None = None,
    dates: Dates | None = None,
) -> Films:
    """The films of a file, one by one, in constant memory.

    file: opened for bytes. name: what people call it; it only helps to word a refusal.
    format: a name in FORMATS; without one the content tells.
    headings: of a table, heading -> fact as a person confirmed them; "" leaves a column out.
    dates: of a table, what a person said of dates that can be read in two ways.
    Raises Unreadable where the file is none of these, or breaks off, and at the end of a table
    Undecided where dates can be read in two ways, and nobody said how.
    """
    stream, form = _recognised(file, name, format)
    if form.rows:
        yield from films.films(films.opened(form.rows(stream), headings, dates))
    elif form.films:
        yield from form.films(stream)


def headings_of(file: BinaryIO, *, name: str, format: str = "") -> tuple[Heading, ...]:
    """The headings of a table in their order; none where the format has no need of them.

    Raises Unreadable as `read` does.
    """
    stream, form = _recognised(file, name, format)
    if not form.rows:
        return ()
    table = films.opened(form.rows(stream))
    known = zip(table.headings, table.meanings, strict=True)
    return tuple(Heading(text, meaning) for text, meaning in known if text)


def _recognised(file: BinaryIO, name: str, format: str) -> tuple[Any, Format]:
    stream = opened(file)
    head = stream.peek(HEAD)[:HEAD]
    if not head.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise Unreadable(_("The file is empty."))
    if not format:
        refuse_strangers(head)
    for form in FORMATS:
        if form.name == format or (not format and form.is_sign(head)):
            return stream, form
    if format:
        known = {"name": format, "known": ", ".join(form.name for form in FORMATS)}
        raise Unreadable(_("There is no format “%(name)s”. There are: %(known)s.") % known)
    raise Unreadable(_("%(name)s is in none of the formats that are read here.") % {"name": name})
