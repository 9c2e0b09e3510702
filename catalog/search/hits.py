"""Every film that has the words, as a set: what facets count and other orders sort."""

import json
from typing import Any

from django.db import connection

from catalog.film_set import film_set
from catalog.search.columns import Columns
from catalog.search.current import Moment
from catalog.search.engine import engine
from catalog.search.query import Words
from catalog.search.writer import State

# As one text: a row for each film would take several times as long to read. It has the words of
# all tiers.
EVERY = "SELECT {ids} FROM catalog_search_text AS t WHERE {matches}"


# As many as it takes to know: what words name stands in titles, names and subjects mostly, whose
# table is the smaller one.
SOME = """
SELECT COUNT(*) FROM (
  SELECT 1 FROM catalog_search_topics AS t WHERE {matches} AND {within} LIMIT {most}
) AS found
"""


def films_with(words: Words, state: State, columns: Columns) -> int:
    """The set of the films with all the words, published or not. One query at most."""
    return columns.remembered.found(words.asked, lambda: _find(words, state))


def are_more(words: Words, state: State, now: Moment, *, than: int) -> bool:
    """Whether more published films than so many have the words. Two queries at most."""
    matches = engine().MATCHES.format(table="topics")
    within, values = engine().within(now.published)
    select = SOME.format(matches=matches, within=within, most=than + 1)
    taken: list[Any] = [engine().question(words, state.languages), *values]
    with connection.cursor() as cursor:
        cursor.execute(select, taken)
        (some,) = cursor.fetchone()
    if some > than:
        return True
    return (films_with(words, state, now.columns) & now.published).bit_count() > than


def _find(words: Words, state: State) -> int:
    select = EVERY.format(ids=engine().IDS, matches=engine().MATCHES.format(table="text"))
    with connection.cursor() as cursor:
        cursor.execute(select, [engine().question(words, state.languages)])
        (ids,) = cursor.fetchone()
    return film_set(in_a_row(ids))


def in_a_row(ids: str | None) -> list[int]:
    """What `IDS` gave: the fastest way to read so many numbers is as JSON."""
    found: list[int] = json.loads(f"[{ids or ''}]")
    return found
