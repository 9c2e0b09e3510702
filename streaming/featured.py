"""This week's featured films: kept ready as cards, chosen at each request by the clock."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import lru_cache

from catalog.cards import Card, cards_of
from catalog.models import Week, WeekEntry
from catalog.models.week import running_monday
from catalog.ready import store
from catalog.ready.store import Made
from catalog.request import Request, keep, language_of
from streaming.availability import Availability

THING = "weeks"  # its name in the law


@dataclass(frozen=True, eq=False)
class Featured:
    """A week's selection, made once for each body that is kept, and compared as that one thing."""

    key: str
    monday: date
    note: str
    signature: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Shown:
    """What one visitor sees of a week.

    pks: the films, in order. answers: at the visitor's university, in that order; none at all for
    a visitor from nowhere, whose cards carry no sign.
    """

    week: Featured
    pks: tuple[int, ...]
    answers: tuple[Availability, ...] = ()

    @property
    def cards(self) -> list[tuple[Card, Availability | None]]:
        by_pk = {card.pk: card for card in self.week.cards}
        shown = [by_pk[pk] for pk in self.pks]
        return list(zip(shown, self.answers or [None] * len(shown), strict=True))


def featured_films(request: Request, *, at: datetime, but: int | None = None) -> Shown | None:
    """The films featured now, without the one that is being looked at; None if there are none.

    Of the running week, or of the latest before it that has a selection.
    No query when the page that was read brought them along.
    """
    language = language_of(request)
    things = getattr(request, "kept", None) or store.read(language=language)
    kept = things.get(THING)
    this_monday = running_monday(at)
    body = kept.body if kept else None
    if body is None or _open(body)[0] != this_monday:  # a week turns without an edit
        body = json.dumps({"as_of": this_monday, "week": _selection(at)}).encode()
        if kept:
            keep(request, Made(THING, body.decode(), language, mark=kept.mark))
            things[THING] = replace(kept, body=body)  # a page may ask twice
    _as_of, week, terms = _open(body)
    if week is None:
        return None
    now = at.astimezone(UTC).isoformat()
    pks = tuple(
        card.pk
        for card, (shown_from, withdrawn_at) in zip(week.cards, terms, strict=True)
        if card.pk != but and shown_from <= now and (withdrawn_at is None or now < withdrawn_at)
    )
    return Shown(week, pks) if pks else None


@lru_cache(maxsize=8)
def _open(body: bytes) -> tuple[str, Featured | None, tuple[tuple[str, str | None], ...]]:
    """What is kept: the Monday it was made for, the week, and each card's two moments."""
    value = json.loads(body)
    week = value["week"]
    if week is None:
        return value["as_of"], None, ()
    featured = Featured(
        week["key"],
        date.fromisoformat(week["monday"]),
        week["note"],
        week["signature"],
        tuple(Card.from_json(card) for card, *_terms in week["cards"]),
    )
    return value["as_of"], featured, tuple((since, until) for _card, since, until in week["cards"])


def _selection(at: datetime) -> dict | None:
    """The latest week begun, in JSON's own types. Two queries."""
    latest = Week.objects.begun(at=at).values("pk")[:1]
    entries = list(
        WeekEntry.objects.filter(week=latest, film__published_from__isnull=False)
        .select_related("week", "film", "film__media")
        .order_by("order", "pk")
    )
    if not entries:
        return None
    week = entries[0].week
    cards = cards_of([entry.film for entry in entries])
    media = [getattr(entry.film, "media", None) for entry in entries]
    return {
        "key": week.key,
        "monday": week.monday.isoformat(),
        "note": week.note,
        "signature": week.signature,
        "cards": [
            (vars(card), _instant(entry.film.published_from), m and _instant(m.withdrawn_at))
            for card, entry, m in zip(cards, entries, media, strict=True)
        ],
    }


def _instant(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None
