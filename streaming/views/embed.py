"""Pages made to be framed by a university's own sites, and by nobody else."""

from dataclasses import dataclass

import structlog
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from catalog.film_page import film_in_hand
from catalog.models import Film
from streaming.access.evidence import Word
from streaming.access.visitor import university_at, vouched_for
from streaming.models import University
from streaming.playback.frame_ticket import PARAMETER, redeem
from streaming.playback.gate import LIFETIME_OF_A_WORD
from streaming.playback.sealed import BadToken
from streaming.request import Request
from streaming.university_films import playable_films

log = structlog.get_logger(__name__)

MOST_FILMS = 24
FRAME_ANCESTORS = "frame_ancestors"  # read by filmlib.middleware.ResponseHeaders
UNBENT = {None, "expired", "spent"}  # of a ticket: nobody touched it


@require_safe
def embed_university(request: Request, slug: str) -> HttpResponse:
    """What a university can stream, as a list in a frame."""
    university = university_at(request, slug)
    films = playable_films(university, at=timezone.now())
    cards = films.cards(films.ids[:MOST_FILMS])
    context = {"university": university, "films": films, "cards": cards}
    return _framed(request, university, "streaming/embed_university.html", context)


@require_safe
def embed_film(request: Request, slug: str, film_slug: str) -> HttpResponse:
    """One film at a university, in a frame: the player, or why not."""
    university = university_at(request, slug)
    film = Film.objects.published(at=timezone.now()).filter(slug=film_slug).first()
    if film is None:
        raise Http404
    swap = _swap(request, university, film.pk)
    context = {
        "university": university,
        "film": film_in_hand(film),
        "year": film.year_display,
        "word": swap.word,
        "is_refused": swap.reason is not None,
    }
    status = 200 if swap.reason in UNBENT else 403
    return _framed(request, university, "streaming/embed_film.html", context, status=status)


@dataclass(frozen=True)
class Swap:
    """What became of a ticket: by whose word its holder may watch now, or why it was refused."""

    word: Word | None = None
    reason: str | None = None


def _swap(request: Request, university: University, film_id: int) -> Swap:
    """Take the ticket in the address, if there is one and it is needed; a HEAD takes nothing."""
    texts = request.GET.getlist(PARAMETER)
    if not texts or request.method != "GET":
        return Swap()
    now = timezone.now()
    try:
        ticket = redeem(texts[0] if len(texts) == 1 else "", university, film_id, at=now)
    except BadToken as refused:
        return _refused(request, university, film_id, refused.reason)
    if request.visitor.proof(university, film_id):
        return Swap()  # by address or visit, which the film's own addresses will show again
    request.visitor = vouched_for(
        request,
        request.visitor,
        ticket.word,
        university_id=university.pk,
        film_id=film_id,
        since=now,
        until=now + LIFETIME_OF_A_WORD,
    )
    if request.visitor.proof(university, film_id) is None:
        return _refused(request, university, film_id, "spent")
    return Swap(ticket.word)


def _refused(request: Request, university: University, film_id: int, reason: str) -> Swap:
    """One line in the log. Who is let in by other means needs no ticket, and hears nothing."""
    log.info("ticket_refused", reason=reason, university=university.slug)
    return Swap() if request.visitor.proof(university, film_id) else Swap(reason=reason)


def _framed(
    request: Request, university: University, template: str, context: dict, *, status: int = 200
) -> HttpResponse:
    """A page that the university's origins, exactly, may frame. Its address is told to nobody."""
    response = render(request, template, context, status=status)
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    patch_vary_headers(response, ["Cookie"])
    origins = " ".join(university.origins.values_list("origin", flat=True))
    setattr(response, FRAME_ANCESTORS, origins)
    return response
