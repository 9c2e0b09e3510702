"""A request as the middleware and the views leave it."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from catalog.ready import store
from catalog.ready.store import Kept, Made


class Request(HttpRequest):
    """reference: what its log lines and error page carry. kept: what its page was read with.

    made: what was made for it and is to be kept when it is answered.
    """

    reference: str
    kept: dict[str, Kept]
    made: list[Made]
    language: str


def keep(request: Request, made: Made) -> None:
    """With all else that the request made, where its view gathers that; or else at once."""
    if hasattr(request, "made"):
        request.made.append(made)
    else:
        store.keep_all([made])


def language_of(request: HttpRequest) -> str:
    """The language the page is in; asked of Django once a request, which takes it its time."""
    known: str | None = request.__dict__.get("language")
    if known is None:
        known = request.__dict__["language"] = get_language() or settings.LANGUAGE_CODE
    return known
