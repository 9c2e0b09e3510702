"""All that one facet offers to a question, to be looked through and searched."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from catalog.models.film import sort_key
from catalog.paging import Pages
from catalog.search.facets import Facet
from catalog.search.narrowing import Narrowing
from catalog.search.offers import Choice, every_offer
from catalog.search.state import Question

PER_PAGE = 200


@dataclass(frozen=True)
class FacetPage:
    """sought: part of the values' words. ways: each value, and the question that it leads to."""

    facet: Facet
    sought: str
    count: int
    ways: list[tuple[Choice, Question]]
    pages: Pages


def facet_page(narrowing: Narrowing, facet: Facet, sought: str) -> FacetPage:
    """The page of the question's number. One query more than the narrowing."""
    asked, part = narrowing.question, sort_key(sought) if sought else ""
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
    question = replace(asked, page=number).address
    if not sought:
        return question or "?"
    return f"{question}{'&' if question else '?'}{urlencode({'find': sought})}"
