"""Who may hand in films, and how tus answers whatever is asked of it."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from catalog.reference import reference
from streaming import staff_codes as codes
from streaming.media.uploads.refusal import Refusal

VERSION = "1.0.0"
MAY = "streaming.change_media"
View = Callable[..., HttpResponse]


class StaffRequest(HttpRequest):
    """A request behind this door."""

    user: User


def tus(view: View) -> View:
    """Ask first who comes and what they speak; say every refusal as one small object.

    Where something between here and the client lets no PATCH through, POST may stand for it.
    """

    @wraps(view)
    def spoken(request: HttpRequest, **named: str) -> HttpResponse:
        try:
            if request.method == "POST":
                request.method = request.headers.get("X-HTTP-Method-Override", "POST")
            _refuse_who_may_not(request)
            _refuse_other_versions(request)
            response = view(request, **named)
        except Refusal as refusal:
            response = _refused(refusal)
        response["Tus-Resumable"] = VERSION
        response["Cache-Control"] = "no-store"
        return response

    return spoken


def _refuse_who_may_not(request: HttpRequest) -> None:
    user = getattr(request, "user", None)  # only a request of staff has one
    if user is None or not _is_let_in(user):
        words = _("You are not signed in. Sign in, then go on here.")
        raise Refusal(HTTPStatus.FORBIDDEN, words)
    if not user.has_perm(MAY):
        raise Refusal(HTTPStatus.FORBIDDEN, _("Your account may not hand in films."))


def _is_let_in(user: Any) -> bool:
    """As the admin lets in: with the code that the account asks for, or the library of all."""
    is_staff = user.is_active and user.is_staff
    return is_staff and codes.is_through(user) and not codes.must_enrol(user)


def _refuse_other_versions(request: HttpRequest) -> None:
    if request.method != "OPTIONS" and request.headers.get("Tus-Resumable") != VERSION:
        refusal = Refusal(HTTPStatus.PRECONDITION_FAILED, _("Only tus 1.0.0 is spoken here."))
        refusal.headers["Tus-Version"] = VERSION
        raise refusal


def _refused(refusal: Refusal) -> HttpResponse:
    said = {"error": refusal.words, "reference": reference.get()}
    response = JsonResponse(said, status=refusal.status, headers=refusal.headers)
    if refusal.status == Refusal.CHECKSUM_MISMATCH:
        response.reason_phrase = "Checksum Mismatch"
    return response
