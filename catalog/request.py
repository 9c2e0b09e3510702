"""A request as the middleware and the views leave it."""

from django.http import HttpRequest

from catalog.ready.store import Kept


class Request(HttpRequest):
    """reference: what its log lines and error page carry. kept: what its page was read with."""

    reference: str
    kept: dict[str, Kept]
