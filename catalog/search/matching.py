"""The films that words find, best first, however many films have the words.

A film whose title is the question comes first; then those with all words in their titles, then in
titles and names, then with subjects, then anywhere. Each tier is asked for as many as are wanted
and no more, so a word that stands in every film costs no more than one that stands in a thousand.
The order within a tier is decided here, from a few facts, and so the same on both databases.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db import connection

from catalog.search.engine import engine
from catalog.search.query import Words
from catalog.search.ranking import Hit, Ranking
from catalog.search.text import whole_title
from catalog.search.writer import State, up_to_date

MOST = 1_000
EXACT, FIRST_TIERS, LAST_TIERS = 0, ("title", "names"), ("topics", "text")

TIER = """
SELECT * FROM (
  SELECT {tier}, t.{id}, entry.titles, entry.sort_key
  FROM catalog_search_{table} AS t
  CROSS JOIN catalog_searchentry AS entry
  WHERE {matches} AND {within} AND entry.film_id = t.{id} AND entry.published_from <= %s
  ORDER BY t.{id} LIMIT {most}
) AS tier{tier}
"""


@dataclass(frozen=True)
class Found:
    """ids: of films, best first. is_all: there are no more than these."""

    ids: tuple[int, ...]
    is_all: bool


def matching(
    words: Words,
    *,
    at: datetime,
    within: int | None = None,
    most: int = MOST,
    state: State | None = None,
) -> Found:
    """The films published at that instant that have all the words, at most so many.

    within: a bit for each film's id that may be found. state: of the index, where the caller has
    brought it up to date. One or two queries; without the state one more, and those that index.
    """
    if not words or within == 0:
        return Found((), is_all=True)
    search = _Search(words, state or up_to_date(), at, within, most)
    hits = search.exact_and(FIRST_TIERS)
    if len(hits) <= most:
        hits |= {pk: hit for pk, hit in search.tiers(LAST_TIERS).items() if pk not in hits}
    best = sorted(hits.values(), key=Ranking(words, search.state.languages))
    return Found(tuple(hit.film_id for hit in best[:most]), is_all=len(best) <= most)


@dataclass(frozen=True)
class _Search:
    words: Words
    state: State
    at: datetime
    within: int | None
    most: int

    def exact_and(self, tables: Sequence[str]) -> dict[int, Hit]:
        title = whole_title(" ".join(self.words.in_order))
        exact = [(EXACT, "title", engine().word(title))] if not self.words.without else []
        return self._hits([*exact, *self._questions(tables)])

    def tiers(self, tables: Sequence[str]) -> dict[int, Hit]:
        return self._hits(self._questions(tables))

    def _questions(self, tables: Sequence[str]) -> list[tuple[int, str, str]]:
        question = engine().question(self.words, self.state.languages)
        return [(TIER_OF[table], table, question) for table in tables]

    def _hits(self, questions: list[tuple[int, str, str]]) -> dict[int, Hit]:
        """By film, each in its best tier."""
        with connection.cursor() as cursor:
            cursor.execute(
                " UNION ALL ".join(self._tier(tier, table) for tier, table, _text in questions),
                [value for _tier, _table, text in questions for value in self._values(text)],
            )
            hits = map(Hit._make, cursor.fetchall())
            return {hit.film_id: hit for hit in sorted(hits, reverse=True)}

    def _tier(self, tier: int, table: str) -> str:
        return TIER.format(
            tier=tier,
            table=table,
            id=engine().ID,
            matches=engine().MATCHES.format(table=table),
            within=self._within[0],
            most=self.most + 1,
        )

    def _values(self, text: str) -> list[Any]:
        at = connection.ops.adapt_datetimefield_value(self.at)
        return [text, *self._within[1], at]

    @cached_property
    def _within(self) -> tuple[str, tuple[Any, ...]]:
        """Each film that matches is looked at, be they few that are wanted: looked up one by one,
        each would ask for all words that begin as the last one does.
        """
        return ("true", ()) if self.within is None else engine().within(self.within)


TIER_OF = {table: tier for tier, table in enumerate((*FIRST_TIERS, *LAST_TIERS), 1)}
