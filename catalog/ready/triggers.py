"""The law, kept by the database itself: one trigger for a table and a kind of change.

An edit can come by a form, a bulk update, an import or another program; a trigger sees them all,
and its new marks are committed, or rolled back, with the edit.

SQLite refuses to rebuild a table that a trigger speaks of, so migrations run with the triggers
lifted, and lay them again at their end.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import groupby
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.utils.module_loading import import_string

from catalog.ready.law import Touch

PREFIX = "ready_law_"
CHANGES = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
NEW_MARK = {"sqlite": "lower(hex(randomblob(12)))", "postgresql": "gen_random_uuid()::text"}


@cache
def the_law() -> tuple[Touch, ...]:
    """Every app's lines, in the order of the settings."""
    return tuple(touch for path in settings.READY_LAWS for touch in import_string(path))


@cache
def shared_things() -> tuple[str, ...]:
    """The things that are not one film's: those the law names whole."""
    names = {touch.things.split("'")[1] for touch in the_law()}
    return tuple(sorted(name for name in names if not name.endswith(":")))


def lay(using: str = DEFAULT_DB_ALIAS, **_signal: Any) -> None:
    """Lay the triggers anew, and give everything a new mark: nothing kept is trusted."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    law = [touch for touch in the_law() if touch.table in tables]
    if "catalog_stamp" not in tables or not law:
        return
    lift(using)
    named = " UNION ".join(_named(law))
    with transaction.atomic(using), connection.cursor() as cursor:
        for table, touches in groupby(sorted(law, key=lambda t: t.table), key=lambda t: t.table):
            for statement in _triggers(connection.vendor, table, list(touches)):
                cursor.execute(statement)
        mark = NEW_MARK[connection.vendor]
        cursor.execute("DELETE FROM catalog_stamp")
        cursor.execute(f"INSERT INTO catalog_stamp (of, mark) SELECT of, {mark} FROM ({named}) x")


def _named(law: list[Touch]) -> Iterator[str]:
    """Selects of everything there is to keep: what pages share, and what a row names of itself."""
    yield from (f"SELECT '{name}' AS of" for name in shared_things())
    for touch in law:
        if " FROM " not in touch.things:
            yield f'{touch.things.format(row="one")} FROM "{touch.table}" AS one'


def lift(using: str = DEFAULT_DB_ALIAS, **_signal: Any) -> None:
    """Take every trigger of the law away."""
    connection = connections[using]
    with transaction.atomic(using), connection.cursor() as cursor:
        for name, table in laid(using):
            if connection.vendor == "sqlite":
                cursor.execute(f'DROP TRIGGER "{name}"')
            else:
                cursor.execute(f'DROP TRIGGER "{name}" ON "{table}"')
                cursor.execute(f'DROP FUNCTION "{name}"()')


@contextmanager
def lifted(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """For a load of very many rows: without triggers inside, all marks new at the end.

    One transaction, so that no other reader sees the rows before the marks.
    """
    with transaction.atomic(using):
        lift(using)
        yield
        lay(using)


def laid(using: str = DEFAULT_DB_ALIAS) -> list[tuple[str, str]]:
    """Name and table of each trigger of the law that the database has now."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        names = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s"
    else:
        names = (
            "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE NOT tgisinternal AND tgname LIKE %s"
        )
    with connection.cursor() as cursor:
        cursor.execute(names, [f"{PREFIX}%"])
        return list(cursor.fetchall())


def missing(using: str = DEFAULT_DB_ALIAS) -> set[str]:
    """The names of triggers that the law asks for and the database does not have."""
    asked = {_name(touch.table, change) for touch in the_law() for change in CHANGES}
    return asked - {name for name, _table in laid(using)}


def _name(table: str, change: str) -> str:
    return f"{PREFIX}{table}_{change.lower()}"


def _triggers(vendor: str, table: str, touches: list[Touch]) -> Iterator[str]:
    for change, rows in CHANGES.items():
        name = _name(table, change)
        columns = ", ".join(touches[0].columns) if change == "UPDATE" else ""
        when = f"{change} OF {columns}" if columns else change
        body = [_renew(vendor, touch.things.format(row=row)) for touch in touches for row in rows]
        if table == "catalog_film" and change != "INSERT":
            body += [_forget("catalog_stamp", "film"), _forget("catalog_ready", "film")]
            body.append(_forget("catalog_ready", "similar"))
        if vendor == "sqlite":
            yield f'CREATE TRIGGER "{name}" AFTER {when} ON "{table}" BEGIN {" ".join(body)} END'
        else:
            yield (
                # Its function may be left from a trigger that somebody took away alone.
                f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $$'
                f" BEGIN {_wait_for_others(table, change, touches)} {' '.join(body)}"
                " RETURN NULL; END $$"
            )
            yield (
                f'CREATE TRIGGER "{name}" AFTER {when} ON "{table}"'
                f' FOR EACH ROW EXECUTE FUNCTION "{name}"()'
            )


def _renew(vendor: str, things: str) -> str:
    # "WHERE true" is how SQLite tells an upsert's ON from a join's, in a select without WHERE.
    where = "" if " WHERE " in things else " WHERE true"
    return (
        f"INSERT INTO catalog_stamp (of, mark) SELECT thing, {NEW_MARK[vendor]}"
        f" FROM ({things}{where}) AS touched(thing) WHERE true"
        " ON CONFLICT (of) DO UPDATE SET mark = excluded.mark;"
        if vendor == "postgresql"
        else f"INSERT INTO catalog_stamp (of, mark) SELECT *, {NEW_MARK[vendor]}"
        f" FROM ({things}{where}) WHERE true"
        " ON CONFLICT (of) DO UPDATE SET mark = excluded.mark;"
    )


def _forget(kept: str, name: str) -> str:
    """An address where no film is any more has no mark: it may lead to the present one."""
    return (
        f"DELETE FROM {kept} WHERE of = '{name}:' || OLD.slug"
        " AND NOT EXISTS (SELECT 1 FROM catalog_film WHERE slug = OLD.slug);"
    )


def _wait_for_others(table: str, change: str, touches: list[Touch]) -> str:
    """Let no row be tied to this one, unseen, between the change and its commit.

    PostgreSQL lets another transaction add a participation while a festival is renamed; that film
    would be missed here and read the old name there. A full lock makes one wait for the other.
    The same for a row that the change goes through, as an alias goes through its festival.
    SQLite has one writer at a time.
    """
    through = dict.fromkeys(
        touch.through.format(row=row) for touch in touches for row in CHANGES[change]
    )
    rows = [row for row in through if row]
    if change == "UPDATE" and not table.startswith("catalog_film_"):
        rows.append(f'"{table}" WHERE id = NEW.id')
    return " ".join(f"PERFORM 1 FROM {row} FOR UPDATE;" for row in rows)
