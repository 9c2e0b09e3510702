"""The front door, the health of the house, and what is said when something is wrong."""

import sys
from http import HTTPStatus

import structlog
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import Context
from django.template.engine import Engine
from django.utils import timezone
from django.views.decorators.http import require_safe

from catalog.ready.triggers import missing
from filmlib.full_disk import is_full
from filmlib.home import front_page
from streaming.request import Request

PLAIN = "text/plain; charset=utf-8"
TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
log = structlog.get_logger(__name__)


@require_safe
def home(request: Request) -> HttpResponse:
    return render(request, "home.html", {"page": front_page(request, at=timezone.now())})


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type=PLAIN)


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """The process can serve: the database answers, is migrated, and keeps the ready pages' law."""
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return _not_ready("the database is not migrated: run manage.py migrate")
        if missing():
            return _not_ready("triggers are missing: run manage.py migrate")
    except Error as error:
        log.error("not_ready", error=str(error))
        return _not_ready("the database does not answer")
    return HttpResponse("ok\n", content_type=PLAIN)


def _not_ready(why: str) -> HttpResponse:
    return HttpResponse(f"not ready: {why}\n", status=503, content_type=PLAIN)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, TOO_MUCH):
        return too_large(request)
    return _error_page(request, "400.html", 400)


def too_large(request: HttpRequest) -> HttpResponse:
    """A page that no view had a say in: the body was not even read."""
    return _error_page(request, "413.html", 413)


def no_room(request: HttpRequest) -> HttpResponse:
    """The disk is full, or nearly: said before a body is read."""
    return _error_page(request, "507.html", 507)


def too_many(request: HttpRequest, *, seconds: int) -> HttpResponse:
    """Who asks too often hears for how many seconds to wait."""
    response = _error_page(request, "429.html", 429)
    response["Retry-After"] = str(seconds)
    return response


def too_many_guesses(request: HttpRequest, *, seconds: int) -> HttpResponse:
    """The same for staff who sign in, in the same words whether or not there is an account."""
    response = _error_page(request, "429_guesses.html", 429)
    response["Retry-After"] = str(seconds)
    return response


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error_page(request, "403.html", 403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error_page(request, "404.html", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """A page that needs no database, since that may be what failed."""
    if is_full(sys.exception()):
        return no_room(request)
    return _error_page(request, "500.html", 500)


def _error_page(request: HttpRequest, template: str, status: int) -> HttpResponse:
    """A page that asks nothing of the visitor's university or of the database.

    A program that asked for an object gets one.
    """
    reference = getattr(request, "reference", "")
    if request.path.endswith((".json", "/suggest")) or not request.accepts("text/html"):
        error = {"error": HTTPStatus(status).phrase, "reference": reference}
        return JsonResponse(error, status=status)
    page = Engine.get_default().get_template(template)
    first, *rest = [word for word in request.path.split("/") if word] or [""]
    is_film = first == "films" and bool(rest)
    words = rest[0] if is_film else (rest or [first])[-1]
    searched = words.replace("-", " ")[:100]
    html = page.render(Context({"reference": reference, "words": searched, "is_film": is_film}))
    return HttpResponse(html, status=status)
