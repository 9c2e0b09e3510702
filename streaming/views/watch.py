"""A film's streaming access: the player, or the honest state, then the film."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from catalog.film_page import film_page
from streaming.request import Request


@require_safe
def watch(request: Request, slug: str) -> HttpResponse:
    return film_page(request, slug, template="streaming/watch.html", view="streaming:watch")
