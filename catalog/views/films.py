"""Films: their list, and each one's page."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.addresses import moved
from catalog.film_page import film_page
from catalog.models import Film
from catalog.request import Request
from catalog.search.facet_page import facet_page
from catalog.search.facets import offered
from catalog.search.results import results
from catalog.search.state import Question, cleaned


@require_safe
def film_list(request: HttpRequest) -> HttpResponse:
    asked = Question.from_params(request.GET)
    found = results(asked, visitor=_visitor(request), at=timezone.now())
    return render(request, "catalog/film_list.html", {"asked": found.asked, "results": found})


@require_safe
def facet(request: HttpRequest, name: str) -> HttpResponse:
    """All that a facet offers to a question, to be searched for."""
    facet = offered(name)
    if facet is None:
        raise Http404
    asked, sought = Question.from_params(request.GET), cleaned(request.GET.get("find", ""))
    page = facet_page(facet, asked, sought, visitor=_visitor(request), at=timezone.now())
    return render(request, "catalog/facet.html", {"asked": asked, "page": page})


@require_safe
def film_detail(request: Request, slug: str) -> HttpResponse:
    return film_page(request, slug, template="catalog/film_detail.html", view="catalog:film_detail")


@require_safe
def film_by_identifier(request: HttpRequest, identifier: str) -> HttpResponse:
    """The permanent address: it leads to wherever the film's page is now."""
    film = get_object_or_404(Film.objects.published(), identifier=identifier)
    return moved(request, film.get_absolute_url(), is_permanent=False)


def _visitor(request: HttpRequest) -> Any:
    """Who is at the door, for the facets that ask."""
    return getattr(request, "visitor", None)
