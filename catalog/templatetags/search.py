"""How pages say what can be asked next."""

from dataclasses import dataclass

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalog.search.state import Question

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
