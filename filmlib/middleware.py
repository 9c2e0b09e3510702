"""A reference id for every request, how much it may hold, and the headers every answer has."""

import secrets
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.cache import patch_vary_headers
from django_otp.middleware import OTPMiddleware
from simple_history.middleware import HistoryRequestMiddleware

from catalog.reference import reference
from catalog.request import Request
from filmlib import limits
from filmlib.views import no_room, too_large, too_many
from streaming.media.uploads.files import room

GetResponse = Callable[..., HttpResponse]

METHODS = ("GET", "HEAD", "POST", "OPTIONS")
UPLOADS = "/uploads/"  # tus has two methods more


class RequestLog:
    """Give the request a reference id, which its log lines and its error page carry.

    Nothing of the visitor is logged: no address, no cookie, no query.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponse:
        request.reference = secrets.token_hex(6)
        reference.set(request.reference)
        methods = (*METHODS, "PATCH", "DELETE") if request.path.startswith(UPLOADS) else METHODS
        is_known = request.method in methods
        response = self.get_response(request) if is_known else HttpResponseNotAllowed(methods)
        response["X-Request-ID"] = request.reference
        return response


class RateLimits:
    """Tell who asks too often how long to wait (see `filmlib.limits`)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if seconds := limits.wait(request):
            return too_many(request, seconds=seconds)
        return self.get_response(request)


class ForStaff:
    """Put before a middleware that only staff need: it is passed by for everybody else.

    Nobody else has a message here, or a name, and their visit is a session of its own.
    """

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES or request.path.startswith("/admin/"):
            return super().__call__(request)  # type: ignore[misc]
        return self.get_response(request)  # type: ignore[attr-defined]


class StaffSession(ForStaff, SessionMiddleware):
    def process_request(self, request: HttpRequest) -> None:
        """What is no key of a session is not looked up: PostgreSQL refuses to, for a NUL."""
        if not request.COOKIES.get(settings.SESSION_COOKIE_NAME, "").isalnum():
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        super().process_request(request)


class StaffAuthentication(ForStaff, AuthenticationMiddleware):
    pass


class StaffCodes(ForStaff, OTPMiddleware):
    pass


class StaffMessages(ForStaff, MessageMiddleware):
    pass


class History:
    """Who changed what: `simple_history`'s middleware is a function; this is it as a class."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.with_history = HistoryRequestMiddleware(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.with_history(request)


class StaffHistory(ForStaff, History):
    pass


class BodySize:
    """Refuse a body that its sender has no use for, or the disk no room, before a byte is read.

    Only staff hand in files. Whoever else sends a large one would have it spooled to the disk by
    the look for a form's token, which comes before any view.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or ""
        size = int(length) if length.isascii() and length.isdigit() and len(length) < 20 else 0
        if size > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            if size > _most_from(request):
                return too_large(request)
            keeps_what_came = request.path.startswith(UPLOADS)
            if not keeps_what_came and not _has_room_for(size):
                return no_room(request)
        return self.get_response(request)


def _most_from(request: HttpRequest) -> int:
    """The largest body that this sender may send, in bytes."""
    user = getattr(request, "user", None)  # only a request of staff has one
    is_staff = user is not None and user.is_active and user.is_staff
    return settings.LARGEST_UPLOAD * 1024**2 if is_staff else settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def _has_room_for(size: int) -> bool:
    try:
        return size <= room()
    except OSError:  # nothing at all can be written
        return False


class ResponseHeaders:
    """What is the same for every answer, unless a view said otherwise.

    A page holds its visitor's answer: it may be kept by their browser, asked again each time,
    and by nobody between. `response.frame_ancestors` names the origins that may frame a page,
    `response.content_policy` further directives that this one answer needs, such as
    `{"form-action": "https://lms.example"}`. A view may open `Cross-Origin-Opener-Policy` and
    `Cross-Origin-Resource-Policy`, and close `Referrer-Policy` further.
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
        if "public" not in headers["Cache-Control"]:
            _vary_by_cookie(response)
        headers["Permissions-Policy"] = self.PERMISSIONS
        own = dict(getattr(response, "content_policy", {}))
        framers = getattr(response, "frame_ancestors", None)
        if framers:
            own["frame-ancestors"] = framers
        headers["Content-Security-Policy"] = _policy(own) if own else self.policy
        if not framers:
            headers["X-Frame-Options"] = "DENY"
        headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


def _vary_by_cookie(response: HttpResponse) -> None:
    if response.has_header("Vary"):
        patch_vary_headers(response, ["Cookie"])
    else:  # as nearly always
        response.headers["Vary"] = "Cookie"


def _policy(own: dict[str, str] | None = None) -> str:
    """The content security policy as one line, with what one answer says otherwise."""
    directives = settings.CONTENT_SECURITY_POLICY | (own or {})
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())
