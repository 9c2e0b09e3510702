"""The page of films that answers a question, with all that it says of them."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from catalog.cards import OF_THE_FILM, Card, cards_of
from catalog.film_set import NO_FILMS
from catalog.models import Film
from catalog.paging import Pages
from catalog.search.current import moment
from catalog.search.facets import Visit
from catalog.search.hits import are_more, films_with
from catalog.search.marking import LONGEST_LINE, contexts
from catalog.search.matching import MOST, matching
from catalog.search.meant import did_you_mean
from catalog.search.narrowing import Chip, Narrowing
from catalog.search.offers import Group, offers
from catalog.search.query import Words, parse
from catalog.search.state import Question
from catalog.search.writer import State, up_to_date

PER_PAGE = 24
FEW = 2  # films found, at which other words may have been meant


@dataclass(frozen=True)
class Results:
    """asked: the question, at a page that there is. ids: the films that can be paged to, in order.

    count: of all films found; the best matches are ordered up to a number, and no further.
    """

    asked: Question
    words: Words
    state: State
    narrowing: Narrowing
    ids: list[int]
    pages: Pages

    @property
    def languages(self) -> tuple[str, ...]:
        return self.state.languages

    @property
    def count(self) -> int:
        return self.narrowing.films.bit_count()

    @property
    def is_all(self) -> bool:
        return len(self.ids) >= self.count

    @cached_property
    def groups(self) -> list[Group]:
        """What can be chosen; nothing where the words find nothing."""
        return offers(self.narrowing) if self.narrowing.found else []

    @property
    def chosen_words(self) -> list[str]:
        return [str(chosen.words) for chosen in self.narrowing.chosen]

    @property
    def ways_out(self) -> list[Chip]:
        """The choices of which one alone is in the way of any film, by what its absence finds."""
        return sorted((c for c in self.narrowing.chips if c.count), key=lambda chip: -chip.count)

    @property
    def unlisted(self) -> list[tuple[str, str]]:
        """What is chosen and not among the choices: a form has to hand it on unseen."""
        listed = {(group.name, choice.text) for group in self.groups for choice in group.choices}
        return [pair for pair in self.asked.values if pair not in listed]

    @cached_property
    def lines(self) -> dict[int, str]:
        """By film, a line of text where the words stand; in a list, else the synopsis's first."""
        lines: dict[int, str] = {}
        if self.asked.view == "list":
            lines = {film.pk: _first_line(film.synopsis) for film in self._films}
        return lines | contexts([film.pk for film in self._films], self.words, self.languages)

    @cached_property
    def cards(self) -> list[Card]:
        """Of the films on this page. Two queries."""
        return cards_of(self._films)

    @cached_property
    def meant(self) -> Question | None:
        """The question that may have been meant, where it finds more and this one found few."""
        found = self.narrowing.found.bit_count()
        if not self.words or found > FEW:
            return None
        moment = self.narrowing.moment
        q = did_you_mean(self.asked.q, moment, self.state)
        if q is None:
            return None
        finds_more = are_more(parse(q), self.state, moment, than=found)
        return self.asked.for_words(q) if finds_more else None

    @cached_property
    def _films(self) -> list[Film]:
        """Of this page, in order. One query."""
        start = (self.pages.number - 1) * PER_PAGE
        ids = self.ids[start : start + PER_PAGE]
        more = ("synopsis",) if self.asked.view == "list" else ()
        films = Film.objects.only(*OF_THE_FILM, *more).in_bulk(ids)
        return [films[pk] for pk in ids if pk in films]


def results(asked: Question, *, visitor: Any, at: datetime, among: int | None = None) -> Results:
    """What answers the question for this visitor, at an instant.

    among: the set of the films that are asked for, where these are not all.
    As many queries for a hundred films as for one; one more where people are chosen.
    """
    words, state = parse(asked.q), up_to_date()
    narrowing = narrowed(asked, words, state, visitor=visitor, at=at, among=among)
    columns = narrowing.moment.columns
    if asked.order == "best":
        found = matching(words, narrowing.films, columns=columns, state=state, most=MOST)
        ids = list(found.ids)
    else:
        ids = columns.ordered(narrowing.films, asked.order)
    last = max(1, -(-len(ids) // PER_PAGE))
    asked = replace(asked, page=min(asked.page, last))
    pages = Pages(asked.page, last, lambda number: asked.at_page(number).address or "?")
    return Results(asked, words, state, narrowing, ids, pages)


def narrowed(
    asked: Question,
    words: Words,
    state: State,
    *,
    visitor: Any,
    at: datetime,
    among: int | None = None,
) -> Narrowing:
    """The films with the words, and what the choices leave of them."""
    now = moment(at=at, state=state)
    found = published = now.published if among is None else now.published & among
    if asked.q:
        found &= films_with(words, state, now.columns) if words else NO_FILMS
    return Narrowing(asked, found, Visit(now.columns, published, at, visitor))


def _first_line(text: str) -> str:
    text = " ".join(text.split())
    if len(text) <= LONGEST_LINE:
        return text
    start = text[:LONGEST_LINE]
    return f"{start.rpartition(' ')[0] or start} …"
