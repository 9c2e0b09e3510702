"""While a film leaves, whether it still may: a browser can take hours over one answer."""

import errno
from collections.abc import Callable, Iterator
from importlib import import_module
from time import monotonic

from django.conf import settings
from django.contrib.auth import get_user
from django.core.handlers.wsgi import WSGIRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from streaming.access.visitor import recognise
from streaming.request import Request

EVERY = 3  # seconds


def asked_anew(request: Request) -> Request:
    """The same request as if it came now, with nothing that was found out about it before."""
    again: Request = WSGIRequest(request.environ)  # type: ignore[attr-defined, assignment]
    if key := again.COOKIES.get(settings.SESSION_COOKIE_NAME):
        again.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
        again.user = get_user(again)
    again.visitor = recognise(again, at=timezone.now())
    return again


def as_long_as(response: HttpResponseBase, may_go_on: Callable[[], bool]) -> HttpResponseBase:
    """The answer, whose body ends in the middle once `may_go_on` says no."""
    if response.streaming:
        response.streaming_content = _guarded(response.streaming_content, may_go_on)  # type: ignore[attr-defined]
    return response


def _guarded(body: Iterator[bytes], may_go_on: Callable[[], bool]) -> Iterator[bytes]:
    """Raises ConnectionResetError, at which a server closes the connection and logs nothing."""
    asked_at = monotonic()
    for chunk in body:
        if monotonic() - asked_at > EVERY:
            if not may_go_on():
                raise ConnectionResetError(errno.ECONNRESET, "the right to watch ended")
            asked_at = monotonic()
        yield chunk
