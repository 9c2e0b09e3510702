"""A film's transcript, for who may watch the film: a page, and the same as plain text."""

import structlog
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.addresses import moved
from catalog.film_page import film_at, film_in_hand
from catalog.models import Film
from catalog.request import language_of
from catalog.search.state import cleaned
from streaming.availability import availability_of
from streaming.panel import Panel, panel_for
from streaming.request import Request
from streaming.transcript import Transcript, transcript_of
from streaming.views.away import storage_may_be_away

TEXT = "text/plain; charset=utf-8"
log = structlog.get_logger(__name__)


@require_safe
@storage_may_be_away
def transcript(request: Request, slug: str) -> HttpResponse:
    """`?q=` marks words in it; `?language=` and `?kind=` choose among the film's tracks."""
    film = film_at(slug)
    if film.slug != slug:
        return moved(request, reverse("streaming:transcript", args=[film.slug]))
    panel = _panel(request, film)
    return _page(request, film, panel, _transcript(request, film) if panel.may_play else None)


@require_safe
@storage_may_be_away
def transcript_text(request: Request, slug: str) -> HttpResponse:
    """To be kept; who may not watch the film gets the page that says so."""
    film = film_at(slug)
    panel = _panel(request, film)
    if not panel.may_play:
        return _page(request, film, panel, None, status=403)
    found = _transcript(request, film)
    if found is None:
        raise Http404
    response = HttpResponse(found.text, content_type=TEXT)
    name = f"{film.slug}-transcript-{found.language}.txt"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return _private(response)


def _panel(request: Request, film: Film) -> Panel:
    university = request.visitor.university
    availability = availability_of(film, university, at=timezone.now())
    return panel_for(film_in_hand(film), university, request.visitor, availability)


def _transcript(request: Request, film: Film) -> Transcript | None:
    asked = request.GET
    try:
        return transcript_of(
            film.pk,
            reader=language_of(request),
            language=asked.get("language", ""),
            kind=asked.get("kind", ""),
            q=cleaned(asked.get("q", "")),
        )
    except FileNotFoundError as missing:
        log.error("captions_file_missing", film=film.pk)
        raise Http404 from missing


def _page(
    request: Request, film: Film, panel: Panel, found: Transcript | None, *, status: int = 200
) -> HttpResponse:
    context = {"film": film, "panel": panel, "transcript": found}
    return _private(render(request, "streaming/transcript.html", context, status=status))


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
