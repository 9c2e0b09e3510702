"""This week's featured films: kept ready as cards, chosen at each request by the clock."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.utils import timezone
from django.utils.translation import get_language

from catalog.cards import Card, cards_of
from catalog.models import Week, WeekEntry
from catalog.models.week import monday_of
from catalog.ready import store
from catalog.request import Request

THING = "weeks"  # its name in the law


@dataclass(frozen=True)
class Featured:
    """The selection that counts now: the running week's, or the latest before it."""

    key: str
    monday: date
    note: str
    signature: str
    cards: list[Card]


def featured_films(request: Request, *, at: datetime, but: int | None = None) -> Featured | None:
    """The films featured now, without the one that is being looked at; None without a week.

    No query when the page that was read brought them along.
    """
    language = get_language()
    things = getattr(request, "kept", None) or store.read(language=language)
    kept = things.get(THING)
    this_monday = monday_of(timezone.localdate(at)).isoformat()
    value = json.loads(kept.body) if kept and kept.body else None
    if value is None or value["as_of"] != this_monday:  # a week turns without an edit
        value = {"as_of": this_monday, "week": _selection(at)}
        if kept:
            store.keep(THING, json.dumps(value), mark=kept.mark, language=language)
    week = value["week"]
    if week is None:
        return None
    now = at.astimezone(UTC).isoformat()
    cards = [
        Card(**card)
        for card, shown_from, withdrawn_at in week["cards"]
        if card["pk"] != but and shown_from <= now and (withdrawn_at is None or now < withdrawn_at)
    ]
    monday = date.fromisoformat(week["monday"])
    return Featured(week["key"], monday, week["note"], week["signature"], cards)


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
