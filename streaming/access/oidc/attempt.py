"""A sign-on under way: what we asked with, kept by the visitor's own browser meanwhile."""

import secrets
from dataclasses import asdict, dataclass, field
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

COOKIE = "library_oidc_"  # and the beginning of its state: two tabs do not end each other
PATH = "/oidc/"
SALT = "streaming.oidc.v1"
LONGEST = timedelta(minutes=10)


@dataclass(frozen=True)
class Attempt:
    """With whom, and back to where. state, nonce, verifier: of this one attempt alone."""

    provider: int
    next_: str
    state: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    nonce: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48))


def keep(response: HttpResponse, attempt: Attempt) -> None:
    """The provider sends people back by a link, with which a browser sends such a cookie."""
    response.set_cookie(
        _name(attempt.state),
        signing.dumps(asdict(attempt), salt=SALT),
        max_age=LONGEST,
        path=PATH,
        httponly=True,
        secure=settings.IS_HTTPS,
        samesite="Lax",
    )


def kept(request: HttpRequest, state: str) -> Attempt | None:
    """The attempt that this browser began with that state, if it is not too long ago."""
    signed = request.COOKIES.get(_name(state), "")
    try:
        attempt = Attempt(**signing.loads(signed, salt=SALT, max_age=LONGEST))
    except (signing.BadSignature, TypeError):  # bent, too old, or an earlier release wrote it
        return None
    return attempt if secrets.compare_digest(attempt.state.encode(), state.encode()) else None


def forget(response: HttpResponse, attempt: Attempt) -> None:
    response.delete_cookie(_name(attempt.state), path=PATH, samesite="Lax")


def _name(state: str) -> str:
    return COOKIE + "".join(sign for sign in state[:8] if sign.isalnum())
