"""Every film that has the words, as a set: what facets count and other orders sort."""

from django.db import connection

from catalog.film_set import film_set
from catalog.search.columns import Columns
from catalog.search.engine import engine
from catalog.search.query import Words
from catalog.search.writer import State

MOST_REMEMBERED = 64  # questions, for as long as no film changes
# As one text: a row for each film would take several times as long to read. It has the words of
# all tiers.
EVERY = "SELECT {ids} FROM catalog_search_text AS t WHERE {matches}"


def films_with(words: Words, state: State, columns: Columns) -> int:
    """The set of the films with all the words, published or not. One query at most."""
    found = columns.remembered.get(words.text)
    if found is None:
        found = _find(words, state)
        if len(columns.remembered) < MOST_REMEMBERED:
            columns.remembered[words.text] = found
    return found


def _find(words: Words, state: State) -> int:
    select = EVERY.format(ids=engine().IDS, matches=engine().MATCHES.format(table="text"))
    with connection.cursor() as cursor:
        cursor.execute(select, [engine().question(words, state.languages)])
        (ids,) = cursor.fetchone()
    return film_set(map(int, (ids or "").split()))
