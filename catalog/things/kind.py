"""What every kind of thing can do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, Model, OuterRef, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils.functional import Promise

from catalog.addresses import address
from catalog.models import Film

ORDERS: dict[str, tuple[Combinable | str, ...]] = {
    "title": ("sort_key", "pk"),
    "newest": ("-published_from", "-pk"),
    "year": (F("year_from").desc(nulls_last=True), "sort_key", "pk"),
}


@dataclass(frozen=True)
class Thing:
    """Something that films have in common. key: the end of its address. row: where it has one."""

    kind: "Kind"
    key: str
    name: str
    row: Any = None

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address(f"catalog:{self.kind.name}_detail", self.key)


@dataclass(frozen=True)
class Entry:
    """A thing in a list of its kind, and how many published films it has."""

    thing: Thing
    count: int


@dataclass(frozen=True)
class Kind:
    """People, say: their list is at `/people/`, one of them at `/people/lixin-fan/`.

    name: the word for one, in names of addresses. path: the word for all, in addresses.
    title: what people read.
    """

    name: str
    path: str
    title: Promise

    @property
    def orders(self) -> tuple[str, ...]:
        """How its films can be ordered, the usual way first."""
        return tuple(ORDERS)

    def find(self, key: str) -> Thing | None:
        """The thing of that key, whether films have it or not."""
        raise NotImplementedError

    def films(self, thing: Thing) -> Q:
        """Chooses its films."""
        raise NotImplementedError

    def places(self, thing: Thing, order: str, *, at: datetime) -> QuerySet[Any, Any]:
        """Its published films in that order: rows of a film's id and what it stands under."""
        films = Film.objects.published(at=at).filter(self.films(thing))
        return films.order_by(*ORDERS[order]).values_list("pk", Value(""))

    def about(self, thing: Thing, *, at: datetime) -> Mapping[str, Any]:
        """What its page says beside its films."""
        return {}

    def entries(self, *, at: datetime) -> list[Entry]:
        """Those with a published film, in the order of their list."""
        raise NotImplementedError


@dataclass(frozen=True)
class Tabled(Kind):
    """Things that have a table. link: the model that ties them to films. field: its name there."""

    model: type[Model]
    link: type[Model]
    field: str

    def find(self, key: str) -> Thing | None:
        row = self.model._default_manager.filter(slug=key).first()
        return self.thing(row) if row else None

    def thing(self, row: Any) -> Thing:
        return Thing(self, row.slug, str(row), row)

    def films(self, thing: Thing) -> Q:
        links = self.link._default_manager.filter(**{self.field: thing.row.pk})
        return Q(pk__in=links.order_by().values("film"))

    def entries(self, *, at: datetime) -> list[Entry]:
        links = self.link._default_manager.filter(
            **{self.field: OuterRef("pk")}, film__published_from__lte=at
        )
        count = links.order_by().values(self.field).annotate(n=Count("film", distinct=True))
        rows = self.model._default_manager.filter(Exists(links)).annotate(
            films_here=Coalesce(count.values("n"), 0)
        )
        return [Entry(self.thing(row), row.films_here) for row in rows[:100]]
