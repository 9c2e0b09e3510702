"""Media bytes, and materials for licensed universities: the only doors they leave by."""

from mimetypes import guess_type
from pathlib import PurePath

import structlog
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.models import Film, Material
from streaming import audit
from streaming.access.ways_in import sign_in_address
from streaming.availability import availability_of
from streaming.models import AuditLine
from streaming.playback import gate
from streaming.playback.again import as_long_as, asked_anew
from streaming.playback.delivery import deliver
from streaming.playback.stored import Stored
from streaming.request import Request
from streaming.views.away import storage_may_be_away

YES_HOLDS = 4  # seconds; a proxy counts whole ones, so that none is older than five

log = structlog.get_logger(__name__)


@require_safe
@storage_may_be_away
def play(request: Request, token: str, name: str, folder: str = "") -> HttpResponseBase:
    """One file of a film, or a part of it, to an admitted visitor."""
    try:
        playback = gate.admit(request, token, name, at=timezone.now())
        response = deliver(request, gate.file_at(playback, name, folder))
    except gate.Refused as refusal:
        return _refused(request, refusal)
    except FileNotFoundError as missing:
        log.error("media_file_missing", film=playback.film_id)
        raise Http404 from missing
    response["X-Robots-Tag"] = "noindex"
    return as_long_as(response, lambda: _is_admitted(asked_anew(request), token, name))


@require_safe
def admission(request: Request, token: str, folder: str, name: str) -> HttpResponse:
    """Whether `play` would send a package's file to who asks: 204 or 403, and nothing else.

    A proxy that sends the files itself asks this, and keeps a yes for as long as it is told.
    """
    now = timezone.now()
    try:
        playback = gate.admit(request, token, name, at=now)
        gate.file_at(playback, name, folder)
    except gate.Refused:
        return HttpResponse(status=403)
    left = int((playback.expires_at - now).total_seconds())
    return HttpResponse(status=204, headers={"X-Accel-Expires": str(min(YES_HOLDS, left))})


def _is_admitted(request: Request, token: str, name: str) -> bool:
    """Whether it may go on leaving; it is also the viewer's sign of life."""
    try:
        gate.admit(request, token, name, at=timezone.now())
    except gate.Refused as refusal:
        log.info("play_ended", reason=refusal.reason)
        return False
    return True


@require_safe
@storage_may_be_away
def material(request: Request, slug: str, pk: int) -> HttpResponseBase:
    """A study guide or the like: a file, or a link to follow."""
    found = get_object_or_404(
        Material.objects.select_related("film"),
        pk=pk,
        film__slug=slug,
        film__published_from__lte=timezone.now(),
    )
    if found.audience == Material.Audience.LICENSED:
        university = request.visitor.university
        availability = availability_of(found.film, university, at=timezone.now())
        if not request.visitor.may_play(found.film_id, university, availability):
            refusal = gate.Refused("material", university, film_id=found.film_id)
            return _refused(request, refusal, next_=request.path)
    if found.url:
        return redirect(found.url)
    try:
        return deliver(request, _stored(found))
    except FileNotFoundError as missing:
        log.error("material_file_missing", material=found.pk)
        raise Http404 from missing


def _stored(found: Material) -> Stored:
    """The material's file under a name of ours: the typed one may be anything."""
    suffix = PurePath(str(found.file.name)).suffix
    name = f"{found.film.slug}-{found.kind}{suffix}"
    return Stored(str(found.file.name), guess_type(name)[0] or "application/octet-stream", name)


def _refused(request: Request, refusal: gate.Refused, *, next_: str = "") -> HttpResponse:
    """403 in the same words for every reason; which one it was stands in the audit trail.

    next_: where to come back to from signing in; a film's bytes are no page to come back to.
    """
    university = refusal.university
    film = Film.objects.filter(pk=refusal.film_id or 0).first()
    audit.record(
        AuditLine.Act.DENIAL,
        who=request.visitor.how or audit.NO_EVIDENCE,
        university=university,
        what=str(film or ""),
        why=refusal.reason,
    )
    sign_in = sign_in_address(university.slug, next_) if university else ""
    is_full = refusal.reason == gate.NO_SEAT
    context = {"university": university, "sign_in": sign_in, "is_full": is_full}
    response = render(request, "streaming/refused.html", context, status=403)
    response["Cache-Control"] = "private, no-store"
    return response
