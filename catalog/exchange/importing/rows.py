"""Rows written many at once, each with its line of history.

Django's own bulk operations leave out what saving one row does: the history, here written by hand,
and the film's sort key, which is worked out before.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model
from simple_history.models import HistoricalRecords

from catalog.models import Film

AT_ONCE = 500


@dataclass
class Rows:
    """What one batch adds, changes and removes. by, at, reason: as its history tells it."""

    by: Any
    at: datetime
    reason: str
    added: dict[type[Model], list[Any]] = field(default_factory=lambda: defaultdict(list))
    changed: dict[type[Model], dict[Any, set[str]]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    removed: dict[type[Model], list[Any]] = field(default_factory=lambda: defaultdict(list))

    def add(self, row: Any) -> None:
        self.added[type(row)].append(row)

    def change(self, row: Any, *columns: str) -> None:
        self.changed[type(row)].setdefault(row, set()).update(columns)

    def remove(self, row: Any) -> None:
        self.removed[type(row)].append(row)

    def write(self, models: Sequence[type[Model]]) -> None:
        """Write what there is of these, in their order; rows that are removed go last first."""
        for model in reversed(models):
            self._remove(model, self.removed.pop(model, []))
        for model in models:
            self._change(model, self.changed.pop(model, {}))
            rows = self.added.pop(model, [])
            model._default_manager.bulk_create(rows)
            self.remember(rows, "+")

    def _remove(self, model: type[Model], rows: list[Any]) -> None:
        self.remember(rows, "-")
        for some in _some(rows):
            found = model._base_manager.filter(pk__in=[row.pk for row in some])
            found._raw_delete(found.db)  # all that hangs on them is removed by name, before

    def _change(self, model: type[Model], rows: dict[Any, set[str]]) -> None:
        self.update(model, rows)
        self.remember(list(rows), "~")

    def update(self, model: type[Model], rows: dict[Any, set[str]]) -> None:
        """Without history: a film's is written when all that it holds is."""
        if rows:
            columns = sorted(set().union(*rows.values()))
            model._default_manager.bulk_update(list(rows), columns, batch_size=AT_ONCE)

    def remember(self, rows: Iterable[Any], act: str) -> list[Any]:
        """The rows' lines of history, written. Many-to-many tables have none of their own."""
        rows = list(rows)
        if not rows or not hasattr(type(rows[0]), "history"):
            return []
        past = type(rows[0]).history.model
        columns = [column.attname for column in past.tracked_fields]
        told = {
            "history_date": self.at,
            "history_user": self.by,
            "history_change_reason": self.reason,
            "history_type": act,
        }
        lines = [past(**{c: getattr(row, c) for c in columns}, **told) for row in rows]
        return list(past.objects.bulk_create(lines))

    def remember_films(self, films: Iterable[Film], act: str) -> None:
        """Films with the subjects, collections and distributors that they now have."""
        lines = {line.id: line for line in self.remember(films, act)}
        for many in Film.history.model._history_m2m_fields:
            through = getattr(Film, many.name).through
            kept = HistoricalRecords.m2m_models[many]
            rows = []
            for some in _some(list(lines)):
                for row in through._default_manager.filter(film_id__in=some).order_by("pk"):
                    same = {
                        column.attname: getattr(row, column.attname) for column in row._meta.fields
                    }
                    rows.append(kept(history=lines[row.film_id], **same))
            kept.objects.bulk_create(rows)


def _some(rows: list[Any]) -> Iterable[list[Any]]:
    return (rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE))
