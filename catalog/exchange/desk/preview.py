"""What was found out of a file, to page through before the yes."""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from typing import Any

from django.utils.translation import gettext_lazy as _

from catalog.exchange.desk import files
from catalog.exchange.desk.lists import PER_PAGE, Line, List, Page, page_of
from catalog.models import ImportLine, Upload

Kind = ImportLine.Kind
CHANGES = {"new": _("New"), "changed": _("Changed")}  # told as changes, the others as notes
LISTS = [
    (Kind.REJECTED.value, Kind.REJECTED.label),
    *CHANGES.items(),
    *((kind.value, kind.label) for kind in Kind if kind != Kind.REJECTED),
]


class Preview:
    """The preview of an upload. Raises OSError where its file is gone."""

    def __init__(self, upload: Upload) -> None:
        self.path = files.folder_of(upload.folder) / files.PREVIEW
        if not self.path.is_file():
            raise FileNotFoundError(self.path)
        sql = "SELECT outcome, count(*) FROM change GROUP BY outcome UNION ALL"
        numbers = dict(self._rows(f"{sql} SELECT kind, count(*) FROM note GROUP BY kind"))
        found = ((name, words) for name, words in LISTS if numbers.get(name))
        self.lists = [List(name, words, numbers[name]) for name, words in found]

    def page(self, name: str, number: int) -> Page | None:
        return page_of(self.lists, name, number, self._lines)

    def _lines(self, name: str, start: int) -> Sequence[Line]:
        if name in CHANGES:
            sql = "SELECT place, title, '', film, told FROM change WHERE outcome = ?"
        else:
            sql = "SELECT place, title, words, film, '[]' FROM note WHERE kind = ?"
        rows = self._rows(f"{sql} ORDER BY place, rowid LIMIT ? OFFSET ?", name, PER_PAGE, start)
        return [
            Line(place, title, words, film, json.loads(told))
            for place, title, words, film, told in rows
        ]

    def _rows(self, sql: str, *values: Any) -> list[Any]:
        with closing(sqlite3.connect(f"{self.path.as_uri()}?mode=ro", uri=True)) as database:
            return database.execute(sql, values).fetchall()
