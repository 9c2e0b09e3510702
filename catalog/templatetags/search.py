"""How pages show what a question found, and what can be asked next."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from catalog.cards import Card
from catalog.search.marking import marked
from catalog.search.results import Results
from catalog.search.state import Question
from catalog.templatetags.catalog import film_card

register = template.Library()

ORDERS = {
    "best": _("Best match"),
    "newest": _("Newest"),
    "title": _("Title"),
    "year": _("Year"),
}
VIEWS = {"cards": _("Cards"), "list": _("List")}


@dataclass(frozen=True)
class Way:
    """Another way to see the same films."""

    words: str | Promise
    question: Question
    is_current: bool


@register.filter
def orders(asked: Question) -> list[Way]:
    """The orders the films can be in; without words none matches best."""
    return [
        Way(words, asked.sorted_by(order), order == asked.order)
        for order, words in ORDERS.items()
        if asked.q or order != "best"
    ]


@register.filter
def views(asked: Question) -> list[Way]:
    return [
        Way(words, asked.seen_as(view), view == (asked.view or "cards"))
        for view, words in VIEWS.items()
    ]


@register.simple_tag
def found_films(films: Iterable[tuple[Card, Any]], results: Results) -> SafeString:
    """Cards or rows with their answers, the words marked that were asked for."""
    is_row = results.asked.view == "list"
    cards = []
    for place, (card, answer) in enumerate(films):
        shown: dict[str, Hashable] = {"is_row": is_row, "line": results.lines.get(card.pk, "")}
        if results.words:
            shown["title"] = marked(card.title, results.words, results.languages)
            shown["directors"] = marked(card.directors, results.words, results.languages)
        cards.append(film_card(card, answer, place, dated=False, **shown))
    return SafeString("".join(cards))
