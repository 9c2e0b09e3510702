"""Media bytes, and materials for licensed universities: the only doors they leave by."""

import structlog
from django.http import FileResponse, Http404, HttpResponse
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
from streaming.playback.byte_ranges import file_response
from streaming.request import Request

log = structlog.get_logger(__name__)


@require_safe
def play(request: Request, token: str, name: str, folder: str = "") -> HttpResponseBase:
    """One file of a film, or a part of it, to an admitted visitor."""
    try:
        playback = gate.admit(request, token, name, at=timezone.now())
        path, content_type = gate.file_at(playback, name, folder)
        response = file_response(request, path, content_type=content_type)
    except gate.Refused as refusal:
        return _refused(request, refusal)
    except FileNotFoundError as missing:
        log.error("media_file_missing", film=playback.film_id)
        raise Http404 from missing
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return as_long_as(response, lambda: _is_admitted(asked_anew(request), token, name))


def _is_admitted(request: Request, token: str, name: str) -> bool:
    """Whether it may go on leaving; it is also the viewer's sign of life."""
    try:
        gate.admit(request, token, name, at=timezone.now())
    except gate.Refused as refusal:
        log.info("play_ended", reason=refusal.reason)
        return False
    return True


@require_safe
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
        response = FileResponse(found.file.open(), as_attachment=True, filename=_file_name(found))
    except FileNotFoundError as missing:
        log.error("material_file_missing", material=found.pk)
        raise Http404 from missing
    response["Cache-Control"] = "private, no-store"
    return response


def _file_name(found: Material) -> str:
    return f"{found.film.slug}-{found.kind}{''.join(str(found.file.name).rpartition('.')[1:])}"


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
