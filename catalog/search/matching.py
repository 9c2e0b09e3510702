"""The films that words find, best first, however many films have the words.

A film whose title is the question comes first; then those with all words in their titles, then in
titles and names, then with subjects, then anywhere. Each tier is asked for as many as are wanted
and no more, so a word that stands in every film costs no more than one that stands in a thousand.
The order within a tier is decided here, from a few facts, and so the same on both databases.
"""

from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import connection

from catalog.film_set import film_set, numbers
from catalog.search.columns import Columns
from catalog.search.engine import engine
from catalog.search.hits import in_a_row
from catalog.search.query import Words
from catalog.search.ranking import Ranking
from catalog.search.text import whole_title
from catalog.search.writer import State

MOST = 1_000
IN_TITLES = ("exact", "title")
BEYOND = ("names", "topics")  # what is found beyond these has the words anywhere
TIERS = (*IN_TITLES, *BEYOND)

# One row, since one for each film would take several times as long to read. Each film that matches
# is looked at, be they few that are wanted: looked up one by one, each would ask for all words that
# begin as the last one does.
TIER = """
SELECT {place}, {ids} FROM (
  SELECT t.{id} FROM catalog_search_{table} AS t
  WHERE {matches} AND {within} ORDER BY t.{id} LIMIT {most}
) AS t
"""


@dataclass(frozen=True)
class Found:
    """ids: of films, best first. is_all: there are no more than these."""

    ids: tuple[int, ...]
    is_all: bool


def matching(
    words: Words, films: int, *, columns: Columns, state: State, most: int = MOST
) -> Found:
    """The best of a set of films that all have the words, at most so many. Two queries at most."""
    if not words or not films:
        return Found((), is_all=True)
    ranking = Ranking(words, state.languages, columns.held)
    return columns.remembered.found(
        (words.asked, films, most), lambda: _best(words, films, state, ranking, most)
    )


def _best(words: Words, films: int, state: State, ranking: Ranking, most: int) -> Found:
    """Where the first tiers can fill the list, the others are asked for only if they do not."""
    best: list[int] = []
    for tiers in (IN_TITLES, BEYOND) if films.bit_count() > most else (TIERS,):
        for tier in _tiers(tiers, words, films, state, most + 1) if len(best) <= most else ():
            if len(best) <= most:
                best += ranking.best_first(set(tier).difference(best))
    if len(best) <= most:
        others = islice(numbers(films & ~film_set(best)), most + 1 - len(best))
        best += ranking.best_first(others)
    return Found(tuple(best[:most]), is_all=len(best) <= most)


def _tiers(
    tiers: tuple[str, ...], words: Words, films: int, state: State, most: int
) -> list[list[int]]:
    """The films that are in each tier, so many at most; a film may be in several. One query."""
    asked = dict.fromkeys(tiers, engine().question(words, state.languages))
    if "exact" in tiers:
        asked["exact"] = engine().word(whole_title(" ".join(words.in_order)))
    if words.without:
        asked.pop("exact", None)
    within, values = engine().within(films)
    selects = [_tier(tier, within, most) for tier in asked]
    taken: list[Any] = [value for text in asked.values() for value in (text, *values)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(selects), taken)
        return [in_a_row(ids) for _place, ids in sorted(cursor)]


def _tier(tier: str, within: str, most: int) -> str:
    table = "title" if tier == "exact" else tier
    matches = engine().MATCHES.format(table=table)
    place, id_, ids = TIERS.index(tier), engine().ID, engine().IDS
    return TIER.format(
        place=place, ids=ids, id=id_, table=table, matches=matches, within=within, most=most
    )
