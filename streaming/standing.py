"""How the films that a university has licensed stand there, kept for as long as that can be true.

The answers are those of the one rule. They are made after an edit of a licence, of the media or of
a film, and again when the university's calendar turns or another moment comes that the rule knows
of; in between they are read as one row. The database marks the edits, in their own transaction
(`streaming.access.law`); the clock is looked at whenever somebody asks.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property, lru_cache, reduce
from operator import or_
from typing import NamedTuple

from catalog.film_set import NO_FILMS, film_set
from catalog.ready import store
from catalog.ready.store import Kept
from streaming import releases
from streaming.availability import (
    LEAVING_SOON,
    Availability,
    Place,
    Status,
    answer,
    answers_at,
    place_of,
)
from streaming.models import University
from streaming.releases import Releases

THING = "holdings:"  # and the university's number: its name in the law
NEW_FOR = timedelta(days=30)
NO_LANGUAGE = ""  # answers are the same in each


class Held(NamedTuple):
    """Films and their answers at the university, column by column; the days are ISO dates.

    Thousands of films are opened as four lists, on each visit of another university's student.
    """

    films: list[int]
    statuses: list[str]
    first_days: list[str | None]
    last_days: list[str | None]


@dataclass(frozen=True)
class Standing:
    """All published films that the university has ever licensed, by title.

    since, until: the instants from which and before which this holds. today: the day it is there.
    place: where the university was when this was made.
    """

    place: Place
    today: date
    since: datetime
    until: datetime
    held: Held

    def holds(self, university: University, *, at: datetime) -> bool:
        return self.place == place_of(university) and self.since <= at < self.until

    @cached_property
    def playable(self) -> list[int]:
        films = zip(self.held.films, self.held.statuses, strict=True)
        return [film for film, status in films if status == Status.STREAMING]

    @cached_property
    def leaving_soon(self) -> list[int]:
        """Playable films in their last thirty days, the next to leave first."""
        soon = (self.today + LEAVING_SOON).isoformat()
        days = self._of_playable(self.held.last_days)
        last = {film: day for film, day in days if day and day <= soon}
        return sorted(last, key=last.__getitem__)

    @cached_property
    def newly_here(self) -> list[int]:
        """Playable films whose first licensed day was in the last thirty, the newest first."""
        since = (self.today - NEW_FOR).isoformat()
        days = self._of_playable(self.held.first_days)
        first = {film: day for film, day in days if day and day > since}
        return sorted(first, key=first.__getitem__, reverse=True)

    @cached_property
    def by_status(self) -> dict[Status, int]:
        """For each answer that is given, the set of its films."""
        films: dict[str, list[int]] = {}
        for film, status in zip(self.held.films, self.held.statuses, strict=True):
            films.setdefault(status, []).append(film)
        return {Status(status): film_set(ids) for status, ids in films.items()}

    def answer(self, film_id: int, *, at: datetime) -> Availability:
        """For a film that is held."""
        place = self._places[film_id]
        status = Status(self.held.statuses[place])
        first, last = _day(self.held.first_days[place]), _day(self.held.last_days[place])
        return Availability(status, at, first, last, self.place.timezone, self.today)

    def _of_playable(self, days: list[str | None]) -> Iterator[tuple[int, str | None]]:
        held = zip(self.held.films, self.held.statuses, days, strict=True)
        return ((film, day) for film, status, day in held if status == Status.STREAMING)

    @cached_property
    def _places(self) -> dict[int, int]:
        return {film: place for place, film in enumerate(self.held.films)}


def standing_of_all(films: int, university: University, *, at: datetime) -> dict[Status, int]:
    """A set of published films (see `catalog.film_set`), parted by their answers at a university.

    One query, if nothing was edited.
    """
    held, kept = standing_and_releases(university, at=at)
    return parted_by_answer(films, held, kept, at=at) if held else {}


def parted_by_answer(
    films: int, held: Standing, kept: Releases, *, at: datetime
) -> dict[Status, int]:
    """The same of what is known. For a film without a licence, the rule weighs its media alone."""
    place = held.place
    parted = {status: some & films for status, some in held.by_status.items()}
    rest = films & ~reduce(or_, held.by_status.values(), NO_FILMS)
    for some, release in kept.kinds(at=at):
        status = answer(release, (), place, at=at).status
        parted[status] = parted.get(status, NO_FILMS) | some & rest
        rest &= ~some
    status = answer(None, (), place, at=at).status
    parted[status] = parted.get(status, NO_FILMS) | rest
    return {status: some for status, some in parted.items() if some}


def standing(university: University, *, at: datetime) -> Standing:
    """How the university's films stand at an instant.

    One query; two, and what the answers are made of, after a change.
    """
    thing = _thing(university)
    return _present(university, store.read(thing, language=NO_LANGUAGE).get(thing), at=at)


def standing_and_releases(
    university: University | None, *, at: datetime
) -> tuple[Standing | None, Releases]:
    """How its films stand, nothing for no university, and what there is to play of all films.

    One query, if nothing was edited.
    """
    things = [releases.THING, *([_thing(university)] if university else [])]
    kept = store.read(*things, language=NO_LANGUAGE)
    of_all = releases.releases_of(kept.get(releases.THING))
    if university is None:
        return None, of_all
    return _present(university, kept.get(_thing(university)), at=at), of_all


def _thing(university: University) -> str:
    return f"{THING}{university.pk}"


def _present(university: University, kept: Kept | None, *, at: datetime) -> Standing:
    """As it was kept, where that holds still."""
    found = _open(kept.body) if kept and kept.body else None
    if found is not None and found.holds(university, at=at):
        return found
    body = _make(university, at=at)
    if kept:
        store.keep(_thing(university), body, mark=kept.mark, language=NO_LANGUAGE)
    return _open(body.encode())


@lru_cache(maxsize=16)
def _open(body: bytes) -> Standing:
    value = json.loads(body)
    return Standing(
        place=Place(*value["place"]),
        today=date.fromisoformat(value["today"]),
        since=datetime.fromisoformat(value["since"]),
        until=datetime.fromisoformat(value["until"]),
        held=Held(*value["held"]),
    )


def _make(university: University, *, at: datetime) -> str:
    """In JSON's own types. One query."""
    answers, until = answers_at(university, at=at)
    said = answers.values()
    held = Held(
        films=[*answers],
        statuses=[answer.status.value for answer in said],
        first_days=[_iso(answer.first_day) for answer in said],
        last_days=[_iso(answer.last_day) for answer in said],
    )
    since = at.astimezone(UTC)
    return json.dumps(
        {
            "place": place_of(university),
            "today": university.day_at(at).isoformat(),
            "since": since.isoformat(),
            "until": until.isoformat(),
            "held": held,
        },
        separators=(",", ":"),
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
