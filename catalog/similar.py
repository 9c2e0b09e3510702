"""Films that are like another, and why: chosen by what they share, never by chance.

From each thing that the film has, a few films are looked at to both sides of it in the order of
the catalogue; so a subject of ten thousand films costs no more than one of fifty. What few films
share weighs more. Of drafts as many as would be shown are in the list too: on the day they are
published they stand in their place without anything having to be found out anew.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from catalog.models import Film
from catalog.record import FilmRecord

TO_EACH_SIDE = 16  # films looked at from each thing; 40 take twice the time to find
PUBLISHED, AT_MOST = 9, 24  # films in a list, without and with drafts

NEXT = """
CASE kind
WHEN 'director' THEN (SELECT {end}(film_id) FROM catalog_credit
  WHERE person_id = near.id AND role = 'director' AND film_id {beyond} near.film_id)
WHEN 'collection' THEN (SELECT {end}(film_id) FROM catalog_film_collections
  WHERE collection_id = near.id AND film_id {beyond} near.film_id)
WHEN 'subject' THEN (SELECT {end}(film_id) FROM catalog_film_subjects
  WHERE subject_id = near.id AND film_id {beyond} near.film_id)
ELSE (SELECT {end}(film_id) FROM catalog_participation
  WHERE festival_id = near.id AND film_id {beyond} near.film_id)
END
"""
SIMILAR = f"""
WITH RECURSIVE mine(kind, id) AS (
  SELECT 'director', person_id FROM catalog_credit WHERE film_id = %(film)s AND role = 'director'
  UNION SELECT 'collection', collection_id FROM catalog_film_collections WHERE film_id = %(film)s
  UNION SELECT 'subject', subject_id FROM catalog_film_subjects WHERE film_id = %(film)s
  UNION SELECT 'festival', festival_id FROM catalog_participation WHERE film_id = %(film)s
),
near(kind, id, film_id, side, step) AS (
  SELECT kind, id, CAST(%(film)s AS bigint), side, 0 FROM mine,
    (SELECT 1 AS side UNION ALL SELECT -1) AS sides
  UNION ALL
  SELECT kind, id, CASE side
    WHEN 1 THEN {NEXT.format(end="MIN", beyond=">")}
    ELSE {NEXT.format(end="MAX", beyond="<")} END, side, step + 1
  FROM near WHERE film_id IS NOT NULL AND step < %(steps)s
),
found AS (SELECT kind, id, film_id FROM near WHERE step > 0 AND film_id IS NOT NULL),
weight(kind, id, points) AS (
  SELECT kind, id, CASE kind WHEN 'director' THEN 1000 WHEN 'collection' THEN 400 ELSE 0 END
    + CASE kind WHEN 'festival' THEN 500 ELSE 2000 END / (10 + COUNT(*))
  FROM found GROUP BY kind, id
),
ordered AS (
  SELECT kind, id, points, ROW_NUMBER() OVER (ORDER BY points DESC, kind, id) AS place FROM weight
),
shared AS (
  SELECT film_id, SUM(points) AS score, MIN(place) AS heaviest
  FROM found JOIN ordered USING (kind, id) GROUP BY film_id
),
scored AS (
  SELECT shared.film_id, kind, ordered.id, film.published_from,
    CASE WHEN film.year_from / 10 = this.year_from / 10 THEN film.year_from / 10 * 10 END AS decade,
    score
    + CASE WHEN film.year_from / 10 = this.year_from / 10 THEN 30 ELSE 0 END
    + CASE WHEN CAST(film.countries AS text) = CAST(this.countries AS text) THEN 15 ELSE 0 END
    AS score,
    ABS(COALESCE(film.year_from, 0) - COALESCE(this.year_from, 0)) AS years_apart
  FROM shared JOIN ordered ON ordered.place = heaviest
  JOIN catalog_film AS film ON film.id = shared.film_id
  JOIN catalog_film AS this ON this.id = %(film)s
),
ranked AS (
  SELECT film_id, kind, id, decade,
    ROW_NUMBER() OVER best AS place,
    COUNT(published_from) OVER best - CASE WHEN published_from IS NULL THEN 0 ELSE 1 END
    AS published_before
  FROM scored WINDOW best AS (
    ORDER BY score DESC, years_apart, ABS(film_id - %(film)s), film_id
  )
)
SELECT place, ranked.kind, subject.name, decade, mark.of, mark.mark, film.id, film.slug, film.title,
  film.year_from, film.year_to, CAST(film.year_is_circa AS integer), film.runtime_seconds,
  CAST(film.countries AS text), CAST(film.published_from AS text), CAST({{gone_at}} AS text)
FROM ranked
JOIN catalog_film AS film ON film.id = ranked.film_id
JOIN catalog_stamp AS mark ON mark.of = 'film:' || film.slug
LEFT JOIN catalog_subject AS subject ON ranked.kind = 'subject' AND subject.id = ranked.id
WHERE published_before < {PUBLISHED} AND place <= {AT_MOST}
UNION ALL
SELECT 0, '', '', 0, own.name, COALESCE(mark.mark, ''), 0, '', '', 0, 0, 0, 0, '', '', ''
FROM (
  SELECT 'directed:' || id AS name FROM mine WHERE kind = 'director'
) AS own LEFT JOIN catalog_stamp AS mark ON mark.of = own.name
ORDER BY 1
"""


@dataclass(frozen=True)
class Similar:
    """A film that is like another.

    kind: of what they share that counts most: director, collection, subject or festival.
    subject: its name, where it is one. decade: the one that both are from. gone_at: when the film
    is taken away, where that is known.
    """

    film: Film
    kind: str
    subject: str
    decade: int | None
    gone_at: datetime | None


@dataclass(frozen=True)
class SimilarFilms:
    """The likest first, drafts among them; and the present mark of each thing that decides it.

    What the film itself has to share decides it too: that is its likeness, see `likeness_of`.
    """

    films: list[Similar]
    marks: dict[str, str]


def likeness_of(record: FilmRecord) -> str:
    """A few letters that differ when what a film shares with others does, or its year or country.

    An edit of a film leaves its list standing unless it changes them: most edits do not.
    """
    shared = [person.slug for person in record.directors]
    shared += [term.slug for term in (*record.subjects, *record.collections)]
    shared += [laurel.slug for laurel in record.laurels]
    facts = [sorted(shared), record.film.year_from, record.film.countries]
    return hashlib.blake2b(json.dumps(facts).encode(), digest_size=8).hexdigest()


def similar_films(film_id: int, *, gone_at: str = "NULL") -> SimilarFilms:
    """What is like a film. One query, bounded however many films there are.

    gone_at: SQL for the moment at which the `film` of a row is taken away, where another app
    knows of one.
    """
    with connection.cursor() as cursor:
        cursor.execute(SIMILAR.format(gone_at=gone_at), {"film": film_id, "steps": TO_EACH_SIDE})
        rows = cursor.fetchall()
    marks = {thing: mark for _place, _kind, _subject, _decade, thing, mark, *_film in rows}
    return SimilarFilms([_similar(*row) for row in rows if row[0]], marks)


def _similar(
    _place: int,
    kind: str,
    subject: str | None,
    decade: int | None,
    _thing: str,
    _mark: str,
    *rest: Any,
) -> Similar:
    *film, published_from, gone_at = rest
    pk, slug, title, year_from, year_to, is_circa, runtime_seconds, countries = film
    like = Film(
        pk=pk,
        slug=slug,
        title=title,
        year_from=year_from,
        year_to=year_to,
        year_is_circa=bool(is_circa),
        runtime_seconds=runtime_seconds,
        countries=json.loads(countries),
        published_from=_moment(published_from),
    )
    return Similar(like, kind, subject or "", decade, _moment(gone_at))


def _moment(text: str | None) -> datetime | None:
    """An instant as either database writes it: PostgreSQL with its zone, SQLite in UTC."""
    if text is None:
        return None
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
