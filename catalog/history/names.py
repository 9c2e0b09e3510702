"""Names for the keys that history holds."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import ForeignKey, Model

from catalog.words import value_in_words


class Names:
    """The names of all rows that some historical rows point at, those since removed among them."""

    def __init__(self, pasts: Iterable[Any]) -> None:
        wanted: dict[type[Model], set[Any]] = defaultdict(set)
        for past in pasts:
            for column in past.kin.past.tracked_fields:
                if isinstance(column, ForeignKey):
                    keys = {getattr(row, column.attname) for row in past.all_rows()}
                    wanted[column.related_model] |= keys - {None}
            for many, held in past.lists.items():
                wanted[many.related_model] |= {key for keys in held.values() for key in keys}
        self.rows = {model: self._find(model, keys) for model, keys in wanted.items()}

    @staticmethod
    def _find(model: type[Model], keys: set[Any]) -> dict[Any, Any]:
        found = model._default_manager.in_bulk(keys)
        missing = keys - found.keys()
        if missing and hasattr(model, "history"):
            for row in model.history.filter(id__in=missing).order_by("history_id"):
                found[row.id] = _as_it_was(model, row)
        return found

    def of(self, model: type[Model], key: Any) -> str:
        row = self.rows.get(model, {}).get(key)
        return str(row) if row is not None else f"#{key}"

    def value(self, column: Any, value: Any) -> str:
        if isinstance(column, ForeignKey):
            return "" if value is None else self.of(column.related_model, value)
        return value_in_words(column, value)

    def of_row(self, model: type[Model], past: Any) -> str:
        """A historical row's own name, as it was, without asking for what it points at."""
        row = _as_it_was(model, past)
        for column in past.tracked_fields:
            if isinstance(column, ForeignKey):
                key = getattr(past, column.attname)
                target = self.rows.get(column.related_model, {}).get(key)
                if target is None and key is not None:
                    return f"#{past.id}"
                if target is not None:
                    setattr(row, column.name, target)
        return str(row)


def _as_it_was(model: type[Model], past: Any) -> Model:
    values = {column.attname: getattr(past, column.attname) for column in past.tracked_fields}
    return model(**values)
