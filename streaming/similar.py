"""Films like the one that is looked at: kept ready as cards, chosen at each request by the clock.

What is kept hangs on the marks of all the films it was made of, so a film that is renamed, taken
back or published shows so on the next request, on every page that it stands on.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from django.utils import timezone

from catalog.cards import Card, cards_of
from catalog.film_page import FilmInHand
from catalog.models.week import monday_of
from catalog.ready.store import Kept, Made
from catalog.request import Request, keep, language_of
from catalog.similar import similar_films
from streaming.availability import Availability

SHOWN = 6
GONE_AT = "(SELECT withdrawn_at FROM streaming_media WHERE film_id = film.id)"


@dataclass(frozen=True)
class Reason:
    """Why a film stands there: what the two share, and the decade, where they share that too."""

    kind: str
    subject: str
    decade: int | None


@dataclass(frozen=True, eq=False)
class Alike:
    """A film that is like another, and from when until when it is shown."""

    card: Card
    reason: Reason
    shown_from: str
    gone_at: str

    def is_shown(self, now: str) -> bool:
        return self.shown_from <= now and (not self.gone_at or now < self.gone_at)


@dataclass(frozen=True)
class Shown:
    """What one visitor sees. answers: at their university; none for a visitor from nowhere."""

    films: tuple[Alike, ...]
    answers: tuple[Availability, ...] = ()

    @property
    def pks(self) -> list[int]:
        return [film.card.pk for film in self.films]

    @property
    def cards(self) -> list[tuple[Card, Availability | None]]:
        answers = self.answers or [None] * len(self.films)
        return [(film.card, said) for film, said in zip(self.films, answers, strict=True)]

    @property
    def reasons(self) -> list[Reason]:
        return [film.reason for film in self.films]


def similar_to(request: Request, film: FilmInHand, *, at: datetime) -> Shown:
    """At most six films; no query when the page that was read brought them along.

    Every Monday they are looked for anew: a film that came since, and is like this one by a
    common subject alone, touches nothing that the list hangs on.
    """
    thing = f"similar:{film.slug}"
    this_monday = monday_of(timezone.localdate(at)).isoformat()
    kept = request.kept.get(thing)
    body = kept.body if kept else None
    if body is None or _open(body)[0] != this_monday:
        body, marks = _make(film, this_monday)
        keep(request, Made(thing, body, language_of(request), made_of=marks))
        request.kept[thing] = Kept("", body)  # a page may ask twice
    _as_of, films = _open(body)
    now = at.astimezone(UTC).isoformat()
    return Shown(tuple(film for film in films if film.is_shown(now))[:SHOWN])


def _make(film: FilmInHand, this_monday: str) -> tuple[str, dict[str, str]]:
    """The list in JSON's own types, and what it was made of. Two queries."""
    found = similar_films(film.pk, gone_at=GONE_AT)
    dated = [one for one in found.films if one.film.published_from]
    cards = cards_of([one.film for one in dated])
    films = [
        {
            "card": vars(card),
            "reason": (one.kind, one.subject, one.decade),
            "shown_from": _instant(one.film.published_from),
            "gone_at": _instant(one.gone_at),
        }
        for card, one in zip(cards, dated, strict=True)
    ]
    return json.dumps({"as_of": this_monday, "films": films}), found.marks


@lru_cache(maxsize=256)
def _open(body: str) -> tuple[str, tuple[Alike, ...]]:
    """What is kept: the Monday it was made for, and the films."""
    value = json.loads(body)
    films = (
        Alike(
            Card.from_json(one["card"]), Reason(*one["reason"]), one["shown_from"], one["gone_at"]
        )
        for one in value["films"]
    )
    return value["as_of"], tuple(films)


def _instant(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat() if moment else ""
