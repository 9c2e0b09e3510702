"""The page of films that answers a question, with all that it says of them."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from catalog.cards import OF_THE_FILM, Card, cards_of
from catalog.film_set import NO_FILMS
from catalog.models import Film
from catalog.paging import Pages
from catalog.search.current import columns
from catalog.search.facets import Moment
from catalog.search.hits import films_with
from catalog.search.matching import MOST, matching
from catalog.search.narrowing import Narrowing
from catalog.search.offers import Group, offers
from catalog.search.query import Words, parse
from catalog.search.state import Question
from catalog.search.writer import up_to_date

PER_PAGE = 24


@dataclass(frozen=True)
class Results:
    """asked: the question, at a page that there is. ids: the films that can be paged to, in order.

    count: of all films found; the best matches are ordered up to a number, and no further.
    """

    asked: Question
    words: Words
    narrowing: Narrowing
    ids: list[int]
    pages: Pages

    @property
    def count(self) -> int:
        return self.narrowing.films.bit_count()

    @property
    def is_all(self) -> bool:
        return len(self.ids) >= self.count

    @cached_property
    def groups(self) -> list[Group]:
        return offers(self.narrowing)

    @property
    def chosen_words(self) -> list[str]:
        return [str(chosen.words) for chosen in self.narrowing.chosen]

    @property
    def unlisted(self) -> list[tuple[str, str]]:
        """What is chosen and not among the choices: a form has to hand it on unseen."""
        listed = {(group.name, choice.text) for group in self.groups for choice in group.choices}
        return [pair for pair in self.asked.values if pair not in listed]

    @cached_property
    def cards(self) -> list[Card]:
        """Of the films on this page. Two queries."""
        start = (self.pages.number - 1) * PER_PAGE
        ids = self.ids[start : start + PER_PAGE]
        films = Film.objects.only(*OF_THE_FILM).in_bulk(ids)
        return cards_of(films[pk] for pk in ids if pk in films)


def results(asked: Question, *, visitor: Any, at: datetime) -> Results:
    """What answers the question for this visitor, at an instant.

    As many queries for a hundred films as for one; one more for each person chosen.
    """
    words = parse(asked.q)
    narrowing = narrowed(asked, visitor=visitor, at=at)
    if asked.order == "best":
        ids = list(matching(words, at=at, within=narrowing.films, most=MOST).ids)
    else:
        ids = narrowing.moment.columns.ordered(narrowing.films, asked.order)
    last = max(1, -(-len(ids) // PER_PAGE))
    asked = replace(asked, page=min(asked.page, last))
    pages = Pages(asked.page, last, lambda number: asked.at_page(number).address or "?")
    return Results(asked, words, narrowing, ids, pages)


def narrowed(asked: Question, *, visitor: Any, at: datetime) -> Narrowing:
    """The films with the words, and what the choices leave of them."""
    words, state = parse(asked.q), up_to_date()
    kept = columns(state)
    moment = Moment(kept, kept.published(at=at), visitor, at)
    found = moment.published
    if asked.q:
        found &= films_with(words, state, kept) if words else NO_FILMS
    return Narrowing(asked, found, moment)
