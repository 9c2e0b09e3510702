"""A file's records on disk, so that a million of them take no more memory than a hundred."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from catalog.exchange.importing.facts import Said, digest

TABLES = """
CREATE TABLE record (
  number INTEGER PRIMARY KEY, key TEXT UNIQUE, place INTEGER, title TEXT, said TEXT, unread TEXT
);
CREATE TABLE note (kind TEXT, place INTEGER, title TEXT, words TEXT, film INTEGER);
CREATE INDEX note_kind ON note (kind);
CREATE TABLE change (outcome TEXT, place INTEGER, title TEXT, film INTEGER, told TEXT);
CREATE INDEX change_outcome ON change (outcome);
CREATE TABLE named (kind TEXT, thing TEXT, is_new INTEGER, UNIQUE (kind, thing));
CREATE TABLE claimed (film INTEGER PRIMARY KEY, place INTEGER);
"""


@dataclass(frozen=True)
class Entry:
    """A record of the file, checked. number: its own in the spool, ascending."""

    number: int
    key: str
    place: int
    title: str
    said: Said
    unread: list[list[str]]

    @property
    def digest(self) -> str:
        return digest(self.said, self.unread)


class Note(NamedTuple):
    """Something to say of one record, or of one that is missing; kind: an `ImportLine.Kind`."""

    kind: str
    place: int | None
    title: str
    words: str
    film: int | None = None


class Spool:
    """A private database of SQLite's own, gone when it is closed."""

    def __init__(self) -> None:
        # An empty name is a file that SQLite makes, hides and deletes.
        self.database = sqlite3.connect("", isolation_level=None)
        self.database.execute("PRAGMA journal_mode = OFF")
        self.database.execute("PRAGMA cache_size = -8000")
        self.database.executescript(TABLES)
        self.last_of_file = 0

    def close(self) -> None:
        self.database.close()

    def add(self, entry: Entry) -> None:
        said = json.dumps(entry.said, ensure_ascii=False)
        unread = json.dumps(entry.unread, ensure_ascii=False)
        values = (entry.number, entry.key, entry.place, entry.title, said, unread)
        self.database.execute("INSERT OR REPLACE INTO record VALUES (?, ?, ?, ?, ?, ?)", values)

    def of_key(self, key: str) -> Entry | None:
        found = self.database.execute("SELECT * FROM record WHERE key = ?", [key]).fetchone()
        return _entry(found) if found else None

    def batches(self, size: int) -> Iterator[list[Entry]]:
        """All records, in the order of the file."""
        last = 0
        while True:
            sql = "SELECT * FROM record WHERE number > ? ORDER BY number LIMIT ?"
            rows = self.database.execute(sql, [last, size]).fetchall()
            if not rows:
                return
            last = rows[-1][0]
            yield [_entry(row) for row in rows]

    def count(self) -> int:
        return int(self.database.execute("SELECT count(*) FROM record").fetchone()[0])

    def known_keys(self, keys: Iterable[str]) -> set[str]:
        keys = list(keys)
        marks = ", ".join("?" * len(keys))
        sql = f"SELECT key FROM record WHERE key IN ({marks})"
        return {key for (key,) in self.database.execute(sql, keys)}

    # --- what is said of them -------------------------------------------------------------------

    def note(self, *notes: Note) -> None:
        self.database.executemany("INSERT INTO note VALUES (?, ?, ?, ?, ?)", notes)

    def notes(self, *kinds: str) -> Iterator[Note]:
        """In the order of the file."""
        marks = ", ".join("?" * len(kinds))
        sql = f"SELECT * FROM note WHERE kind IN ({marks}) ORDER BY place, rowid"
        for row in self.database.execute(sql, kinds):
            yield Note(*row)

    def count_notes(self, kind: str) -> int:
        found = self.database.execute("SELECT count(*) FROM note WHERE kind = ?", [kind])
        return int(found.fetchone()[0])

    def tell(self, outcome: str, entry: Entry, film: int | None, told: list[Any]) -> None:
        values = (outcome, entry.place, entry.title, film, json.dumps(told, ensure_ascii=False))
        self.database.execute("INSERT INTO change VALUES (?, ?, ?, ?, ?)", values)

    def told(self, outcome: str) -> Iterator[tuple[int, str, int | None, list[Any]]]:
        """Place, title, film and what changes of each record with this outcome."""
        sql = "SELECT place, title, film, told FROM change WHERE outcome = ? ORDER BY rowid"
        for place, title, film, told in self.database.execute(sql, [outcome]):
            yield place, title, film, json.loads(told)

    # --- what they name -------------------------------------------------------------------------

    def name(self, kind: str, thing: int | str, *, is_new: bool) -> None:
        """Count a person, subject … once, however many films name it.

        thing: its number, or the key of its name where it has none yet.
        """
        values = (kind, str(thing) if isinstance(thing, int) else f"~{thing}", is_new)
        self.database.execute("INSERT OR IGNORE INTO named VALUES (?, ?, ?)", values)

    def named(self) -> dict[tuple[str, bool], int]:
        """How many of each kind are new, and how many were there."""
        sql = "SELECT kind, is_new, count(*) FROM named GROUP BY kind, is_new"
        return {(kind, bool(new)): number for kind, new, number in self.database.execute(sql)}

    def is_new(self, kind: str, thing: int) -> bool:
        sql = "SELECT is_new FROM named WHERE kind = ? AND thing = ?"
        found = self.database.execute(sql, [kind, str(thing)]).fetchone()
        return bool(found and found[0])

    def claim(self, film: int, place: int) -> int:
        """The place of the first record that is of this film: this one, or one before it."""
        self.database.execute("INSERT OR IGNORE INTO claimed VALUES (?, ?)", [film, place])
        sql = "SELECT place FROM claimed WHERE film = ?"
        return int(self.database.execute(sql, [film]).fetchone()[0])

    def begin_anew(self) -> None:
        """Forget all that depends on the library; the file's records and their faults stay."""
        for table in ("change", "named", "claimed"):
            self.database.execute(f"DELETE FROM {table}")
        self.database.execute("DELETE FROM note WHERE rowid > ?", [self.last_of_file])

    def seal(self) -> None:
        """The file is read: what is noted from here on depends on the library."""
        found = self.database.execute("SELECT coalesce(max(rowid), 0) FROM note")
        self.last_of_file = int(found.fetchone()[0])


def _entry(row: tuple[Any, ...]) -> Entry:
    number, key, place, title, said, unread = row
    return Entry(number, key, place, title, json.loads(said), json.loads(unread))
