"""The end of every way in: let in, with a visit; or refused, with a reason and a reference."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve

from streaming import audit
from streaming.access import visit
from streaming.access.evidence import Evidence, How
from streaming.access.next_page import safe_path
from streaming.models import AuditLine, SignOn, University
from streaming.playback.frame_ticket import PARAMETER, ticket_for
from streaming.request import Request

FRAME = "streaming:embed_film"


@dataclass(frozen=True)
class Refusal:
    """Why somebody was not let in.

    reason: a code, for the log and the audit. words: what the visitor reads, which may name what
    is missing, never what they sent. university: where it is known.
    """

    reason: str
    words: str
    university: University | None = None
    status: int = 403


def vouched(
    sign_on: SignOn, *, at: datetime, until: datetime | None = None, film_id: int | None = None
) -> Evidence:
    """The evidence that a sign-on gives, for as long as it says and at most a visit's length."""
    longest = at + visit.LONGEST
    return Evidence(
        How(sign_on.kind),
        sign_on.university_id,
        since=at,
        until=min(until, longest) if until else longest,
        sign_on_id=sign_on.pk,
        revision=sign_on.revision,
        film_id=film_id,
    )


def let_in(request: Request, sign_on: SignOn, evidence: Evidence, *, next_: str) -> HttpResponse:
    """Begin or widen the visit, and go on to where the visitor wanted to be.

    next_: a path of this site; anything else leads to the university's page.
    """
    response = redirect(_page(sign_on, evidence, safe_path(next_)))
    visit.begin(request, response, evidence, at=evidence.since)
    _record_sign_on(request, sign_on)
    return _unkept(response)


def let_in_by_ticket(request: Request, sign_on: SignOn, *, frame: str) -> HttpResponse:
    """Go on to a frame's page whose address brings a ticket; nothing is kept in this browser."""
    _record_sign_on(request, sign_on)
    return _unkept(redirect(frame))


def refuse(request: Request, how: How, refusal: Refusal) -> HttpResponse:
    """The page that says why not, with the reference by which the library finds it in its log."""
    audit.record(
        AuditLine.Act.DENIAL,
        who=how.value,
        university=refusal.university,
        why=refusal.reason,
        reference=request.reference,
    )
    context = {"refusal": refusal, "university": refusal.university}
    return _unkept(render(request, "streaming/not_let_in.html", context, status=refusal.status))


def _page(sign_on: SignOn, evidence: Evidence, path: str) -> str:
    """The page to go on to; into a film's frame with a ticket, since no cookie may come back there.

    The ticket is for what the evidence is for, and worth nothing to another university's frame.
    """
    if not path:
        return sign_on.university.get_absolute_url()
    try:
        match = resolve(path.partition("?")[0])
    except Resolver404:
        return path
    if match.view_name != FRAME or match.kwargs["slug"] != sign_on.university.slug:
        return path
    ticket = ticket_for(sign_on, sign_on.university, evidence.film_id, at=evidence.since)
    return f"{path}{'&' if '?' in path else '?'}{urlencode({PARAMETER: ticket})}"


def _record_sign_on(request: Request, sign_on: SignOn) -> None:
    audit.record(
        AuditLine.Act.SIGN_ON,
        who=sign_on.kind,
        university=sign_on.university,
        what=str(sign_on),
        reference=request.reference,
    )


def _unkept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response
