"""Full-text search in SQLite: FTS5 (see `catalog.search.engine`).

Source: https://www.sqlite.org/fts5.html, sections 3 and 4.
"""

from django.db import connection

from catalog.search.query import Term, Words
from catalog.search.text import Indexed

MATCHES = "t.catalog_search_{table} MATCH %s"
ID = "rowid"
IDS = "group_concat(t.rowid, ',')"


def question(words: Words, languages: tuple[str, ...]) -> str:
    wanted = " AND ".join(f"({_term(term, languages)})" for term in words.terms)
    return " NOT ".join([f"({wanted})", *(f"({_term(t, languages)})" for t in words.without)])


def word(word: str) -> str:
    return _quoted(word)


def beginning(start: str) -> str:
    return _quoted(start) + " *"


def within(ids: int, number: str = f"t.{ID}") -> tuple[str, tuple[object, ...]]:
    """One byte for each number, `1` where it is in the set: the database reads the one it needs."""
    return f"substr(%s, {number} + 1, 1) = x'31'", (f"{ids:b}"[::-1].encode("ascii"),)


def replace(table: str, texts: dict[int, Indexed | None]) -> None:
    rows = [(pk, *_columns(text)) for pk, text in texts.items() if text]
    with connection.cursor() as cursor:
        name = f"catalog_search_{table}"
        cursor.executemany(f"DELETE FROM {name} WHERE rowid = %s", [(pk,) for pk in texts])
        cursor.executemany(f"INSERT INTO {name} (rowid, words, stems) VALUES (%s, %s, %s)", rows)


def unlike(table: str, texts: dict[int, Indexed | None]) -> set[int]:
    ids = ", ".join(map(str, texts)) or "NULL"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rowid, words, stems FROM catalog_search_{table} WHERE rowid IN ({ids})"
        )
        written = {pk: tuple(columns) for pk, *columns in cursor.fetchall()}
    meant = {pk: _columns(text) for pk, text in texts.items() if text}
    return {pk for pk in texts if written.get(pk) != meant.get(pk)}


def _columns(text: Indexed) -> tuple[str, str]:
    return " ".join(text.words), " ".join(sorted(text.stems))


def _term(term: Term, languages: tuple[str, ...]) -> str:
    forms = sorted(map(_quoted, term.stems(languages)))
    if term.stands_as_typed or not forms:
        typed = " + ".join(map(_quoted, term.words)) + (" *" if term.is_open else "")
        forms.append(typed)
    return " OR ".join(forms)


def _quoted(word: str) -> str:
    return f'"{word}"'  # no word has a quote in it
