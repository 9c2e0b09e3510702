"""Whom a token is for: a keyed digest of the viewer, which is made anew and never kept."""

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from streaming.access.visit import viewer_of
from streaming.access.visitor import address_seen

SALT = "streaming.audience.v1"


def audience_of(request: HttpRequest) -> str:
    """Who asks, as 32 hexadecimal digits: by the visit's number, else by address and browser."""
    return next(_digests(request, settings.SECRET_KEY))


def is_of_audience(request: HttpRequest, audience: str) -> bool:
    """Whether an audience is who asks.

    Who signs in or out while a film plays goes on by address and browser, and a digest made under
    an earlier key counts for as long as a token does that was signed with it.
    """
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return any(audience == digest for key in keys for digest in _digests(request, key))


def _digests(request: HttpRequest, key: str) -> Iterator[str]:
    if viewer := viewer_of(request):
        yield _digest(key, "visit", viewer)
    yield _digest(key, "place", address_seen(request) or "", _browser(request))


def _digest(key: str, *parts: str) -> str:
    text = "\0".join(parts).encode("utf-8", "surrogatepass")
    return salted_hmac(SALT, text, secret=key, algorithm="sha256").hexdigest()[:32]


def _browser(request: HttpRequest) -> str:
    """The browser by its own name.

    Apple's browsers have a part of the system fetch films, which gives a name of its own; so they
    are all one here.
    """
    name = request.headers.get("User-Agent", "")
    is_apples = "AppleWebKit" in name and "Chrome/" not in name
    return "AppleWebKit" if is_apples or name.startswith("AppleCoreMedia") else name
