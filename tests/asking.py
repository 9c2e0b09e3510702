"""Questions to the search as a page asks them, without the page."""

from datetime import datetime

from django.utils import timezone

from catalog.film_set import NO_FILMS
from catalog.search import meant
from catalog.search.current import moment
from catalog.search.hits import films_with
from catalog.search.matching import MOST, Found, matching
from catalog.search.query import parse
from catalog.search.writer import up_to_date


def best_matches(
    q: str, *, at: datetime | None = None, within: int | None = None, most: int = MOST
) -> Found:
    """The films published at an instant that have the words. within: the set they are sought in."""
    words, state = parse(q), up_to_date()
    now = moment(at=at or timezone.now(), state=state)
    films = films_with(words, state, now.columns) & now.published if words else NO_FILMS
    films = films if within is None else films & within
    return matching(words, films, columns=now.columns, state=state, most=most)


def did_you_mean(q: str, *, at: datetime | None = None) -> str | None:
    state = up_to_date()
    return meant.did_you_mean(q, moment(at=at or timezone.now(), state=state), state)
