"""What the rule of availability needs to know of films at a university, read by hand-written SQL.

It is asked on every view of a film by somebody's student. Through the ORM the sentence takes six
times as long to write as to answer; its own converters make the values the same on each engine.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from django.db import connection
from django.db.models import Field

from catalog.models import Film
from streaming.models import Licence, Media

MEDIA = ["file", "rights_from", "rights_until", "territories", "withdrawn_at"]
TERM = ["starts_on", "ends_on", "revoked_at"]
FACTS = ", ".join(  # of a file, whether there is one: its name is nobody else's
    ["media.file <> ''", *(f"media.{n}" for n in MEDIA[1:]), *(f"licence.{n}" for n in TERM)]
)
HELD = f"""
SELECT film.id, {FACTS}
FROM catalog_film AS film
LEFT JOIN streaming_media AS media ON media.film_id = film.id
LEFT JOIN streaming_licence AS licence
  ON licence.film_id = film.id AND licence.university_id = %s
WHERE film.id IN ({{}})
"""

# All that it has ever licensed and that is published or will be, by title. The moment is None where
# it has come, as it mostly has: so many of them take long to read.
EVER_HELD = f"""
SELECT film.id, {FACTS},
  CASE WHEN film.published_from > %s THEN film.published_from END
FROM streaming_licence AS licence
JOIN catalog_film AS film ON film.id = licence.film_id
LEFT JOIN streaming_media AS media ON media.film_id = film.id
WHERE licence.university_id = %s AND film.published_from IS NOT NULL
ORDER BY film.sort_key, film.id
"""
MOST_KNOWN = 10_000  # values of a column: days and territories come again and again

Converter = Callable[[Any], Any]


def held(film_ids: list[int], university_id: int) -> Iterator[tuple]:
    """One row for each licence, or one for a film without: id, five values of media, three of it.

    Ids of no film give no row. One query.
    """
    marks = ", ".join(["%s"] * len(film_ids))
    with connection.cursor() as cursor:
        cursor.execute(HELD.format(marks), [university_id, *film_ids])
        rows = cursor.fetchall()
    return _converted(rows)


def ever_held(university_id: int, *, at: datetime) -> tuple[dict[int, int], list[tuple]]:
    """All films that a university has licensed, published at some time, by title, by their kind.

    Films of one kind, by number, are alike in all that the rule asks. Of each kind come the same
    rows, with its number for the film's, and a ninth value: the instant at which it will be
    published, None where that is over. One query.
    """
    now = connection.ops.adapt_datetimefield_value(at)
    films: dict[int, tuple[tuple, ...]] = {}
    with connection.cursor() as cursor:
        cursor.execute(EVER_HELD, [now, university_id])
        for row in cursor.fetchall():
            films[row[0]] = (*films.get(row[0], ()), row[1:])
    kinds = {kind: number for number, kind in enumerate(dict.fromkeys(films.values()))}
    rows = ((number, *row) for kind, number in kinds.items() for row in kind)
    of_kinds = list(_converted(rows, Film._meta.get_field("published_from")))
    return {film_id: kinds[kind] for film_id, kind in films.items()}, of_kinds


def _converted(rows: Iterable[tuple], *further: Field) -> Iterator[tuple]:
    converters = _converters(connection.vendor, *further)
    for row in rows:
        values = list(row)
        for place, convert in converters:
            if values[place] is not None:
                values[place] = convert(values[place])
        yield tuple(values)


@cache
def _converters(_vendor: str, *further: Field) -> list[tuple[int, Converter]]:
    """By column, what makes the engine's value into Python's, where they differ."""
    fields: list[Any] = [Media._meta.get_field(name) for name in MEDIA]
    fields += [*(Licence._meta.get_field(name) for name in TERM), *further]
    found = ((place, _converter(field)) for place, field in enumerate(fields, start=1))
    return [(place, converter) for place, converter in found if converter]


def _converter(field: Field) -> Converter | None:
    column = field.get_col(field.model._meta.db_table)
    steps = [*connection.ops.get_db_converters(column), *column.get_db_converters(connection)]
    if not steps:
        return None

    @lru_cache(maxsize=MOST_KNOWN)
    def convert(value: Any) -> Any:
        for step in steps:
            value = step(value, column, connection)
        return value

    return convert
