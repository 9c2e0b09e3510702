"""All that one facet offers to a question, to be looked through and searched."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from catalog.models.film import sort_key
from catalog.paging import Pages
from catalog.search.facets import Facet
from catalog.search.offers import Choice, every_offer
from catalog.search.query import parse
from catalog.search.results import narrowed
from catalog.search.state import Question
from catalog.search.writer import up_to_date

PER_PAGE = 200


@dataclass(frozen=True)
class FacetPage:
    """sought: part of the values' words. ways: each value, and the question that it leads to."""

    facet: Facet
    sought: str
    count: int
    ways: list[tuple[Choice, Question]]
    pages: Pages


def facet_page(
    facet: Facet,
    asked: Question,
    sought: str,
    *,
    visitor: Any,
    at: datetime,
    among: int | None = None,
) -> FacetPage:
    """The page of the question's number. among: the films that are asked for, where not all."""
    words, state = parse(asked.q), up_to_date()
    narrowing = narrowed(asked, words, state, visitor=visitor, at=at, among=among)
    part = sort_key(sought) if sought else ""
    choices = [
        choice for choice in every_offer(narrowing, facet) if part in sort_key(str(choice.words))
    ]
    last = max(1, -(-len(choices) // PER_PAGE))
    number = min(asked.page, last)
    ways = [
        (choice, _toggled(asked, facet, choice))
        for choice in choices[(number - 1) * PER_PAGE : number * PER_PAGE]
    ]
    pages = Pages(number, last, lambda other: _address(asked, sought, other))
    return FacetPage(facet, sought, len(choices), ways, pages)


def _toggled(asked: Question, facet: Facet, choice: Choice) -> Question:
    if choice.is_chosen:
        return asked.without_value(facet.name, choice.text)
    return asked.with_value(facet.name, choice.text)


def _address(asked: Question, sought: str, number: int) -> str:
    question = asked.at_page(number).address
    if not sought:
        return question or "?"
    return f"{question}{'&' if question else '?'}{urlencode({'find': sought})}"
