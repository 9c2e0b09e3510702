"""Rows written past the ORM, thousands at once: five million would take it most of an hour.

Values are given as both databases read them: dates and instants (in UTC) in ISO 8601, JSON as
text. No history, no signal, no `save()`.
"""

from collections.abc import Iterable
from itertools import islice
from typing import Any

from django.core.management.color import no_style
from django.db import connection
from django.db.models import Max, Model

AT_ONCE = 10_000


class Table:
    """A model's table, with the columns that are given; the others take their defaults."""

    def __init__(self, model: type[Model], *columns: str) -> None:
        self.model = model
        fields = {field.name: field for field in model._meta.concrete_fields}
        given = [fields.pop(name) for name in columns]
        others = fields.values()
        rest = [(f, f.get_db_prep_save(f.get_default(), connection)) for f in others]
        rest = [(field, value) for field, value in rest if not field.primary_key]
        self.rest = tuple(value for _field, value in rest)
        self.columns = [str(field.column) for field in [*given, *(field for field, _value in rest)]]
        self.next_id = (model._default_manager.aggregate(last=Max("pk"))["last"] or 0) + 1

    def take_id(self) -> int:
        """The number of the next row; nothing has to be read back."""
        number = self.next_id
        self.next_id += 1
        return number

    def write(self, rows: Iterable[tuple[Any, ...]]) -> None:
        whole = (row + self.rest for row in rows)
        quoted = connection.ops.quote_name
        columns = ", ".join(quoted(column) for column in self.columns)
        table = f"{quoted(self.model._meta.db_table)} ({columns})"
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                    for row in whole:
                        copy.write_row(row)
            else:
                marks = ", ".join(["%s"] * len(self.columns))
                while some := list(islice(whole, AT_ONCE)):
                    cursor.executemany(f"INSERT INTO {table} VALUES ({marks})", some)

    def finish(self) -> None:
        """Let the database go on counting where we stopped."""
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), [self.model]):
                cursor.execute(statement)
