"""What every kind of thing can do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model, Q
from django.utils.functional import Promise

from catalog.addresses import address


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
class Kind:
    """People, say: their list is at `/people/`, one of them at `/people/lixin-fan/`.

    name: the word for one, in names of addresses. path: the word for all, in addresses.
    title: what people read.
    """

    name: str
    path: str
    title: Promise

    def find(self, key: str) -> Thing | None:
        """The thing of that key, whether films have it or not."""
        raise NotImplementedError

    def films(self, thing: Thing) -> Q:
        """Chooses its films."""
        raise NotImplementedError

    def about(self, thing: Thing, *, at: datetime) -> Mapping[str, Any]:
        """What its page says beside its films."""
        return {}


@dataclass(frozen=True)
class Tabled(Kind):
    """Things that have a table. link: the model that ties them to films. field: its name there."""

    model: type[Model]
    link: type[Model]
    field: str

    def find(self, key: str) -> Thing | None:
        row = self.model._default_manager.filter(slug=key).first()
        return Thing(self, key, str(row), row) if row else None

    def films(self, thing: Thing) -> Q:
        links = self.link._default_manager.filter(**{self.field: thing.row.pk})
        return Q(pk__in=links.order_by().values("film"))
