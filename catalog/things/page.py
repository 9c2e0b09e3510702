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
from catalog.things.kind import Thing

PER_PAGE = 24


@dataclass(frozen=True)
class Group:
    """Films that stand under one heading, or under none."""

    heading: str
    cards: list[Card]


@dataclass(frozen=True, kw_only=True)
class ThingPage(Pages):
    """A thing, and one page of its published films.

    order: the one in use. orders: each that can be asked for, with its address.
    """

    thing: Thing
    count: int
    order: str
    orders: list[tuple[str, str]]
    groups: list[Group]
    about: Mapping[str, Any] = field(default_factory=dict)


def page_of(thing: Thing, *, order: str, number: int, at: datetime) -> ThingPage | None:
    """None where none of its films is published. Four queries, and what it says of itself."""
    usual = thing.kind.orders[0]
    order = order if order in thing.kind.orders else usual
    places = thing.kind.places(thing, order, at=at)
    count = places.count()
    if not count:
        return None
    last = -(-count // PER_PAGE)
    number = min(number, last)

    def address(other: int = 1, by: str = order) -> str:
        sort = {"sort": by} if by != usual else {}
        return "?" + urlencode(sort | ({"page": str(other)} if other > 1 else {}))

    return ThingPage(
        number,
        last,
        address,
        thing=thing,
        count=count,
        order=order,
        orders=[(by, address(by=by)) for by in thing.kind.orders],
        groups=_groups(list(places[(number - 1) * PER_PAGE : number * PER_PAGE])),
        about=thing.kind.about(thing, at=at),
    )


def _groups(places: list[tuple[int, str]]) -> list[Group]:
    films = Film.objects.only(*OF_THE_FILM).in_bulk([pk for pk, _heading in places])
    cards = {card.pk: card for card in cards_of(films.values())}
    return [
        Group(heading, [cards[pk] for pk, _heading in under if pk in cards])
        for heading, under in groupby(places, key=lambda place: place[1])
    ]
