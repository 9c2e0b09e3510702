"""Every film that has the words, as a set: what facets count and other orders sort."""

import json

from django.db import connection

from catalog.film_set import film_set
from catalog.search.columns import Columns
from catalog.search.engine import engine
from catalog.search.query import Words
from catalog.search.writer import State

# As one text: a row for each film would take several times as long to read. It has the words of
# all tiers.
EVERY = "SELECT {ids} FROM catalog_search_text AS t WHERE {matches}"


def films_with(words: Words, state: State, columns: Columns) -> int:
    """The set of the films with all the words, published or not. One query at most."""
    return columns.remembered.found(words.asked, lambda: _find(words, state))


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
