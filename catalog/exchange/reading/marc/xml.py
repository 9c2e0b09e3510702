"""MARCXML, streamed: a record is read, handed on and forgotten. A DTD is refused."""

from collections.abc import Iterator
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _

from catalog.exchange.incoming import Incoming, NotAFilm, Rejected, Unreadable
from catalog.exchange.reading.marc.film import of_record
from catalog.exchange.reading.marc.record import Field, Record

MARC = "http://www.loc.gov/MARC21/slim"
RECORDS = {"record", f"{{{MARC}}}record"}  # OAI-PMH and SRU have records around ours
LONGEST = 8 * 1024 * 1024  # bytes between the ends of two records
DEEPEST = 30  # elements; records nest four deep, envelopes around them a few more


class _Measured:
    """A file for a parser that would swallow a text without an end."""

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.since_the_last = file, 0

    def read(self, size: int = -1) -> bytes:
        data = self.file.read(1 << 15 if size < 0 else min(size, 1 << 15))
        self.since_the_last += len(data)
        if self.since_the_last > LONGEST:
            raise Unreadable(_("A record does not end; the file may be no MARCXML."))
        return data


def is_sign(head: bytes) -> bool:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    text = start.replace(b"\0", b"")
    return text.startswith(b"<") and b"leader" in text


def read(file: BinaryIO) -> Iterator[Incoming | Rejected | NotAFilm]:
    measured = _Measured(file)
    place = 0
    try:
        for element in _records(measured):
            place += 1
            measured.since_the_last = 0
            yield of_record(_record(element), place=place)
    except DefusedXmlException as refused:
        raise Unreadable(_("The XML has a document type or entities of its own.")) from refused
    except (ParseError, LookupError, ValueError) as broken:
        if isinstance(broken, Unreadable):
            raise
        raise Unreadable(
            _("The XML is damaged after record %(n)s.") % {"n": place}, place
        ) from broken


def _records(measured: _Measured) -> Iterator[Element]:
    """Every record element; what was read before it is let go."""
    opened: list[Any] = []
    for event, element in iterparse(measured, events=("start", "end"), forbid_dtd=True):
        if event == "start":
            opened.append(element)
            if len(opened) > DEEPEST:
                raise Unreadable(_("The XML is nested too deeply for MARCXML."))
            continue
        opened.pop()
        if element.tag in RECORDS:
            yield element
            for outer in opened:
                outer.clear()


def _record(element: Element) -> Record:
    control, data, leader = [], [], ""
    for child in element:
        if _name(child) == "leader":
            leader = child.text or ""
        elif _name(child) == "controlfield":
            control.append((child.get("tag", ""), child.text or ""))
        elif _name(child) == "datafield":
            data.append(_field(child))
    return Record(leader.ljust(24)[:24], tuple(control), tuple(data))


def _field(element: Element) -> Field:
    pairs = tuple(
        (child.get("code", ""), child.text or "") for child in element if _name(child) == "subfield"
    )
    first, second = (element.get(name, " ") or " " for name in ("ind1", "ind2"))
    return Field(element.get("tag", ""), first, second, pairs)


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
