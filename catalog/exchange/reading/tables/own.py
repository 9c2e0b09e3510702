"""Tables that the catalogue exported itself: read by the letter, so that nothing changes by it.

A librarian may have typed into one. What is not in the exported form is read as in any list.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError

from catalog.codes import validate_countries, validate_language, validate_languages
from catalog.exchange.film_table import COLUMNS, facts_in
from catalog.exchange.incoming import Incoming, Rejected
from catalog.exchange.reading.facts import titles
from catalog.exchange.reading.findings import Findings
from catalog.exchange.reading.tables import columns
from catalog.exchange.reading.tables.dates import Dates
from catalog.exchange.reading.tables.rows import Row
from catalog.models.film import Film, FilmIdentifier

SIGN = "Permanent identifier"  # the heading that no other list has
HEADING_OF = {column.fact: column.heading for column in COLUMNS if column.fact != "credits"}


def _language(tag: str) -> None:
    if tag:
        validate_language(tag)


def _colour(colour: str) -> None:
    if colour and colour not in Film.Colour.values:
        raise ValidationError(colour)


def _identifiers(numbers: list[tuple[str, str]]) -> None:
    if not {scheme for scheme, _value in numbers} <= set(FilmIdentifier.Scheme.values):
        raise ValidationError("scheme")


CHECKS: Mapping[str, Callable[[Any], object]] = {
    "countries": validate_countries,
    "languages": validate_languages,
    "original_title_language": _language,
    "synopsis_language": _language,
    "colour": _colour,
    "identifiers": _identifiers,
}


DAY = HEADING_OF["released_on"]


def film(row: Row, headings: Sequence[str], dates: Dates) -> Incoming | Rejected:
    cells = dict(zip(headings, [*row.cells, *[""] * len(headings)], strict=False))
    if DAY in cells:  # a spreadsheet may have turned it into what it shows
        cells[DAY] = dates.settled(DAY, cells[DAY])
    facts, unread = facts_in(cells)
    title = facts.get("title", "")
    if reason := titles.refusal(title):
        return Rejected(row.place, reason, title[:200])
    found = Findings(key=facts.get("identifier", ""), place=row.place)
    typed = [fact for fact, _cell in unread] + [fact for fact in facts if not _is_ours(facts, fact)]
    found.facts |= {fact: value for fact, value in facts.items() if fact not in typed}
    for fact in typed:
        columns.say(found, fact, [cells[HEADING_OF[fact]]])
    return found.incoming()


def _is_ours(facts: Mapping[str, Any], fact: str) -> bool:
    """Whether a value is one that an export could have written."""
    try:
        CHECKS.get(fact, bool)(facts[fact])
    except ValidationError:
        return False
    return True
