"""What the front page shows: the week's films, what is new here and what leaves, and ways in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalog.addresses import address
from catalog.cards import OF_THE_FILM, Card, cards_of
from catalog.models import Collection, Film
from catalog.ready import store
from catalog.request import language_of
from catalog.search.current import Moment, moment
from catalog.search.facets import facets
from catalog.search.named import named_by_value
from catalog.search.state import Question
from catalog.search.tally import Tally
from streaming.featured import Shown, featured_films
from streaming.request import Request
from streaming.standing import standing

A_ROW, NEWEST, MOST_COLLECTIONS = 6, 12, 6
WAYS_IN = {"subject": (_("Subjects"), 16), "festival": (_("Festivals"), 8)}
WAYS_IN |= {"country": (_("Countries"), 12), "decade": (_("Decades"), 16)}
LISTS = {"subject": "subject", "festival": "festival", "country": "country", "decade": "year"}
SENTENCE = re.compile(r".{30,300}?[.!?。](?=\s|$)", re.DOTALL)


@dataclass(frozen=True)
class Opening:
    """The film that the page opens with, and one sentence of its synopsis."""

    card: Card
    sentence: str
    language: str


@dataclass(frozen=True)
class Way:
    """Films by what they have in common: some values, with the films of each, and where all are."""

    title: Promise
    all_of_them: str
    values: list[tuple[str, str]]


@dataclass(frozen=True)
class FrontPage:
    """Cards without answers: what each says of watching depends on who looks."""

    opening: Opening | None
    featured: Shown | None
    soon: list[Card] = field(default_factory=list)
    new_here: list[Card] = field(default_factory=list)
    newest: list[Card] = field(default_factory=list)
    collections: list[Collection] = field(default_factory=list)
    ways: list[Way] = field(default_factory=list)

    @property
    def cards(self) -> list[Card]:
        """All, so that what they say of watching is asked for at once."""
        of_the_week = self.featured.week.cards if self.featured else ()
        return [*of_the_week, *self.soon, *self.new_here, *self.newest]


def front_page(request: Request, *, at: datetime) -> FrontPage:
    """Seven queries, for however many films; less for a visitor from nowhere."""
    request.kept = store.read(language=language_of(request))  # whom and what the page asks it for
    now, featured = moment(at=at), featured_films(request, at=at)
    opening, soon, new_here = featured.pks[:1] if featured else (), [], []
    if university := request.visitor.university:
        here = standing(university, at=at)
        soon, new_here = here.leaving_soon[:A_ROW], here.newly_here[:A_ROW]
    newest = now.columns.ordered(now.published, "newest")[:NEWEST]
    films = _films([*opening, *soon, *new_here, *newest], at=at)
    cards = {card.pk: card for card in cards_of(films.values())}
    return FrontPage(
        opening=_opening(films.get(opening[0]), cards) if opening else None,
        featured=featured,
        **{
            name: [cards[pk] for pk in pks if pk in cards]
            for name, pks in {"soon": soon, "new_here": new_here, "newest": newest}.items()
        },
        collections=_collections(now),
        ways=_ways(now),
    )


def _films(ids: Sequence[int], *, at: datetime) -> dict[int, Film]:
    texts = ("synopsis", "synopsis_language")
    return Film.objects.published(at=at).only(*OF_THE_FILM, *texts).in_bulk(dict.fromkeys(ids))


def _opening(film: Film | None, cards: dict[int, Card]) -> Opening | None:
    if film is None:
        return None
    sentence = SENTENCE.match(film.synopsis)
    return Opening(cards[film.pk], sentence[0] if sentence else "", film.synopsis_language)


def _collections(now: Moment) -> list[Collection]:
    """Those that say what they are about, and have films."""
    having = [value for value, _count in Tally(now.columns, now.published).of("collection")]
    told = Collection.objects.filter(pk__in=having).exclude(introduction="")
    return list(told.order_by("match_key")[:MOST_COLLECTIONS])


def _ways(now: Moment) -> list[Way]:
    """The most frequent values of each group. One query for the names of things."""
    tally = Tally(now.columns, now.published)
    found = {
        group: [value for value, _count in tally.of(group, most)]
        for group, (_title, most) in WAYS_IN.items()
    }
    named = named_by_value(found)
    ways = []
    for group, (title, _most) in WAYS_IN.items():
        in_order = sorted(found[group], key=facets()[group].order)
        values = [named[group, value] for value in in_order if (group, value) in named]
        if facets()[group].order is None:
            values.sort(key=lambda value: str(value.words).casefold())
        films = [(str(v.words), _address(group, v.text)) for v in values]
        if films:
            ways.append(Way(title, f"catalog:{LISTS[group]}_list", films))
    return ways


def _address(group: str, text: str) -> str:
    if group == "decade":
        return Question().with_value(group, text).get_absolute_url()
    return address(f"catalog:{group}_detail", text)
