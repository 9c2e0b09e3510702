"""Forms of visitors, guarded by where the browser says they come from, without a cookie."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

View = Callable[..., HttpResponse]


def from_own_pages(view: View) -> View:
    """Take a form that our own page sent; about any other, Django's check of its token decides.

    A browser says of each request whether a page of the same site made it (Fetch Metadata), or
    at least which (Origin), and no page can say it in its place. So whoever only looks at a page
    with such a form gets no cookie; and what a browser compares are the addresses it sees,
    so it holds behind a proxy that rewrites ours.
    """
    guarded = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def own(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return (view if _is_own(request) else guarded)(request, *args, **kwargs)

    return own


def _is_own(request: HttpRequest) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
