"""The requests that a browser is away with, in a signed cookie of its own.

The answer is posted from the provider's site, and brings only cookies that say `SameSite=None`,
which is only taken from https; without https it says nothing, and a browser sends it for minutes.
The page to go on to stays here with the request: no provider learns which film was asked for.
"""

from collections.abc import Iterable
from dataclasses import astuple, dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

COOKIE = "saml_requests"
SALT = "streaming.access.saml.outstanding"
PATH = "/saml2/"
AGE = 3600  # seconds that somebody may take to sign on
MOST = 3  # tabs at once; four would not fit a cookie with the longest addresses


@dataclass(frozen=True)
class Outstanding:
    """A request of ours: its id, to which sign-on it went, and the path to go on to."""

    request_id: str
    sign_on_id: int
    next_: str


def outstanding(request: HttpRequest) -> list[Outstanding]:
    """The latest first; none for a cookie that we did not write."""
    try:
        kept = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=AGE)
        return [Outstanding(*one) for one in kept]
    except (signing.BadSignature, TypeError):
        return []


def keep(response: HttpResponse, requests: Iterable[Outstanding]) -> None:
    kept = [astuple(one) for one in requests][:MOST]
    if not kept:
        response.delete_cookie(COOKIE, path=PATH)
        return
    response.set_cookie(
        COOKIE,
        signing.dumps(kept, salt=SALT, compress=True),
        max_age=AGE,
        path=PATH,
        httponly=True,
        secure=settings.IS_HTTPS,
        samesite="None" if settings.IS_HTTPS else None,
    )
