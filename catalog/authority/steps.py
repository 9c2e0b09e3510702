"""Rows changed, made and removed, step by step, so that each step can be taken back."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps

from catalog.history.rows import Rows
from catalog.models import Film

Values = dict[str, Any]
OF_A_FILM = frozenset(field.remote_field.through for field in Film._meta.many_to_many)


class Changed(ValueError):
    """A row is not as a step left it; its words name the row."""


class Steps:
    """Takes steps and remembers them: a table, a row's number, its values before and after.

    A row that was made has nothing before, one that was removed nothing after. Keys between rows
    are checked at the end of the transaction, so a row may go before those that point at it.
    """

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.taken: list[tuple[Any, Values | None, list[str]]] = []
        self.films: set[int] = set()  # a film's own history tells its subjects, say

    def change(self, row: Any, **values: Any) -> None:
        """values: by the names of the columns, `person_id`."""
        columns = list(values)
        before = _values(row, columns)
        for name, value in values.items():
            setattr(row, name, value)
        self.rows.change(row, *(_column(type(row), name).name for name in columns))
        self._remember(row, before, columns)

    def make(self, row: Any) -> None:
        self.rows.add(row)
        self._remember(row, None, _columns(type(row)))

    def remove(self, row: Any) -> None:
        self.rows.remove(row)
        self._remember(row, _values(row, _columns(type(row))), [])

    def _remember(self, row: Any, before: Values | None, columns: list[str]) -> None:
        self.taken.append((row, before, columns))
        if type(row) in OF_A_FILM:
            self.films.add(row.film_id)

    def write(self) -> None:
        """Carry out the steps so far: what is removed goes before its place is taken."""
        touched = [*self.rows.removed, *self.rows.changed, *self.rows.added]
        self.rows.write(list(dict.fromkeys(touched)))

    def finish(self) -> None:
        """Let the films' own history tell what became of their subjects, say."""
        self.rows.remember_films(Film.objects.filter(pk__in=self.films), "~")

    def told(self) -> list[Values]:
        """The steps for JSON, once they are written."""
        return [
            {
                "table": row._meta.label,
                "pk": row.pk,
                "before": before,
                "after": _values(row, columns) if columns else None,
            }
            for row, before, columns in self.taken
        ]

    def undo(self, told: Iterable[Values]) -> None:
        """Take steps back, last first. Raises Changed where a row is not as it was left."""
        told = list(told)
        left = [(step, _as_left(step)) for step in reversed(told) if step["after"] is not None]
        for step, row in left:
            if step["before"] is None:
                self.remove(row)
        self.write()
        for step in told:
            if step["after"] is None:
                model = apps.get_model(step["table"])
                self.make(model(**_read(model, step["before"])))
        self.write()
        for step, row in left:
            if step["before"] is not None:
                self.change(row, **_read(type(row), step["before"]))
        self.write()
        self.finish()


def _as_left(step: Values) -> Any:
    """The row, which is as the step left it."""
    model = apps.get_model(step["table"])
    row = model._default_manager.select_for_update().filter(pk=step["pk"]).first()
    if row is None:
        raise Changed(step["after"].get("name") or str(model._meta.verbose_name))
    after = _read(model, step["after"])
    if any(getattr(row, name) != value for name, value in after.items()):
        raise Changed(str(row))
    return row


def _columns(model: Any) -> list[str]:
    return [column.attname for column in model._meta.concrete_fields]


def _column(model: Any, attname: str) -> Any:
    return next(column for column in model._meta.concrete_fields if column.attname == attname)


def _values(row: Any, columns: list[str]) -> Values:
    """As text, which every column reads back; nothing stays nothing."""
    values = {}
    for name in columns:
        column = _column(type(row), name)
        is_empty = getattr(row, name) is None
        values[name] = None if is_empty else column.value_to_string(row)
    return values


def _read(model: Any, values: Values) -> Values:
    return {name: _column(model, name).to_python(value) for name, value in values.items()}
