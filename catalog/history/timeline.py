"""Who changed what: the history of a thing and of every row that belongs to it, read as one.

Reading costs a fixed number of queries for each kind of row, however many rows there are.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from typing import Any

from django.db.models import IntegerField, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.utils.translation import gettext as _
from simple_history.models import HistoricalRecords

from catalog.history.names import Names

UNSEEN = {"created_at"}  # never changed by anybody


@dataclass(frozen=True)
class Kin:
    """A model whose rows belong to the thing, and the foreign keys from a row up to the thing."""

    model: type[Model]
    path: tuple[str, ...] = ()
    only: Q = field(default_factory=Q)

    @property
    def past(self) -> type[Model]:
        return self.model.history.model  # type: ignore[attr-defined]

    def rows(self, pk: object) -> QuerySet:
        """The history of this kind's rows below the thing with this key."""
        return _below(self.model, self.path, pk).filter(self.only)


def _below(model: type[Model], path: Sequence[str], pk: object) -> QuerySet:
    past = model.history.model.objects  # type: ignore[attr-defined]
    if not path:
        return past.filter(**{model._meta.pk.attname: pk})
    parent = model._meta.get_field(path[0])
    if len(path) == 1:
        return past.filter(**{parent.attname: pk})  # type: ignore[union-attr]
    above = _below(parent.related_model, path[1:], pk)  # type: ignore[arg-type]
    return past.filter(**{f"{parent.attname}__in": above.order_by().values("id")})  # type: ignore[union-attr]


@dataclass(frozen=True)
class Change:
    """One field, from one value to another, in words."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Moment:
    """One row added, changed or removed by somebody. `thing` is the kind of row, `name` which."""

    at: datetime
    who: str
    act: str  # "+", "~" or "-"
    thing: str
    name: str
    changes: tuple[Change, ...]


def timeline(kins: Sequence[Kin], pk: object) -> QuerySet:
    """All that happened, newest first: number of the kin, and key of its historical row."""
    parts = [
        kin.rows(pk)
        .order_by()
        .annotate(kin=Value(number, IntegerField()))
        .values_list("kin", "history_id", "history_date")
        for number, kin in enumerate(kins)
    ]
    whole = reduce(lambda one, other: one.union(other, all=True), parts)
    return whole.order_by("-history_date", "-history_id")


def moments(kins: Sequence[Kin], rows: Iterable[tuple[int, int, datetime]]) -> list[Moment]:
    """What happened at some rows of the timeline, in their order."""
    rows = list(rows)
    wanted: dict[int, list[int]] = defaultdict(list)
    for number, history_id, _date in rows:
        wanted[number].append(history_id)
    pasts = {number: _Past(kins[number], ids) for number, ids in wanted.items()}
    names = Names(past for past in pasts.values())
    return [pasts[number].moment(history_id, names) for number, history_id, _date in rows]


Before = dict[type[Model], dict[Any, dict[str, Any] | None]]


def before(kins: Sequence[Kin], rows: Iterable[tuple[int, int, datetime]]) -> Before:
    """The fields of each row before the oldest of these moments; None for one not there yet.

    By model, then by key; many-to-many fields as lists of keys.
    """
    wanted: dict[int, list[int]] = defaultdict(list)
    for number, history_id, _date in rows:
        wanted[number].append(history_id)
    return {kins[number].model: _Past(kins[number], ids).start() for number, ids in wanted.items()}


class _Past:
    """Some historical rows of one kind, each beside the one before it."""

    def __init__(self, kin: Kin, ids: list[int]) -> None:
        self.kin = kin
        past = kin.past.objects  # type: ignore[attr-defined]
        before = past.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
        earlier_id = Subquery(before.order_by("-history_id").values("history_id")[:1])
        after = past.filter(history_id__in=ids).select_related("history_user")
        self.after = {row.history_id: row for row in after.annotate(earlier_id=earlier_id)}
        earlier = [row.earlier_id for row in self.after.values()]
        self.before = past.filter(kin.only).in_bulk(earlier)  # what is not shown is not told either
        self.fields = [
            column
            for column in kin.past.tracked_fields  # type: ignore[attr-defined]
            if not column.primary_key and column.name not in {*kin.path[:1], *UNSEEN}
        ]
        self.lists = self._lists()

    def all_rows(self) -> list[Any]:
        return [*self.after.values(), *self.before.values()]

    def _lists(self) -> dict[Any, dict[int, list[int]]]:
        """For each many-to-many field: historical row to the keys it held."""
        found = {}
        ids = [row.history_id for row in self.all_rows()]
        for many in self.kin.past._history_m2m_fields:  # type: ignore[attr-defined]
            held: dict[int, list[int]] = defaultdict(list)
            model = HistoricalRecords.m2m_models[many]
            pairs = model.objects.filter(history_id__in=ids).order_by("m2m_history_id")
            for history_id, key in pairs.values_list("history_id", many.m2m_reverse_name()):
                held[history_id].append(key)
            found[many] = held
        return found

    def start(self) -> dict[Any, dict[str, Any] | None]:
        """The fields of each row before the oldest line of it that is here."""
        found: dict[Any, dict[str, Any] | None] = {}
        for _id, row in sorted(self.after.items()):
            found.setdefault(row.id, self._values(self.before.get(row.earlier_id)))
        return found

    def _values(self, row: Any) -> dict[str, Any] | None:
        if row is None:
            return None
        columns = self.kin.past.tracked_fields  # type: ignore[attr-defined]
        values = {column.name: getattr(row, column.attname) for column in columns}
        lists = {many.name: held.get(row.history_id, []) for many, held in self.lists.items()}
        return values | lists

    def moment(self, history_id: int, names: Names) -> Moment:
        row = self.after[history_id]
        earlier = self.before.get(row.earlier_id)
        if row.history_type == "-":
            earlier, now = row, None
        else:
            now = row
        return Moment(
            at=row.history_date,
            who=str(row.history_user) if row.history_user else _("a command"),
            act=row.history_type,
            thing=str(self.kin.model._meta.verbose_name),
            name=names.of_row(self.kin.model, row),
            changes=tuple(self._changes(earlier, now, names)),
        )

    def _changes(self, earlier: Any, now: Any, names: Names) -> Iterable[Change]:
        for column in self.fields:
            old, new = (row and getattr(row, column.attname) for row in (earlier, now))
            if (old or None) != (new or None) and not (
                column.name == "order" and not (earlier and now)
            ):
                words = [names.value(column, value) for value in (old, new)]
                yield Change(str(column.verbose_name), *words)
        for many, held in self.lists.items():
            old, new = (held.get(row.history_id, []) if row else [] for row in (earlier, now))
            if set(old) != set(new):
                words = [
                    ", ".join(names.of(many.related_model, key) for key in keys)
                    for keys in (old, new)
                ]
                yield Change(str(many.verbose_name), *words)
