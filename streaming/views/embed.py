"""Pages made to be framed by a university's own sites, and by nobody else."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.film_page import film_in_hand
from catalog.models import Film
from streaming.access.visitor import university_at
from streaming.models import University
from streaming.university_films import playable_films

MOST_FILMS = 24
FRAME_ANCESTORS = "frame_ancestors"  # read by filmlib.middleware.ResponseHeaders


@require_safe
def embed_university(request: HttpRequest, slug: str) -> HttpResponse:
    """What a university can stream, as a list in a frame."""
    university = university_at(request, slug)
    films = playable_films(university, at=timezone.now())
    cards = films.cards(films.ids[:MOST_FILMS])
    context = {"university": university, "films": films, "cards": cards}
    return _framed(request, university, "streaming/embed_university.html", context)


@require_safe
def embed_film(request: HttpRequest, slug: str, film_slug: str) -> HttpResponse:
    """One film at a university, in a frame: the player, or why not."""
    university = university_at(request, slug)
    film = Film.objects.published(at=timezone.now()).filter(slug=film_slug).first()
    if film is None:
        raise Http404
    context = {"university": university, "film": film_in_hand(film), "year": film.year_display}
    return _framed(request, university, "streaming/embed_film.html", context)


def _framed(
    request: HttpRequest, university: University, template: str, context: dict
) -> HttpResponse:
    """A page that the university's origins, exactly, may frame."""
    response = render(request, template, context)
    origins = " ".join(university.origins.values_list("origin", flat=True))
    setattr(response, FRAME_ANCESTORS, origins)
    return response
