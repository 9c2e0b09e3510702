"""What is new in the library, as a feed."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalog.addresses import absolute
from catalog.cards import directors_of
from catalog.exchange.atom import CONTENT_TYPE, Entry, atom
from catalog.models import Film

MOST = 50


@require_safe
def new_films(request: HttpRequest) -> HttpResponse:
    """The films published last, each with the moment of its publication. Two queries."""
    published = Film.objects.published(at=timezone.now()).order_by("-published_from", "-pk")
    films = list(published.only("slug", "title", "identifier", "published_from")[:MOST])
    directors = directors_of(film.pk for film in films)
    entries = [
        Entry(
            identifier=film.identifier,
            title=film.title,
            address=absolute(film.get_absolute_url()),
            directors=directors.get(film.pk, []),
            updated=film.published_from,
        )
        for film in films
        if film.published_from
    ]
    page, itself = absolute(reverse("home")), absolute(reverse("catalog:new_films"))
    text = atom(_("New in the library"), page=page, itself=itself, entries=entries)
    return HttpResponse(text, content_type=CONTENT_TYPE)
