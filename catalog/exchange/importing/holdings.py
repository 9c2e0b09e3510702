"""What films hold now, a batch at a time: their rows, and the same as values to compare."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from catalog.exchange.importing.facts import Said, one_line, plain, tidy
from catalog.exchange.importing.names import Names
from catalog.exchange.present import DESCRIBING, YEAR
from catalog.models import (
    Credit,
    Film,
    FilmIdentifier,
    OtherTitle,
    Participation,
    Review,
)
from catalog.models.film import ordered

BELONGING: dict[str, Any] = {
    "other_titles": OtherTitle,
    "credits": Credit,
    "identifiers": FilmIdentifier,
    "reviews": Review,
    "festivals": Participation,
}
SHARED: dict[str, Any] = {
    "subjects": Film.subjects.through,
    "collections": Film.collections.through,
    "distributors": Film.distributors.through,
}
ROLES = list(Credit.Role.values)
FACTS = (*DESCRIBING, "year", *BELONGING, *SHARED)


@dataclass
class Holding:
    """A film, its rows by the fact they state, and each fact as a value."""

    film: Film
    rows: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))

    def value(self, fact: str) -> Any:
        """As a source would say it: blanks that nobody sees make no difference."""
        if fact in DESCRIBING:
            return tidy(fact, getattr(self.film, fact))
        if fact == "year":
            return [getattr(self.film, column) for column in YEAR]
        if fact in SHARED:
            return sorted(_shared(fact, row) for row in self.rows[fact])
        values = [value_of(row) for row in self.rows[fact]]
        if fact == "credits":
            return by_role(values)
        return sorted(values) if fact == "identifiers" else values

    def is_silent(self, fact: str) -> bool:
        """The film says nothing here that an import would put aside."""
        if fact == "synopsis_language":
            return not self.film.synopsis
        value = self.value(fact)
        return not value or value == [None, None, False]


def value_of(row: Any) -> Any:
    """A row as the value that is compared: a credit, a title, a number, a review, a showing."""
    if isinstance(row, Credit):
        return [row.person_id, row.role, one_line(row.function)]
    if isinstance(row, OtherTitle):
        return [one_line(row.text), row.language]
    if isinstance(row, FilmIdentifier):
        return [row.scheme, row.value]
    if isinstance(row, Review):
        return [
            plain(row.quotation),
            *map(one_line, (row.outlet, row.critic, row.url, row.verdict)),
        ]
    awards = [one_line(award.text) for award in ordered(row.awards.all())]
    return [row.festival_id, one_line(row.edition), awards]


def _shared(fact: str, row: Any) -> int:
    return int(getattr(row, f"{fact[:-1]}_id"))


def holdings(films: Iterable[int], names: Names, *, lock: bool) -> dict[int, Holding]:
    """The films by number, with all their rows; a dozen queries. `names` learns what they name.

    lock: nobody else edits them until the transaction ends.
    """
    all_films = Film.objects.select_for_update() if lock else Film.objects.all()
    found = {pk: Holding(film) for pk, film in all_films.in_bulk(sorted(films)).items()}
    if not found:
        return {}
    for fact, model in BELONGING.items():
        rows = model.objects.filter(film_id__in=found).order_by("order", "pk")
        if model is Credit:
            rows = rows.select_related("person")
        if model is Participation:
            rows = rows.select_related("festival").prefetch_related("awards")
        for row in rows:
            found[row.film_id].rows[fact].append(row)
            _learn(fact, row, names)
    for fact, through in SHARED.items():
        kind = fact[:-1]
        for row in through.objects.filter(film_id__in=found).select_related(kind).order_by("pk"):
            found[row.film_id].rows[fact].append(row)
            names.shown[kind, _shared(fact, row)] = str(getattr(row, kind))
    return found


def _learn(fact: str, row: Any, names: Names) -> None:
    if fact == "credits":
        names.shown["person", row.person_id] = row.person.name
    elif fact == "festivals":
        names.shown["festival", row.festival_id] = row.festival.name


def said_value(fact: str, said: Said, names: Names) -> Any:
    """What a source says of a fact, in the shape of `Holding.value`."""
    value = said[fact]
    if fact == "credits":
        return _credits(value, names)
    if fact == "festivals":
        return [[names.find("festival", name), *rest] for name, *rest in value]
    if fact in SHARED:
        last = [name[-1] if isinstance(name, list) else name for name in value]
        return sorted({names.find(fact[:-1], name) for name in last}, key=_numbers_first)
    if fact == "identifiers":
        return sorted(value)
    return value


def _credits(said: list[Any], names: Names) -> list[Any]:
    """Each person once a role, though the library knows two of the source's names to be one."""
    once: dict[tuple[Any, str], list[Any]] = {}
    for name, role, function, _is_collective in said:
        ref = names.find("person", name)
        credit = once.setdefault((ref, role), [ref, role, ""])
        if function and function not in [credit[2], *credit[2].split(", ")]:
            credit[2] = ", ".join(filter(None, [credit[2], function]))[:200]
    return by_role(once.values())


def by_role(credits: Iterable[list[Any]]) -> list[list[Any]]:
    """Credits as a film's page has them: role after role, in the editor's order within each."""
    return sorted(credits, key=lambda credit: ROLES.index(credit[1]))


def _numbers_first(ref: Any) -> tuple[bool, Any]:
    return isinstance(ref, str), ref
