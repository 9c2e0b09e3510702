"""The database notes which films an edit touched, inside the transaction of that edit.

Which change touches which film's page is law already (`catalog.ready.law`): a page that gets a
new mark is a film to be indexed anew. A film that comes, goes or moves is noted by itself.

Like the triggers of that law, these are lifted for migrations and laid at their end. They stay
where that law is lifted for a load: at its end every mark is new, and so every film is noted.
"""

from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from catalog.ready.triggers import CHANGES, NEW_MARK

NOTE = (
    "INSERT INTO catalog_searchstale (film_id, mark) SELECT {films}"
    " ON CONFLICT (film_id) DO UPDATE SET mark = excluded.mark"
)
# By the slug's own index: a page's name is `film:` and the slug.
OF_A_PAGE = (
    "id, {mark} FROM catalog_film WHERE slug = substr(NEW.of, 6) AND 'film:' || slug = NEW.of"
)
OF_A_FILM = "{row}.id, {mark} WHERE true"
EVERY_FILM = "id, {mark} FROM catalog_film WHERE true"
OUT_OF_STEP = (
    "id, {mark} FROM catalog_film WHERE id NOT IN (SELECT film_id FROM catalog_searchentry)"
    " UNION ALL SELECT film_id, {mark} FROM catalog_searchentry"
    " WHERE NOT EXISTS (SELECT 1 FROM catalog_film WHERE id = film_id)"
    " AND published_from IS NOT NULL"
)
TRIGGERS = {  # name: table, change, which films it notes
    **{
        f"search_note_film_{change.lower()}": ("catalog_film", change, OF_A_FILM, rows[-1])
        for change, rows in CHANGES.items()
    },
    "search_note_page_insert": ("catalog_stamp", "INSERT", OF_A_PAGE, ""),
    "search_note_page_update": ("catalog_stamp", "UPDATE", OF_A_PAGE, ""),
}


def lay(using: str = DEFAULT_DB_ALIAS, plan: Any = (), **_signal: Any) -> None:
    """Lay the triggers; note what is out of step, and every film where migrations were run.

    plan: the migrations that `migrate` has just run.
    """
    connection = connections[using]
    if "catalog_searchstale" not in connection.introspection.table_names():
        return
    lift(using)
    with transaction.atomic(using), connection.cursor() as cursor:
        for name, (table, change, films, row) in TRIGGERS.items():
            _create(cursor, connection.vendor, name, table, change, _note(using, films, row))
    note(using, everything=any(migration.app_label == "catalog" for migration, _back in plan))


def lift(using: str = DEFAULT_DB_ALIAS, **_signal: Any) -> None:
    connection = connections[using]
    tables = connection.introspection.table_names()
    with transaction.atomic(using), connection.cursor() as cursor:
        for name, (table, *_rest) in TRIGGERS.items():
            if table not in tables:
                continue
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
                cursor.execute(f"DROP FUNCTION IF EXISTS {name}()")


def note(using: str = DEFAULT_DB_ALIAS, *, everything: bool) -> None:
    """Note every film, or those that the index lacks or has too many."""
    with connections[using].cursor() as cursor:
        cursor.execute(_note(using, EVERY_FILM if everything else OUT_OF_STEP))
        if everything:
            cursor.execute(_note(using, OUT_OF_STEP))


def _note(using: str, films: str, row: str = "") -> str:
    mark = NEW_MARK[connections[using].vendor]
    return NOTE.format(films=films.format(mark=mark, row=row))


def _create(cursor: Any, vendor: str, name: str, table: str, change: str, body: str) -> None:
    if vendor == "sqlite":
        cursor.execute(f"CREATE TRIGGER {name} AFTER {change} ON {table} BEGIN {body}; END")
        return
    cursor.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$"
        f" BEGIN {body}; RETURN NULL; END $$"
    )
    cursor.execute(
        f"CREATE TRIGGER {name} AFTER {change} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )
