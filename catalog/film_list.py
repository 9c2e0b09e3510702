"""The question asked of the film list, and the page of films that answers it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from django.db import connection
from django.db.models import Q

from catalog.cards import OF_THE_FILM, Card, cards_of
from catalog.models import Film
from catalog.models.film import FilmQuerySet, sort_key
from catalog.paging import Pages, page_number
from catalog.search.state import cleaned

PER_PAGE = 24
COUNT_PUBLISHED = """
SELECT (SELECT COUNT(*) FROM catalog_film)
  - (SELECT COUNT(*) FROM catalog_film WHERE published_from > %s OR published_from IS NULL)
"""


@dataclass(frozen=True)
class FilmQuery:
    """What was asked: any query string makes one, and it writes itself as one address."""

    q: str = ""
    page: int = 1

    @classmethod
    def from_params(cls, params: Mapping[str, str]) -> "FilmQuery":
        return cls(cleaned(params.get("q", "")), page_number(params.get("page", "")))

    @property
    def address(self) -> str:
        """The query string of this question, without what is empty; or nothing."""
        params = {"q": self.q, "page": self.page if self.page > 1 else ""}
        text = urlencode({name: value for name, value in params.items() if value})
        return f"?{text}" if text else ""

    def at_page(self, number: int) -> "FilmQuery":
        return replace(self, page=number)

    def page_of_films(self, *, at: datetime) -> "FilmListPage":
        """The films on this page, by title. Four queries: count, ids, films, what cards show."""
        films = Film.objects.published(at=at)
        if self.q:
            films = films.filter(
                Q(sort_key__contains=sort_key(self.q))
                | Q(title__icontains=self.q)
                | Q(original_title__icontains=self.q)
            )
        count = films.count() if self.q else _count_published(at)
        last = max(1, -(-count // PER_PAGE))
        number = min(self.page, last)
        ids = _ids_on_page(films, number, count)
        on_page = Film.objects.filter(pk__in=ids).only(*OF_THE_FILM)
        return FilmListPage(
            number,
            last,
            lambda other: self.at_page(other).address or "?",
            cards=cards_of(on_page),
            count=count,
        )


def _count_published(at: datetime) -> int:
    """All, less the few that are not: SQLite counts a whole table without reading its rows."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT_PUBLISHED, [connection.ops.adapt_datetimefield_value(at)])
        return int(cursor.fetchone()[0])


def _ids_on_page(films: FilmQuerySet, number: int, count: int) -> list[int]:
    """In no order. Skipped by the index alone, from the end that is nearer."""
    start, stop = (number - 1) * PER_PAGE, min(number * PER_PAGE, count)
    if start > count - stop:
        films, start, stop = films.order_by("-sort_key", "-id"), count - stop, count - start
    else:
        films = films.order_by("sort_key", "id")
    return list(films.values_list("pk", flat=True)[start:stop])


@dataclass(frozen=True, kw_only=True)
class FilmListPage(Pages):
    """One page of films."""

    cards: list[Card]
    count: int
