"""A reference id for every request, and the headers every answer has."""

import secrets
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from simple_history.middleware import HistoryRequestMiddleware

from catalog.request import Request
from filmlib.logs import reference

GetResponse = Callable[..., HttpResponse]

METHODS = ("GET", "HEAD", "POST", "OPTIONS")


class RequestLog:
    """Give the request a reference id, which its log lines and its error page carry.

    Nothing of the visitor is logged: no address, no cookie, no query.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        request.reference = secrets.token_hex(6)
        reference.set(request.reference)
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        response = self.get_response(request)
        response["X-Request-ID"] = request.reference
        return response


class StaffHistory:
    """Who changed what is asked where staff work; elsewhere nothing has a history."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.with_history = HistoryRequestMiddleware(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_staff_work = request.path.startswith("/admin/")
        return self.with_history(request) if is_staff_work else self.get_response(request)


class ResponseHeaders:
    """What is the same for every answer, unless a view said otherwise.

    A page holds its visitor's answer: it may be kept by their browser, asked again each time,
    and by nobody between. `response.frame_ancestors` names the origins that may frame a page.
    """

    PERMISSIONS = (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(),"
        " microphone=(), payment=(), usb=()"
    )

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.policy = _policy()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        headers = response.headers
        headers.setdefault("Cache-Control", "private, no-cache")
        headers["Permissions-Policy"] = self.PERMISSIONS
        framers = getattr(response, "frame_ancestors", None)
        headers["Content-Security-Policy"] = _policy(framers) if framers else self.policy
        if not framers:
            headers["X-Frame-Options"] = "DENY"
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


def _policy(framers: str = "") -> str:
    """The content security policy as one line, with who may frame the page if anybody may."""
    directives = dict(settings.CONTENT_SECURITY_POLICY)
    if framers:
        directives["frame-ancestors"] = framers
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())
