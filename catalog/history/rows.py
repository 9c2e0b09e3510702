"""Rows written many at once, each with its line of history.

Django's own bulk operations leave out the history that saving one row writes. Here the database
copies it from the rows themselves: a model's instance for each line would take most of the time.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Model
from simple_history.models import HistoricalRecords

from catalog.models import Film

AT_ONCE = 500
# Which live rows, as they are now, become lines of history.
REMEMBER = """
INSERT INTO {past} ({columns}, history_date, history_user_id, history_change_reason, history_type)
SELECT {columns}, %s, %s, %s, %s FROM {live} WHERE id IN ({marks}) ORDER BY id
"""
REMEMBER_SHARED = """
INSERT INTO {past} ({columns}, history_id)
SELECT {live_columns}, line.history_id FROM {live} AS live
JOIN catalog_historicalfilm AS line ON line.id = live.film_id AND line.history_date = %s
WHERE live.film_id IN ({marks}) ORDER BY live.id
"""


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
            changed = self.changed.pop(model, {})
            self.update(model, changed)
            self.remember(model, changed, "~")
            rows = self.added.pop(model, [])
            model._default_manager.bulk_create(rows)
            self.remember(model, rows, "+")

    def _remove(self, model: type[Model], rows: list[Any]) -> None:
        self.remember(model, rows, "-")
        for some in _some(rows):
            found = model._base_manager.filter(pk__in=[row.pk for row in some])
            found._raw_delete(found.db)  # all that hangs on them is removed by name, before

    def update(self, model: type[Model], rows: dict[Any, set[str]]) -> None:
        """Without history: a film's is written when all that it holds is."""
        if rows:
            columns = sorted(set().union(*rows.values()))
            model._default_manager.bulk_update(list(rows), columns, batch_size=AT_ONCE)

    def remember(self, model: type[Model], rows: Iterable[Any], act: str) -> None:
        """The rows' lines of history, as they are in the database now."""
        if not hasattr(model, "history"):
            return
        past = model.history.model
        columns = ", ".join(_quoted(column.column) for column in past.tracked_fields)
        sql = REMEMBER.format(
            past=past._meta.db_table, live=model._meta.db_table, columns=columns, marks="{}"
        )
        told = [self.at, self.by.pk if self.by else None, self.reason, act]
        with connection.cursor() as cursor:
            for some in _some(list(rows)):
                cursor.execute(_marked(sql, some), [*told, *(row.pk for row in some)])

    def remember_films(self, films: Iterable[Film], act: str) -> None:
        """Films with the subjects, collections and distributors that they now have."""
        films = list(films)
        self.remember(Film, films, act)
        for many in Film.history.model._history_m2m_fields:
            live, past = getattr(Film, many.name).through, HistoricalRecords.m2m_models[many]
            columns = [_quoted(column.column) for column in live._meta.fields]
            sql = REMEMBER_SHARED.format(
                past=past._meta.db_table,
                live=live._meta.db_table,
                columns=", ".join(columns),
                live_columns=", ".join(f"live.{column}" for column in columns),
                marks="{}",
            )
            with connection.cursor() as cursor:
                for some in _some(films):
                    cursor.execute(_marked(sql, some), [self.at, *(film.pk for film in some)])


def _marked(sql: str, rows: list[Any]) -> str:
    return sql.format(", ".join(["%s"] * len(rows)))


def _quoted(column: str) -> str:
    return connection.ops.quote_name(column)


def _some(rows: list[Any]) -> Iterable[list[Any]]:
    return (rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE))
