"""What the catalogue says of its films now, in the shapes of `incoming`: to write, and to compare.

A batch costs the same number of queries for one film and for a thousand.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from catalog.models import (
    Award,
    Credit,
    Film,
    FilmIdentifier,
    OtherTitle,
    Participation,
    Review,
    Subject,
)

DESCRIBING = (  # columns of a film, each of them a fact
    *("title", "sort_title", "original_title", "original_title_language"),
    *("released_on", "countries", "languages", "runtime_seconds", "colour"),
    *("synopsis", "synopsis_language", "synopsis_source", "content_notes"),
)
OF_THE_FILM = ("identifier", "slug", *DESCRIBING)
YEAR = ("year_from", "year_to", "year_is_circa")
NAMED = ("collections", "distributors")
BATCH = 500  # films held in memory at once

Facts = dict[str, Any]
ByFilm = dict[int, list[Any]]


def facts_of(films: Iterable[int]) -> dict[int, Facts]:
    """Every fact of the films with these ids; those that are gone are left out."""
    rows = Film.objects.filter(pk__in=list(films)).values("pk", *OF_THE_FILM, *YEAR)
    facts = {row["pk"]: _own_facts(row) for row in rows}
    for fact, values in _related(list(facts)).items():
        for pk, own in facts.items():
            own[fact] = values.get(pk, [])
    return facts


def facts_in_batches(films: list[int]) -> Iterator[tuple[int, Facts]]:
    """The same for any number of films, in their order, a batch in memory at a time."""
    for start in range(0, len(films), BATCH):
        batch = films[start : start + BATCH]
        found = facts_of(batch)
        yield from ((pk, found[pk]) for pk in batch if pk in found)


def _own_facts(row: dict[str, Any]) -> Facts:
    own = {name: row[name] for name in OF_THE_FILM}
    released_on = own["released_on"] and own["released_on"].isoformat()
    return own | {"released_on": released_on, "year": tuple(row[name] for name in YEAR)}


def _related(films: list[int]) -> dict[str, ByFilm]:
    named = {name: _grouped(_names(name, films)) for name in NAMED}
    return named | {
        "other_titles": _grouped(_rows(OtherTitle, films, "text", "language")),
        "identifiers": _grouped(_rows(FilmIdentifier, films, "scheme", "value")),
        "credits": _grouped(_credits(films)),
        "festivals": _grouped(_festivals(films)),
        "reviews": _grouped(
            _rows(Review, films, "quotation", "outlet", "critic", "url", "verdict")
        ),
        "subjects": _grouped(_subjects(films)),
    }


def _grouped(rows: Iterable[tuple[Any, ...]]) -> ByFilm:
    """Values by film, of rows that begin with the film's id."""
    grouped: ByFilm = defaultdict(list)
    for film, value in rows:
        grouped[film].append(value)
    return grouped


def _rows(model: Any, films: list[int], *columns: str) -> Iterator[tuple[int, Any]]:
    """In the editor's order."""
    rows = model.objects.filter(film__in=films).order_by("order", "pk")
    return ((film, tuple(values)) for film, *values in rows.values_list("film", *columns))


def _credits(films: list[int]) -> Iterator[tuple[int, Any]]:
    return _rows(Credit, films, "person__name", "role", "function", "person__is_collective")


def _festivals(films: list[int]) -> Iterator[tuple[int, Any]]:
    won: ByFilm = defaultdict(list)
    awards = Award.objects.filter(participation__film__in=films).order_by("order", "pk")
    for participation, text in awards.values_list("participation", "text"):
        won[participation].append(text)
    rows = _rows(Participation, films, "pk", "festival__name", "edition")
    return ((film, (name, edition, won.get(pk, []))) for film, (pk, name, edition) in rows)


def _names(relation: str, films: list[int]) -> list[tuple[int, Any]]:
    rows = Film.objects.filter(pk__in=films, **{f"{relation}__isnull": False})
    return list(rows.order_by(f"{relation}__name").values_list("pk", f"{relation}__name"))


def _subjects(films: list[int]) -> list[tuple[int, Any]]:
    """Each as its path from the widest. A query for each step up the tree."""
    through = Film.subjects.through.objects.filter(film__in=films)
    rows = list(through.values_list("film_id", "subject_id"))
    known: dict[int, tuple[str, int | None]] = {}
    missing = {subject for _film, subject in rows}
    while missing:
        found = Subject.objects.filter(pk__in=missing).values_list("pk", "name", "parent_id")
        known |= {pk: (name, parent) for pk, name, parent in found}
        missing = {parent for _name, parent in known.values() if parent} - known.keys()
    paths = [(film, _path(subject, known)) for film, subject in rows]
    return sorted(paths, key=lambda row: (row[0], [name.casefold() for name in row[1]], row[1]))


def _path(subject: int | None, known: dict[int, tuple[str, int | None]]) -> tuple[str, ...]:
    path: list[str] = []
    seen: set[int] = set()
    while subject in known and subject not in seen:
        seen.add(subject)
        name, subject = known[subject]
        path.insert(0, name)
    return tuple(path)
