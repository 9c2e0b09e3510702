"""Full-text search in PostgreSQL: tsvector (see `catalog.search.engine`).

Vectors and questions are written out, so that no dictionary or parser of the server has a say.
Source: https://www.postgresql.org/docs/current/datatype-textsearch.html
"""

from django.db import connection

from catalog.search.query import Term, Words
from catalog.search.text import BOUNDARY, Indexed

MATCHES = "t.words @@ %s::tsquery"
ID = "id"
IDS = "string_agg(t.id::text, ',')"
UNLIKE = """
SELECT meant.id FROM unnest(%s::bigint[], %s::text[]) AS meant(id, words)
LEFT JOIN catalog_search_{table} AS written ON written.id = meant.id
WHERE written.words IS DISTINCT FROM meant.words::tsvector
"""


def question(words: Words, languages: tuple[str, ...]) -> str:
    wanted = [f"({_term(term, languages)})" for term in words.terms]
    return " & ".join([*wanted, *(f"!({_term(term, languages)})" for term in words.without)])


def word(word: str) -> str:
    return _quoted(word)


def beginning(start: str) -> str:
    return _quoted(start) + ":*"


def within(ids: int, number: str = f"t.{ID}") -> tuple[str, tuple[object, ...]]:
    size = ids.bit_length() // 8 + 1
    condition = f"CASE WHEN {number} < %s THEN get_bit(%s, {number}::int) = 1 ELSE false END"
    return condition, (size * 8, ids.to_bytes(size, "little"))


def replace(table: str, texts: dict[int, Indexed | None]) -> None:
    rows = [(pk, _vector(text)) for pk, text in texts.items() if text]
    with connection.cursor() as cursor:
        name = f"catalog_search_{table}"
        cursor.execute(f"DELETE FROM {name} WHERE id = ANY(%s)", [list(texts)])
        with cursor.copy(f"COPY {name} (id, words) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


def unlike(table: str, texts: dict[int, Indexed | None]) -> set[int]:
    vectors = [_vector(text) if text else None for text in texts.values()]
    with connection.cursor() as cursor:
        cursor.execute(UNLIKE.format(table=table), [list(texts), vectors])
        return {pk for (pk,) in cursor.fetchall()}


def _vector(text: Indexed) -> str:
    """Words at their places; stems, which are in no phrase, at none."""
    places = [f"{word}:{at}" for at, word in enumerate(text.words, 1) if word != BOUNDARY]
    return " ".join([*places, *sorted(text.stems)])


def _term(term: Term, languages: tuple[str, ...]) -> str:
    forms = sorted(map(_quoted, term.stems(languages)))
    if term.stands_as_typed or not forms:
        typed = " <-> ".join(map(_quoted, term.words)) + (":*" if term.is_open else "")
        forms.append(f"({typed})")
    return " | ".join(forms)


def _quoted(word: str) -> str:
    return f"'{word}'"  # no word has a quote in it
