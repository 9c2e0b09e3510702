"""A film's streaming access: the player, or the honest state, then the film."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from catalog.film_page import film_page


@require_safe
def watch(request: HttpRequest, slug: str) -> HttpResponse:
    return film_page(request, slug, template="streaming/watch.html", view="streaming:watch")
