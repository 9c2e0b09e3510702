"""A university's streaming page: what it can stream now, to be searched and narrowed."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.film_set import film_set
from catalog.search.facet_page import facet_page
from catalog.search.facets import offered
from catalog.search.results import results
from catalog.search.state import Question, cleaned
from streaming.access.visitor import university_at
from streaming.models import University
from streaming.university_films import playable_films

MOST_AT_ONCE = 12  # films that leave soon or are new


@require_safe
def university_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """All films, those that leave soon and those that are new; or what a question finds of them."""
    university, now = university_at(request, slug), timezone.now()
    films, asked = playable_films(university, at=now), _asked(request, university)
    found = results(asked, **_there(films.ids), at=now)
    context: dict[str, Any] = {
        "university": university,
        "films": films,
        "asked": found.asked,
        "results": found,
        "found": [(card, films.answer(card.pk)) for card in found.cards],
    }
    if not found.asked.is_narrowed and found.asked.page == 1:
        soon = films.standing.leaving_soon[:MOST_AT_ONCE]
        new = films.standing.newly_here[:MOST_AT_ONCE]
        by_id = {card.pk: (card, answer) for card, answer in films.cards([*soon, *new])}
        context["leaving_soon"] = [by_id[pk] for pk in soon if pk in by_id]
        context["newly_here"] = [by_id[pk] for pk in new if pk in by_id]
    return render(request, "streaming/university_detail.html", context)


@require_safe
def university_facet(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """All that a facet offers to a question about what the university can stream."""
    facet, now = offered(name), timezone.now()
    if facet is None:
        raise Http404
    university = university_at(request, slug)
    asked, sought = _asked(request, university), cleaned(request.GET.get("find", ""))
    ids = playable_films(university, at=now).ids
    page = facet_page(facet, asked, sought, **_there(ids), at=now)
    return render(request, "catalog/facet.html", {"asked": asked, "page": page})


def _asked(request: HttpRequest, university: University) -> Question:
    return Question.from_params(request.GET, place=university.get_absolute_url())


def _there(ids: list[int]) -> dict[str, Any]:
    """All of them can be watched there, so nobody's own university is asked for."""
    return {"visitor": None, "among": film_set(ids)}
