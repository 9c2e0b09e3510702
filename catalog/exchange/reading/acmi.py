"""ACMI's collection as JSON, one work a line.

Source: github.com/ACMILabs/collection, its README of 2017 and the 25,256 works read for this.
"Empty" is `[""]` there; every key stands in every record.
"""

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, BinaryIO

from django.utils.translation import gettext as _

from catalog.exchange.incoming import Incoming, NotAFilm, Rejected
from catalog.exchange.reading.facts import (
    colours,
    countries,
    languages,
    lengths,
    names,
    roles,
    subjects,
    titles,
    years,
)
from catalog.exchange.reading.facts.texts import paragraphs, said
from catalog.exchange.reading.findings import Findings
from catalog.exchange.reading.streams import lines

SOURCE = "ACMI"
NEEDED = {"system_id", "record_type", "title"}
STILL = {"Text", "Audio Cassette", "35mm slide"}  # nothing moves on these
DATA = {"CD ROM", "CD-R", "3.5 inch floppy disc", "Zip Disk"}  # a film may be, a program as well
FILM_FORMS = {"Short films", "Feature films", "Television", "Silent films"}
WARNINGS = (
    "Warning",
    "Aboriginal and Islander viewers",
    "Adult themes",
    "Coarse language",
    "Nudity",
    "Violence",
    "Sex",
)
Record = dict[str, Any]
Credited = tuple[str, str, str, bool]  # name, role, function, is it a group


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
    title = titles.title("".join(_texts(record, "title")))
    key = said(str(record["system_id"])) if isinstance(record["system_id"], int | str) else ""
    if reason := titles.refusal(title):
        return Rejected(place, reason, title[:200])
    if not key:
        return Rejected(place, _("The work has no number."), title)
    if reason := _is_something_else(record):
        return NotAFilm(place, reason, title)
    return _film(record, title, Findings(key=key, place=place)).incoming()


def _film(record: Record, title: str, found: Findings) -> Findings:
    _say_titles(found, record, title)
    found.one("year", _texts(record, "creation_date"), years.years)
    found.several("countries", _texts(record, "place_of_production"), countries.countries)
    found.several("languages", _texts(record, "language_keywords"), languages.languages)
    found.one("runtime_seconds", _texts(record, "length"), lengths.seconds)
    _say_colour(found, _texts(record, "colour"))
    _say_synopsis(found, record)
    _say_people(found, _texts(record, "creator_contributor_role"))
    headings = (_texts(record, name) for name in ("form", "genre", "subject_group"))
    found.several("subjects", (text for texts in headings for text in texts), _one_path)
    found.add("collections", _collections(record))
    found.several("identifiers", [str(record.get("acmi_identifier", ""))], _number)
    return found


def _is_something_else(record: Record) -> str:
    """Why the record is no film; a thing is one where anything says that it shows a picture."""
    kind = record["record_type"]
    if kind == "Series":
        return _("A series: its episodes have records of their own.")
    if kind == "Collection":
        return _("A collection of works, not a film.")
    carriers = _texts(record, "active_carriers_public_types_and_formats_only")
    kept_as = (carrier.split(";")[0].split(" [")[0].split(",") for carrier in carriers)
    parts = {part.strip() for kinds in kept_as for part in kinds}
    shows = FILM_FORMS & set(_texts(record, "form")) or _texts(record, "length")
    if parts and (parts <= STILL or (parts <= STILL | DATA and not shows)):
        return _("Kept as %(carriers)s only: not a film.") % {"carriers": ", ".join(sorted(parts))}
    return ""


def _say_titles(found: Findings, record: Record, title: str) -> None:
    proper, *others = titles.parallel(title)
    kinds = _texts(record, "other_title_type")
    originals, further = [], list(others)
    for number, text in enumerate(_texts(record, "other_title")):
        kind = kinds[number] if number < len(kinds) else ""
        if kind == "Optional Sort Title":
            found.text("sort_title", titles.filed_as(titles.title(text), proper))
        elif kind == "Original":
            originals.append(titles.title(text))
        else:
            further.append(titles.title(text))
    found.text("title", proper)
    found.text("original_title", originals[0] if originals else "")
    further += originals[1:]
    known = {proper, "", *originals[:1]}
    found.add("other_titles", [(text, "") for text in further if text not in known])


def _say_colour(found: Findings, texts: list[str]) -> None:
    """Prints in colour and in black and white make a film that is both."""
    kinds = [colours.colour(text) for text in texts]
    for text in (text for text, kind in zip(texts, kinds, strict=True) if kind is None):
        found.not_understood("colour", text)
    if kinds == [] or any(kind is not None for kind in kinds):
        found.text("colour", colours.together([kind for kind in kinds if kind]))


def _say_synopsis(found: Findings, record: Record) -> None:
    """The abstract's sentence comes first, unless the description has it already."""
    fields = (_texts(record, name) for name in ("abstract", "description"))
    texts = [paragraphs(text) for field in fields for text in field]
    texts = [text for text in texts if text]
    if len(texts) == 2 and texts[0].strip(". ") in texts[1]:
        texts = texts[1:]
    notes = [said(text) for text in _texts(record, "viewing_guidelines")]
    found.text("synopsis", "\n\n".join(texts))
    found.text("synopsis_language", "en")
    found.text("synopsis_source", SOURCE if texts else "")
    found.text("content_notes", " ".join(text for text in notes if text.startswith(WARNINGS)))


def _say_people(found: Findings, texts: list[str]) -> None:
    credits: list[Credited] = []
    distributors: list[Credited] = []
    for text in texts:
        name, role = names.name_and_role(text)
        if not role and roles.is_role(name):
            found.not_understood("credits", text)  # a role without its name
        elif name.casefold() not in names.NOBODY:
            for credit in _parts(name, role):
                (distributors if credit[1] == roles.DISTRIBUTOR else credits).append(credit)
    found.add("credits", credits)
    found.add("distributors", [name for name, *_role in distributors])


@lru_cache(maxsize=1 << 15)
def _parts(name: str, role: str) -> list[Credited]:
    group = roles.is_of_a_group(role) or names.is_group(name)
    return [(name, kind, function, group) for kind, function in roles.roles(role)]


def _one_path(text: str) -> list[subjects.Path] | None:
    found = subjects.path(text)
    return None if found is None else [found]


def _number(text: str) -> list[tuple[str, str]]:
    return [("local", said(text))] if said(text) else []


def _collections(record: Record) -> list[str]:
    """`Collection; B1005777; Exemplary Works; Active` among the objects a work belongs to."""
    related = zip(
        _texts(record, "related_objects"), _texts(record, "object_relationship"), strict=False
    )
    found = [said(text).split("; ") for text, relation in related if relation == "higher term"]
    return [parts[2] for parts in found if parts[0] == "Collection" and len(parts) > 2]


def _texts(record: Record, name: str) -> list[str]:
    """The texts of a field; it may be missing, a single text, or hold something else."""
    values = record.get(name) or []
    values = values if isinstance(values, list) else [values]
    return [value for value in values if isinstance(value, str) and value.strip()]
