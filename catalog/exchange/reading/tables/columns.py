"""What the cells below a heading say: one line for each kind of column."""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from catalog.exchange.reading.facts import (
    colours,
    countries,
    days,
    festivals,
    identifiers,
    languages,
    lengths,
    names,
    roles,
    subjects,
    titles,
    years,
)
from catalog.exchange.reading.facts.texts import LOST, paragraphs, said
from catalog.exchange.reading.findings import Findings
from catalog.models.person import Credit

SEVERAL = re.compile(r"\s*[;|\n]\s*")  # a comma parts only what cannot hold one
STEP = re.compile(r"\s+>\s+|\s+--\s+")
ROLES = {role.value for role in Credit.Role}
SCHEMES = {"imdb", "eidr", "isan", "wikidata", "doi", "oclc", "local"}
ONE: dict[str, Callable[[str], Any]] = {
    "year": years.years,
    "released_on": days.day,
    "runtime_seconds": lengths.seconds,
    "colour": colours.colour,
}
TEXTS = {"sort_title", "original_title", "synopsis_source", "content_notes"}


def say(found: Findings, column: str, cells: list[str]) -> None:
    """Note what the cells of one film below one kind of column say."""
    if lost := [cell for cell in cells if LOST in cell]:
        for cell in lost:
            found.not_understood(_fact(column), cell)
        cells = [cell for cell in cells if LOST not in cell]
        if not any(map(said, cells)):
            return
    if column in ONE:
        found.one(column, cells, ONE[column])
    elif column in TEXTS:
        found.text(column, " ".join(filter(None, map(said, cells))))
    elif column in ROLES:
        found.several("credits", cells, partial(_credits, role=column))
    elif column in SCHEMES:
        found.several("identifiers", cells, partial(identifiers.numbers, column))
    elif column in OTHERS:
        OTHERS[column](found, cells)


def _fact(column: str) -> str:
    if column in ROLES:
        return "credits"
    return "identifiers" if column in SCHEMES | {"link"} else FACTS.get(column, column)


def _parts(cell: str) -> list[str]:
    return [part for part in map(said, SEVERAL.split(cell)) if part]


def _credits(cell: str, *, role: str) -> list[tuple[str, str, str, bool]] | None:
    company = role == Credit.Role.PRODUCTION_COMPANY
    people = _parts(cell) if company else names.people(cell)
    if people is None:
        return None
    return [(name, role, "", company or names.is_group(name)) for name in people]


def _named_with_roles(cell: str) -> list[tuple[str, str, str, bool]] | None:
    """`Lixin Fan, director; Mila Aung-Thwin, producer`: each name with its role behind it."""
    found = []
    for part in _parts(cell):
        name, words = names.name_and_role(part.replace(" (", ", ").rstrip(")"))
        if not words or not roles.is_role(words):
            return None
        found += [
            (name, role, function, names.is_group(name)) for role, function in roles.roles(words)
        ]
    return [credit for credit in found if credit[1] != roles.DISTRIBUTOR]


def _paths(cell: str) -> list[subjects.Path] | None:
    found = []
    for part in _parts(cell):
        steps = tuple(map(said, STEP.split(part)))
        path = steps if " > " in part else subjects.path(part)
        if " -- " in part:
            path = subjects.heading(steps[0], list(steps[1:]))
        if path is None:
            return None
        found.append(path)
    return found


def _showings(cell: str, *, read: Callable[[str], Any]) -> list[Any] | None:
    found = [read(part) for part in _parts(cell)]
    return None if None in found else found


def _other_titles(found: Findings, cells: list[str]) -> None:
    found.add("other_titles", [(titles.title(part), "") for cell in cells for part in _parts(cell)])


def _synopsis(found: Findings, cells: list[str]) -> None:
    found.text("synopsis", "\n\n".join(filter(None, map(paragraphs, filter(said, cells)))))


def _language(fact: str, found: Findings, cells: list[str]) -> None:
    found.one(fact, cells, languages.language)


OTHERS: dict[str, Callable[[Findings, list[str]], None]] = {
    "other_titles": _other_titles,
    "countries": lambda found, cells: found.several("countries", cells, countries.countries),
    "languages": lambda found, cells: found.several("languages", cells, languages.languages),
    "original_title_language": partial(_language, "original_title_language"),
    "synopsis_language": partial(_language, "synopsis_language"),
    "synopsis": _synopsis,
    "credits": lambda found, cells: found.several("credits", cells, _named_with_roles),
    "subjects": lambda found, cells: found.several("subjects", cells, _paths),
    "distributors": lambda found, cells: found.several("distributors", cells, _parts),
    "collections": lambda found, cells: found.several("collections", cells, _parts),
    "link": lambda found, cells: found.several("identifiers", cells, identifiers.in_links),
    "festivals": lambda found, cells: found.several(
        "festivals", cells, partial(_showings, read=festivals.showing)
    ),
    "awards": lambda found, cells: found.several(
        "festivals", cells, partial(_showings, read=festivals.award)
    ),
    "seconds": lambda found, cells: found.one("runtime_seconds", cells, lengths.whole_seconds),
}
FACTS = {"awards": "festivals", "seconds": "runtime_seconds", "link": "identifiers"}
