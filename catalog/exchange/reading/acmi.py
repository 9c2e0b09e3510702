"""ACMI's collection as JSON, one work a line.

Source: github.com/ACMILabs/collection, its README of 2017 and the 25,256 works read for this.
"""

import json
from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

from catalog.exchange.incoming import Incoming, NotAFilm, Rejected
from catalog.exchange.reading.acmi_work import Work, film, texts_of
from catalog.exchange.reading.facts import titles
from catalog.exchange.reading.facts.texts import said
from catalog.exchange.reading.streams import lines

NEEDED = {"system_id", "record_type", "title"}
STILL = {"Text", "Audio Cassette", "35mm slide"}  # nothing moves on these
DATA = {"CD ROM", "CD-R", "3.5 inch floppy disc", "Zip Disk"}  # a film may be, a program as well
FILM_FORMS = {"Short films", "Feature films", "Television", "Silent films"}


def is_sign(head: bytes) -> bool:
    """Whether a file's first bytes are a work of ACMI's."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith(b"{") and b'"system_id"' in start


def read(file: BinaryIO) -> Iterator[Incoming | Rejected | NotAFilm]:
    for place, line in lines(file):
        if line.strip():
            yield of_line(line, place=place)


def of_line(line: bytes, *, place: int) -> Incoming | Rejected | NotAFilm:
    """One line of the file: a work, something else, or no record at all."""
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return Rejected(place, _("The line is no JSON."))
    if not isinstance(record, dict) or not record.keys() >= NEEDED:
        return Rejected(place, _("The line is no work of ACMI’s: it has no number or no title."))
    title = titles.title("".join(texts_of(record, "title")))
    key = said(str(record["system_id"])) if isinstance(record["system_id"], int | str) else ""
    if reason := titles.refusal(title):
        return Rejected(place, reason, title[:200])
    if not key:
        return Rejected(place, _("The work has no number."), title)
    if reason := _is_something_else(record):
        return NotAFilm(place, reason, title)
    return film(record, title, key=key, place=place)


def _is_something_else(record: Work) -> str:
    """Why the record is no film; a thing is one where anything says that it shows a picture."""
    kind = record["record_type"]
    if kind == "Series":
        return _("A series: its episodes have records of their own.")
    if kind == "Collection":
        return _("A collection of works, not a film.")
    carriers = texts_of(record, "active_carriers_public_types_and_formats_only")
    kept_as = (carrier.split(";")[0].split(" [")[0].split(",") for carrier in carriers)
    parts = {part.strip() for kinds in kept_as for part in kinds}
    shows = FILM_FORMS & set(texts_of(record, "form")) or texts_of(record, "length")
    if parts and (parts <= STILL or (parts <= STILL | DATA and not shows)):
        return _("Kept as %(carriers)s only: not a film.") % {"carriers": ", ".join(sorted(parts))}
    return ""
