"""Films: their list, and each one's page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.film_list import FilmQuery
from catalog.film_page import film_page
from catalog.models import Film
from catalog.request import Request


@require_safe
def film_list(request: HttpRequest) -> HttpResponse:
    asked = FilmQuery.from_params(request.GET)
    page = asked.page_of_films(at=timezone.now())
    return render(request, "catalog/film_list.html", {"asked": asked, "page": page})


@require_safe
def film_detail(request: Request, slug: str) -> HttpResponse:
    return film_page(request, slug, template="catalog/film_detail.html", view="catalog:film_detail")


@require_safe
def film_by_identifier(request: HttpRequest, identifier: str) -> HttpResponse:
    """The permanent address: it leads to wherever the film's page is now."""
    film = get_object_or_404(Film.objects.published(), identifier=identifier)
    return redirect(film)
