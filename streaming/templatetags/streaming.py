"""What pages ask of streaming. A door: here the request and the clock become an answer."""

from collections.abc import Iterable

from django import template
from django.template import Context
from django.utils import timezone

from catalog.cards import Card
from catalog.film_page import FilmInHand
from streaming import featured
from streaming.availability import Availability, Status, availabilities, availability_of
from streaming.models import University
from streaming.panel import Panel, panel_for
from streaming.playback.gate import player_for

register = template.Library()


@register.inclusion_tag("streaming/components/panel.html", takes_context=True)
def streaming_panel(
    context: Context, film: FilmInHand, university: University | None = None
) -> dict:
    """The answer for the visitor's own university, or for the one the page is about."""
    return {"panel": _panel(context, film, university)}


@register.inclusion_tag("streaming/components/stage.html", takes_context=True)
def streaming_stage(
    context: Context, film: FilmInHand, university: University | None = None
) -> dict:
    """The player for a visitor who may watch, and the panel for one who may not."""
    panel = _panel(context, film, university)
    player = None
    if panel.may_play and panel.university is not None:
        player = player_for(film.pk, panel.university, at=timezone.now())
    return {"panel": panel, "player": player, "film": film}


@register.inclusion_tag("streaming/components/featured.html", takes_context=True)
def featured_films(context: Context, but: int | None = None) -> dict:
    """This week's featured films, without the film of that id."""
    request = context["request"]
    now = timezone.now()
    week = featured.featured_films(request, at=now, but=but)
    cards = week.cards if week else []
    return {"week": week, "cards": _with_answers(context, cards)}


@register.simple_tag(takes_context=True)
def with_availability(
    context: Context, cards: Iterable[Card], university: University | None = None
) -> list[tuple[Card, Availability]]:
    """Each card with its answer at the visitor's university, or at the one given. One query."""
    return _with_answers(context, cards, university)


@register.simple_tag(takes_context=True)
def unless_withdrawn(context: Context, cards: Iterable[Card]) -> list[tuple[Card, Availability]]:
    """The same, without films that the rights holder took back."""
    answered = _with_answers(context, cards)
    return [pair for pair in answered if pair[1].status is not Status.WITHDRAWN]


def _with_answers(
    context: Context, cards: Iterable[Card], university: University | None = None
) -> list[tuple[Card, Availability]]:
    cards = list(cards)
    university = university or context["request"].visitor.university
    answers = availabilities([card.pk for card in cards], university, at=timezone.now())
    return [(card, answers[card.pk]) for card in cards]


def _panel(context: Context, film: FilmInHand, university: University | None) -> Panel:
    visitor = context["request"].visitor
    asked = university or visitor.university
    return panel_for(film, asked, visitor, availability_of(film, asked, at=timezone.now()))
