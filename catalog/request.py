"""A request as the middleware and the views leave it."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from catalog.ready.store import Kept


class Request(HttpRequest):
    """reference: what its log lines and error page carry. kept: what its page was read with."""

    reference: str
    kept: dict[str, Kept]
    language: str


def language_of(request: HttpRequest) -> str:
    """The language the page is in; asked of Django once a request, which takes it its time."""
    known: str | None = request.__dict__.get("language")
    if known is None:
        known = request.__dict__["language"] = get_language() or settings.LANGUAGE_CODE
    return known
