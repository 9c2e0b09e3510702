"""Whom a token is for: a keyed digest of the viewer, which is made anew and never kept."""

import re
import secrets
from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from streaming.access.visit import give_cookie, viewer_of
from streaming.access.visitor import address_seen

SALT = "streaming.audience.v1"
COOKIE = "library_viewer"  # a number without meaning, where seats are counted
_NUMBER = re.compile("[0-9a-f]{32}")


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


def watcher_of(request: HttpRequest) -> str:
    """Who watches, told from others at the same address with the same browser, if that is known.

    By the visit's number or the viewer's, and without either as `audience_of` says it.
    """
    if viewer_of(request) or not (number := _number(request)):
        return audience_of(request)
    return _digest(settings.SECRET_KEY, "viewer", number)


def number_viewer(request: HttpRequest) -> None:
    """Have the answer to this request give the browser a number, unless it has one."""
    if not viewer_of(request) and not _number(request):
        request.__dict__["viewer_number"] = secrets.token_hex(16)


def give_number(request: HttpRequest, response: HttpResponse) -> None:
    if number := request.__dict__.get("viewer_number"):
        give_cookie(request, response, COOKIE, number)


def _number(request: HttpRequest) -> str:
    number = request.COOKIES.get(COOKIE) or request.__dict__.get("viewer_number", "")
    return number if _NUMBER.fullmatch(number) else ""


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
