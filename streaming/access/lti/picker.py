"""What a lecturer chooses from: what the university may play; of what is found, the rest marked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.http import QueryDict
from django.utils.functional import Promise

from catalog.cards import OF_THE_FILM, Card, cards_of
from catalog.models import Film
from catalog.paging import Pages, page_number
from catalog.search.results import results
from catalog.search.state import Question, cleaned
from streaming.access.visitor import could_be_a_slug
from streaming.availability import Availability, availabilities
from streaming.film_facets import WORDS
from streaming.models import University
from streaming.university_films import playable_films

PER_PAGE = 24
MOST_CHOSEN = 50


class Found(NamedTuple):
    """A film with its answer at the university. words: of an answer that is not to be chosen."""

    card: Card
    answer: Availability
    words: str | Promise


@dataclass(frozen=True)
class Offer:
    """Films to choose from.

    q: the words asked for; without any, all that can be watched there. chosen: what is marked
    already, in this order. found: the others on this page. count: of all found.
    """

    q: str
    number: int
    last: int
    count: int
    chosen: list[Card]
    found: list[Found]

    @property
    def pages(self) -> Pages:
        return Pages(self.number, self.last)


def offer_to(university: University, form: QueryDict, *, at: datetime) -> Offer:
    """What a filled-in picker shows next. Any form makes one."""
    q = cleaned(form.get("q", ""))
    ids = _found(q, university, at) if q else playable_films(university, at=at).ids
    last = max(1, -(-len(ids) // PER_PAGE))
    number = min(page_number(form.get("page", "")), last)
    here = ids[(number - 1) * PER_PAGE : number * PER_PAGE]
    marked = [film.pk for film in chosen_in(university, form, at=at)]
    cards = {card.pk: card for card in _cards([*marked, *here])}
    answers = availabilities(here, university, at=at)
    found = [
        Found(cards[pk], answers[pk], WORDS[answers[pk].status])
        for pk in here
        if pk in cards and pk not in marked
    ]
    chosen = [cards[pk] for pk in marked]
    return Offer(q, number, last, len(ids), chosen, found)


def chosen_in(university: University, form: QueryDict, *, at: datetime) -> list[Film]:
    """The films that a form marks and that the university may play now, in the form's order."""
    named = [slug for slug in form.getlist("film") if could_be_a_slug(slug)][:MOST_CHOSEN]
    films = {film.slug: film for film in Film.objects.published(at=at).filter(slug__in=named)}
    answers = availabilities([film.pk for film in films.values()], university, at=at)
    marked = (films[slug] for slug in dict.fromkeys(named) if slug in films)
    return [film for film in marked if answers[film.pk].is_playable]


def with_cards(films: Iterable[Film]) -> list[tuple[Film, Card]]:
    """Each film with its card. One query."""
    films = list(films)
    return list(zip(films, cards_of(films), strict=True))


def _found(q: str, university: University, at: datetime) -> list[int]:
    """Published films with these words, the best match first."""
    return results(Question(q=q), visitor=None, at=at).ids


def _cards(ids: list[int]) -> list[Card]:
    films = Film.objects.only(*OF_THE_FILM).in_bulk(ids)
    return cards_of([films[pk] for pk in ids if pk in films])
