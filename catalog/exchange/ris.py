"""A film in RIS, the format that every reference manager reads."""

from collections.abc import Iterator

from catalog.codes import language_name
from catalog.exchange.citations.names import listed
from catalog.exchange.cited import Cited, one_line

CONTENT_TYPE = "application/x-research-info-systems"


def ris(cited: Cited) -> str:
    """One record of the type motion picture, its lines ended by CR and LF.

    A line is two letters, two spaces, a hyphen, a space and a value: so no value has a line end.
    """
    lines = (f"{tag}  - {one_line(value)}" for tag, value in _fields(cited) if one_line(value))
    return "\r\n".join(["TY  - MPCT", *lines, "ER  - ", ""])


def _fields(cited: Cited) -> Iterator[tuple[str, str]]:
    film, record = cited.record.film, cited.record
    yield "ID", film.identifier
    yield "TI", cited.title
    yield from (("AU", listed(name)) for name in cited.directors)
    yield from (("A3", listed(name)) for name in record.people("producer"))
    yield "PY", str(film.year_from or "")
    yield "PB", "; ".join(company.name for company in record.distributors) or cited.company
    yield "SP", f"{round(film.runtime_seconds / 60)} min" if film.runtime_seconds else ""
    yield "C5", "Streaming video"
    yield "LA", ", ".join(language_name(tag) for tag in film.languages)
    yield "UR", cited.address
    yield from (("KW", subject.name) for subject in record.subjects)
    yield "AB", film.synopsis
    yield from (("DO", each.value) for each in record.identifiers if each.scheme == "doi")
