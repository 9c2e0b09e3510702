"""One thing, with a page of its films."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from catalog.cards import OF_THE_FILM, Card, cards_of
from catalog.models import Film
from catalog.paging import Pages
from catalog.search.current import moment
from catalog.search.state import Question
from catalog.things.kind import Place, Thing

PER_PAGE = 24


@dataclass(frozen=True)
class Notes:
    """What is said of a film where it stands: an award, a part."""

    notes: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """Films that stand under one heading, or under none; for each its notes, or None."""

    heading: str
    cards: list[Card]
    notes: list[Notes | None]


@dataclass(frozen=True, kw_only=True)
class ThingPage(Pages):
    """A thing, and one page of its published films.

    count: of films. order: the one in use. orders: each that can be asked for, with its address.
    """

    thing: Thing
    count: int
    order: str
    orders: list[tuple[str, str]]
    groups: list[Group]
    about: Mapping[str, Any] = field(default_factory=dict)

    @property
    def cards(self) -> list[Card]:
        return [card for group in self.groups for card in group.cards]

    @property
    def within(self) -> Question:
        return self.thing.kind.within(self.thing)


def page_of(thing: Thing, *, order: str, number: int, at: datetime) -> ThingPage | None:
    """None where none of its films is published."""
    now, usual = moment(at=at), thing.kind.orders[0]
    order = order if order in thing.kind.orders else usual
    places = thing.kind.places(thing, order, now)
    last = max(1, -(-len(places) // PER_PAGE))
    number = min(number, last)
    groups = _groups(thing, places[(number - 1) * PER_PAGE : number * PER_PAGE], at)
    if not groups:
        return None

    def address(other: int = 1, by: str = order) -> str:
        sort = {"sort": by} if by != usual else {}
        return "?" + urlencode(sort | ({"page": str(other)} if other > 1 else {}))

    return ThingPage(
        number,
        last,
        address,
        thing=thing,
        count=len({place.film_id for place in places}),
        order=order,
        orders=[(by, address(by=by)) for by in thing.kind.orders],
        groups=groups,
        about=thing.kind.about(thing, now),
    )


def _groups(thing: Thing, places: list[Place], at: datetime) -> list[Group]:
    """Three queries. What the catalogue has taken back since its columns were read is absent."""
    films = Film.objects.published(at=at).only(*OF_THE_FILM)
    cards = {card.pk: card for card in cards_of(films.filter(pk__in={p.film_id for p in places}))}
    notes = thing.kind.notes(places)
    groups = []
    for heading, under in groupby(places, key=lambda place: place.heading):
        shown = [place for place in under if place.film_id in cards]
        if shown:
            said = [Notes(notes[place]) if place in notes else None for place in shown]
            groups.append(Group(heading, [cards[place.film_id] for place in shown], said))
    return groups
