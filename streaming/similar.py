"""Films like the one that is looked at: kept ready as cards, chosen at each request by the clock.

What is kept hangs on the marks of all the films it was made of, so a film that is renamed, taken
back or published shows so on the next request, on every page that it stands on.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from django.utils.safestring import SafeString

from catalog.cards import Card, cards_of
from catalog.film_page import FilmInHand
from catalog.models.week import running_monday
from catalog.ready.fresh import rendered
from catalog.ready.store import Kept, Made
from catalog.request import Request, keep, language_of
from catalog.similar import similar_films
from streaming.availability import Availability

SHOWN = 6
LATEST = "9999"  # after every instant
TEMPLATE = "streaming/components/similar.html"
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
    body = _kept(request, film, at=at)
    if body is None:
        films, marks = _make(film)
        body = "\n".join([_head(film, films, at=at), films, _section(films, request, at=at)])
        keep(request, Made(_thing(film), body, language_of(request), made_of=marks))
        request.kept[_thing(film)] = Kept("", body.encode())  # a page may ask twice
    return _shown(body.split("\n", 2)[1], at=at)


def section_for_nobody(request: Request, film: FilmInHand, *, at: datetime) -> SafeString | None:
    """The section as everybody from nowhere sees it, until the clock changes it; None after."""
    body = _kept(request, film, at=at)
    if body is None:
        return None
    head, _films, section = body.split("\n", 2)
    _as_of, _likeness, since, until = head.split(" ")
    return SafeString(section) if since <= _instant(at) < until else None


def _thing(film: FilmInHand) -> str:
    return f"similar:{film.slug}"


def _kept(request: Request, film: FilmInHand, *, at: datetime) -> str | None:
    """What is kept: a line on when and for what it holds, the films, the section. Of this week."""
    kept = request.kept.get(_thing(film))
    body = kept.body.decode() if kept and kept.body else ""
    return body if body.startswith(f"{running_monday(at)} {film.likeness} ") else None


def _head(film: FilmInHand, films: str, *, at: datetime) -> str:
    """The Monday, the film's likeness, and from when until when the clock shows the same films."""
    moments = {moment for one in _open(films) for moment in (one.shown_from, one.gone_at)}
    now = _instant(at)
    until = min([LATEST, *(moment for moment in moments if moment > now)])
    return f"{running_monday(at)} {film.likeness} {now} {until}"


def _shown(films: str, *, at: datetime) -> Shown:
    now = _instant(at)
    return Shown(tuple(film for film in _open(films) if film.is_shown(now))[:SHOWN])


def _section(films: str, request: Request, *, at: datetime) -> SafeString:
    shown = _shown(films, at=at)
    if not shown.films:
        return SafeString("")
    return rendered(TEMPLATE, language_of(request), shown=shown)


def _make(film: FilmInHand) -> tuple[str, dict[str, str]]:
    """The list in JSON, on one line, and what it was made of. Two queries."""
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
    return json.dumps(films), found.marks


@lru_cache(maxsize=256)
def _open(films: str) -> tuple[Alike, ...]:
    return tuple(
        Alike(
            Card.from_json(one["card"]), Reason(*one["reason"]), one["shown_from"], one["gone_at"]
        )
        for one in json.loads(films)
    )


def _instant(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat() if moment else ""
