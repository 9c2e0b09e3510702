"""What points at a thing, in whatever app, and where two rows would become the same one."""

from collections.abc import Hashable, Iterator
from typing import Any

from django.db.models import ForeignKey, Model, UniqueConstraint


def pointing_at(model: type[Model]) -> Iterator[tuple[type[Model], ForeignKey]]:
    """Every model with a foreign key to this one, and the key. History points at what was."""
    for relation in model._meta.get_fields(include_hidden=True):
        column = getattr(relation, "field", None)
        if not (relation.auto_created and isinstance(column, ForeignKey)):
            continue
        if column.db_constraint:  # type: ignore[attr-defined]
            yield column.model, column


def twin_keys(row: Any, column: ForeignKey) -> Iterator[Hashable]:
    """What is unique of a row besides this column: equal keys make two rows one."""
    for names in _unique_with(type(row), column.name):
        others = [name for name in names if name != column.name]
        yield names, *(getattr(row, row._meta.get_field(name).attname) for name in others)


def _unique_with(model: type[Model], name: str) -> Iterator[tuple[str, ...]]:
    meta = model._meta
    groups = [tuple(group) for group in meta.unique_together]
    for constraint in meta.constraints:
        if isinstance(constraint, UniqueConstraint) and constraint.condition is None:
            groups.append(tuple(constraint.fields))
    yield from (group for group in groups if name in group)
    if getattr(meta.get_field(name), "unique", False):
        yield (name,)
