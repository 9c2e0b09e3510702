"""How pages show what a question found, and what can be asked next."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.utils.functional import Promise
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalog.cards import Card
from catalog.ready.fresh import rendered
from catalog.search.marking import marked
from catalog.search.offers import Choice, Group
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
CHOICE = "catalog/components/choice.html"
# What is written into a page is escaped, so nobody's text can look like one of these gaps.
COUNT, TITLE, DIRECTORS, LINE = map(
    SafeString, ("<!--count-->", "<!--title-->", "<!--directors-->", "<!--line-->")
)
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


@register.filter
def all_of(asked: Question, group: Group) -> str:
    """The address of all that a group offers."""
    return asked.facet_address(group.name)


@register.simple_tag
def choices(group: Group) -> SafeString:
    """The values of a group; what is said of each is remembered, and its count said anew."""
    return SafeString("".join(_choice(group, choice) for choice in group.choices))


def _choice(group: Group, choice: Choice) -> str:
    words = rendered(
        CHOICE,
        get_language() or settings.LANGUAGE_CODE,
        group=group.name,
        text=choice.text,
        words=str(choice.words),
        count=COUNT,
        is_chosen=choice.is_chosen,
        is_empty=not choice.count,
    )
    return words.replace(COUNT, str(choice.count))


@register.simple_tag
def found_films(
    films: Iterable[tuple[Card, Any]], results: Results, dated: object = False
) -> SafeString:
    """Cards or rows with their answers, the words marked that were asked for."""
    return SafeString(
        "".join(_found(results, place, *film, bool(dated)) for place, film in enumerate(films))
    )


def _found(results: Results, place: int, card: Card, answer: Any, dated: bool) -> str:
    """A card is remembered with gaps for what differs from question to question."""
    line, is_row = results.lines.get(card.pk, ""), results.asked.view == "list"
    shown: dict[str, Hashable] = {"is_row": is_row, "line": LINE if line else ""}
    gaps = {LINE: conditional_escape(line)}
    if results.words:
        shown |= {"title": TITLE, "directors": DIRECTORS}
        gaps[TITLE] = marked(card.title, results.words, results.languages)
        gaps[DIRECTORS] = marked(card.directors, results.words, results.languages)
    html: str = film_card(card, answer, place, dated=dated, **shown)
    for gap, text in gaps.items():
        html = html.replace(gap, text)
    return html
