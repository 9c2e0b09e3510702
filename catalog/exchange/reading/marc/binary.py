"""ISO 2709: records one after the other, in UTF-8 or MARC-8, also with wrong lengths."""

import re
import warnings
from collections.abc import Iterator
from typing import BinaryIO

import pymarc
from django.utils.translation import gettext as _

from catalog.exchange.incoming import Incoming, NotAFilm, Rejected, Unreadable
from catalog.exchange.reading.marc.film import of_record
from catalog.exchange.reading.marc.record import Field, Record

END = b"\x1d"
LONGEST = 4 * 1024 * 1024  # bytes; the format allows 99,999, vendors more
LEADER = re.compile(rb"\s*\d{5}[\x20-\x7e]{5}[\x20-\x7e]{2}[\d ]{5}[\x20-\x7e]{7}")


def is_sign(head: bytes) -> bool:
    return LEADER.match(head) is not None and b"\x1e" in head


def read(file: BinaryIO) -> Iterator[Incoming | Rejected | NotAFilm]:
    for place, data in enumerate(_records(file), start=1):
        try:
            with warnings.catch_warnings(action="ignore"):
                record = _decoded(data)
        except Exception:  # pymarc fails in as many ways as records can be damaged
            yield Rejected(place, _("The record is damaged: its fields cannot be told apart."))
        else:
            yield of_record(record, place=place)


def _records(file: BinaryIO) -> Iterator[bytes]:
    """The bytes of each record, parted by their ends: lengths in leaders are often wrong."""
    waiting = b""
    while piece := file.read(1 << 16):
        *whole, waiting = (waiting + piece).split(END)
        yield from (record + END for record in whole if record.strip())
        if len(waiting) > LONGEST:
            raise Unreadable(_("A record does not end; the file may be no MARC."))
    if waiting.strip(b" \t\r\n\0\x1a"):
        yield waiting


def _decoded(data: bytes) -> Record:
    data = data.lstrip(b" \t\r\n\0\x1a\xef\xbb\xbf")
    found = pymarc.Record(
        data=data,
        to_unicode=True,
        force_utf8=_is_utf_8(data),
        hide_utf8_warnings=True,
        utf8_handling="replace",
    )
    fields = found.fields
    return Record(
        leader=str(found.leader),
        control=tuple((one.tag, one.data or "") for one in fields if one.control_field),
        data=tuple(_field(one) for one in fields if not one.control_field),
    )


def _field(found: pymarc.Field) -> Field:
    first, second = (*(found.indicators or ()), " ", " ")[:2]
    pairs = tuple((pair.code, pair.value or "") for pair in found.subfields)
    return Field(found.tag, first, second, pairs)


def _is_utf_8(data: bytes) -> bool:
    """Whether the letters are UTF-8, whatever the leader says: MARC-8 never is that as well."""
    if data.isascii():
        return True
    try:
        data.decode()
    except UnicodeDecodeError:
        return data[9:10] == b"a"
    return True
