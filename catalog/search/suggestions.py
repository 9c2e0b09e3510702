"""What somebody may be about to ask for, while they type: films, people and subjects."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection
from django.urls import reverse

from catalog.models import Film, SearchName
from catalog.search.engine import engine
from catalog.search.query import Words, parse
from catalog.search.text import whole_title, words_of
from catalog.search.writer import State, up_to_date

MOST, MOST_FILMS, MOST_NAMES = 8, 4, 2  # in all; of films, and of people and subjects where all are
MOST_WEIGHED = 100  # of each, the best of which are shown

# Films whose title begins so, and those with all the words anywhere in their titles.
FILMS = """
SELECT * FROM (
  SELECT film.title, film.slug, film.year_from, film.year_to, film.year_is_circa, film.sort_key
  FROM catalog_search_title AS t CROSS JOIN catalog_film AS film
  WHERE {matches} AND film.id = t.{id} AND film.published_from <= %s LIMIT {most}
) AS {name}
"""
NAMES = """
SELECT name.kind, name.name, name.slug
FROM catalog_search_things AS t CROSS JOIN catalog_searchname AS name
WHERE {matches} AND name.id = t.{id} AND (
  (name.kind = 'person' AND EXISTS (
    SELECT 1 FROM catalog_credit AS credit JOIN catalog_film AS film ON film.id = credit.film_id
    WHERE credit.person_id = name.thing_id AND film.published_from <= %s))
  OR (name.kind = 'subject' AND EXISTS (
    SELECT 1 FROM catalog_film_subjects AS has JOIN catalog_film AS film ON film.id = has.film_id
    WHERE film.published_from <= %s AND has.subject_id IN (
      WITH RECURSIVE below(id) AS (
        SELECT name.thing_id
        UNION SELECT s.id FROM catalog_subject AS s JOIN below ON s.parent_id = below.id
      ) SELECT id FROM below)))
) LIMIT {most}
"""


class Suggestion(NamedTuple):
    """year: of a film, as it is shown; nothing for the others."""

    title: str
    year: str
    url: str


@dataclass(frozen=True)
class Suggestions:
    """At most eight in all, best first."""

    films: list[Suggestion]
    people: list[Suggestion]
    subjects: list[Suggestion]


def suggestions(text: str, *, at: datetime) -> Suggestions:
    """For what was typed so far, among what is published at that instant. Three queries."""
    words = parse(text)
    if not words:
        return Suggestions([], [], [])
    state = up_to_date()
    films = _films(words, state, at)
    names = _names(words, state, at)
    people = [shown for kind, shown in names if kind == SearchName.Kind.PERSON]
    subjects = [shown for kind, shown in names if kind == SearchName.Kind.SUBJECT]
    for_films = max(MOST_FILMS, MOST - sum(min(len(n), MOST_NAMES) for n in (people, subjects)))
    films = films[:for_films]
    for_people = max(MOST_NAMES, MOST - len(films) - min(len(subjects), MOST_NAMES))
    people = people[:for_people]
    return Suggestions(films, people, subjects[: MOST - len(films) - len(people)])


def _films(words: Words, state: State, at: datetime) -> list[Suggestion]:
    matches = engine().MATCHES.format(table="title")
    parts = [
        FILMS.format(matches=matches, id=engine().ID, most=MOST_WEIGHED, name=name)
        for name in ("beginning", "anywhere")
    ]
    beginning = engine().beginning(whole_title(" ".join(words.in_order)))
    asked = (beginning, engine().question(words, state.languages))
    rows = set(_rows(" UNION ALL ".join(parts), [value for text in asked for value in (text, at)]))
    start = "".join(words.in_order)
    films = [Film(**dict(zip(OF_THE_FILM, row, strict=True))) for row in rows]
    films.sort(key=lambda film: (*_rank(film.title, start), film.sort_key, film.slug))
    return [Suggestion(f.title, str(f.year_display), f.get_absolute_url()) for f in films]


OF_THE_FILM = ("title", "slug", "year_from", "year_to", "year_is_circa", "sort_key")


def _names(words: Words, state: State, at: datetime) -> list[tuple[str, Suggestion]]:
    matches = engine().MATCHES.format(table="things")
    query = NAMES.format(matches=matches, id=engine().ID, most=MOST_WEIGHED)
    rows = _rows(query, [engine().question(words, state.languages), at, at])
    start = "".join(words.in_order)
    return [
        (kind, Suggestion(name, "", reverse(f"catalog:{kind}_detail", args=[slug])))
        for kind, name, slug in sorted(rows, key=lambda row: (*_rank(row[1], start), *row))
    ]


def _rank(text: str, start: str) -> tuple[bool, int]:
    """What begins as it was typed, then what is short."""
    return not "".join(words_of(text)).startswith(start), len(text)


def _rows(query: str, values: list[Any]) -> list[tuple[Any, ...]]:
    adapt = connection.ops.adapt_datetimefield_value
    values = [adapt(value) if isinstance(value, datetime) else value for value in values]
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return list(cursor.fetchall())
