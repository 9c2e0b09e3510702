"""Pages made to be framed by a university's own sites, and by nobody else."""

from dataclasses import dataclass

import structlog
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from catalog.addresses import moved
from catalog.cards import cards_of
from catalog.film_page import film_at, film_in_hand
from catalog.models import Collection, Film
from streaming.access.evidence import Word
from streaming.access.lti.registered import framers_at
from streaming.access.visitor import university_at, vouched_for
from streaming.frame_look import FrameLook, accent_css, can_be_read
from streaming.models import University
from streaming.playback.frame_ticket import PARAMETER, redeem
from streaming.playback.gate import LIFETIME_OF_A_WORD
from streaming.playback.sealed import BadToken
from streaming.request import Request
from streaming.university_films import playable_films

log = structlog.get_logger(__name__)

FRAME_ANCESTORS = "frame_ancestors"  # read by filmlib.middleware.ResponseHeaders
SCRIPT = "text/javascript; charset=utf-8"
UNBENT = {None, "expired", "spent"}  # of a ticket: nobody touched it


@require_safe
def embed_university(request: Request, slug: str) -> HttpResponse:
    """What a university can stream, as a list in a frame."""
    university = university_at(request, slug)
    look = FrameLook.of(request.GET)
    films = playable_films(university, at=timezone.now())
    collection = Collection.objects.filter(slug=look.collection).first()
    shown = films.ids
    if collection is not None:
        its_films = set(Film.objects.filter(collections=collection).values_list("pk", flat=True))
        shown = [pk for pk in shown if pk in its_films]
    context = {
        "university": university,
        "films": films,
        "cards": films.cards(shown[: look.count]),
        "collection": collection,
        "look": look,
    }
    return _framed(request, university, "streaming/embed_university.html", context)


@require_safe
def embed_film(request: Request, slug: str, film_slug: str) -> HttpResponse:
    """One film at a university, in a frame: the player, or why not."""
    university = university_at(request, slug)
    film = film_at(film_slug)
    if film.slug != film_slug:
        return moved(request, reverse("streaming:embed_film", args=[slug, film.slug]))
    swap = _swap(request, university, film.pk)
    context = {
        "university": university,
        "film": film_in_hand(film),
        "year": film.year_display,
        # Not asked for where the film plays.
        "poster": SimpleLazyObject(lambda: cards_of([film])[0].picture),
        "look": FrameLook.of(request.GET),
        "word": swap.word,
        "is_refused": swap.reason is not None,
    }
    status = 200 if swap.reason in UNBENT else 403
    return _framed(request, university, "streaming/embed_film.html", context, status=status)


@require_safe
def embed_accent(request: Request, accent: str) -> HttpResponse:
    """The style sheet of one accent, which never changes: no style stands in a page itself."""
    if not can_be_read(accent):
        raise Http404
    response = HttpResponse(accent_css(accent), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@require_safe
def embed_height(request: Request) -> HttpResponse:
    """The script that a framing page may take, to give each frame the height of what is in it."""
    response = render(request, "streaming/embed_height.js", content_type=SCRIPT)
    response["Cache-Control"] = "public, max-age=86400"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


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
    with override(context["look"].language or get_language()):
        response = render(request, template, context, status=status)
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    setattr(response, FRAME_ANCESTORS, framers_at(university))
    return response
