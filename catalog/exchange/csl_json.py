"""A film in CSL-JSON, which citation processors read.

What is left out is left out for them: a language turns the names round, a genre takes the place
of “Film” in APA, an author beside the director is named twice.
"""

from typing import Any

from catalog.exchange.citations.names import parts_of
from catalog.exchange.cited import Cited, one_line
from catalog.record import Name

CONTENT_TYPE = "application/vnd.citationstyles.csl+json"


def csl_json(cited: Cited) -> list[dict[str, Any]]:
    """A list of one item, as files of this format hold."""
    film = cited.record.film
    item = {
        "id": film.identifier,
        "type": "motion_picture",
        "title": cited.title,
        "director": [_name(name) for name in cited.directors],
        "issued": _issued(cited),
        "publisher": cited.company,
        "medium": "Film",
        "URL": cited.address,
        "abstract": one_line(film.synopsis),
    }
    return [{key: value for key, value in item.items() if value}]


def _name(name: Name) -> dict[str, Any]:
    parts = parts_of(name)
    if not parts.given:
        return {"literal": parts.family}
    written: dict[str, Any] = {"family": parts.family, "given": parts.given}
    if parts.suffix:
        written["suffix"] = parts.suffix
    if parts.is_family_first:
        written["static-ordering"] = True
    return written


def _issued(cited: Cited) -> dict[str, Any]:
    film = cited.record.film
    years = [[year] for year in (film.year_from, film.year_to) if year]
    if not years:
        return {}
    return {"date-parts": years} | ({"circa": True} if film.year_is_circa else {})
