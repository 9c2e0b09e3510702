"""A visit: what a browser has proven here, kept in a session of its own and erased with it.

Staff have another session, under another cookie. A visit holds evidence and nothing of a person:
its number is new with each proof, and who signs out leaves no row.
"""

import secrets
from datetime import datetime, timedelta
from http.cookies import Morsel
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse

from streaming.access.evidence import Evidence
from streaming.sweeping import sweep

COOKIE = "library_visit"
LONGEST = timedelta(hours=12)
MOST = 20  # proofs in one visit
EVIDENCE, VIEWER = "evidence", "viewer"

# Python 3.11 does not know the attribute without which a browser gives a frame no cookie at all.
Morsel._reserved["partitioned"] = "Partitioned"  # type: ignore[attr-defined]
Morsel._flags.add("partitioned")  # type: ignore[attr-defined]


def evidence_of(request: HttpRequest, *, at: datetime) -> list[Evidence]:
    """What this browser has proven and is not over, the latest first. One query, with a cookie."""
    found = (_read(one) for one in _held(request).get(EVIDENCE, ()))
    return [one for one in found if one and (one.until is None or at < one.until)]


def viewer_of(request: HttpRequest) -> str:
    """A number that stays while the visit does and means nothing elsewhere; or nothing."""
    viewer: str = _held(request).get(VIEWER, "")
    return viewer


def begin(
    request: HttpRequest, response: HttpResponse, evidence: Evidence, *, at: datetime
) -> None:
    """Add a proof to the visit, under a new key: an older one, known to others, is worth nothing.

    A proof replaces the one by the same sign-on for the same thing.
    """
    kept = [one for one in evidence_of(request, at=at) if _thing(one) != _thing(evidence)]
    viewer = viewer_of(request) or secrets.token_hex(8)
    session = _session(request)
    session.flush()
    session[EVIDENCE] = [one.as_json() for one in [evidence, *kept][:MOST]]
    session[VIEWER] = viewer
    session.set_expiry(int(LONGEST.total_seconds()))
    session.save()
    sweep(Session.objects.filter(expire_date__lt=at))
    give_cookie(request, response, COOKIE, str(session.session_key))


def end(request: HttpRequest, response: HttpResponse) -> None:
    """Erase the visit, here and in the browser."""
    _session(request).flush()
    response.delete_cookie(COOKIE, samesite="Lax")


def is_in_a_frame(request: HttpRequest) -> bool:
    """Whether the page is for a frame on another site, as every browser of today says itself."""
    return (
        request.headers.get("Sec-Fetch-Dest") in {"iframe", "frame"}
        and request.headers.get("Sec-Fetch-Site") != "same-origin"
    )


def _held(request: HttpRequest) -> Any:
    """What the visit holds: nothing, and no session is made for it, without its cookie."""
    is_there = COOKIE in request.COOKIES or "visit" in request.__dict__
    return _session(request) if is_there else {}


def _session(request: HttpRequest) -> SessionBase:
    """The visit's session, read once a request; an empty one without its cookie."""
    session: SessionBase | None = request.__dict__.get("visit")
    if session is None:
        key = request.COOKIES.get(COOKIE, "")
        store: Any = import_module(settings.SESSION_ENGINE).SessionStore
        # What is no key of a session is not looked up: PostgreSQL refuses to, for a NUL.
        session = store(key if key.isascii() and key.isalnum() else None)
        request.__dict__["visit"] = session
    return session


def _read(kept: Any) -> Evidence | None:
    """One proof as it is kept; None for one that an earlier release wrote otherwise."""
    try:
        return Evidence.from_json(kept)
    except (KeyError, TypeError, ValueError):
        return None


def _thing(evidence: Evidence) -> tuple[object, ...]:
    return evidence.how, evidence.university_id, evidence.sign_on_id, evidence.film_id


def give_cookie(request: HttpRequest, response: HttpResponse, name: str, value: str) -> None:
    """For this browser's session only. In a frame it is the framing site's own, or it is lost."""
    framed = settings.IS_HTTPS and is_in_a_frame(request)
    response.set_cookie(
        name,
        value,
        httponly=True,
        secure=settings.IS_HTTPS,
        samesite="None" if framed else "Lax",
    )
    if framed:
        response.cookies[name]["partitioned"] = True
