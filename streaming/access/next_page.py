"""Where a visitor goes on to: a path of this site, and nowhere else."""

import re
from datetime import datetime
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme

from catalog.models import Film

LONGEST = 500


def safe_path(text: str) -> str:
    """The text, if it is a path of this site with or without a query; or else nothing."""
    is_path = re.match(r"/(?![/\\])", text) and len(text) <= LONGEST and text.isprintable()
    return text if is_path and url_has_allowed_host_and_scheme(text, allowed_hosts=None) else ""


def next_page(request: HttpRequest) -> str:
    """Where the visitor asks to go next, by form or by address; or nothing."""
    return safe_path(request.POST.get("next") or request.GET.get("next") or "")


def film_shown_at(path: str, *, at: datetime) -> Film | None:
    """The published film whose page, or whose player, a path of this site leads to."""
    try:
        match = resolve(urlsplit(path).path)
    except Resolver404:
        return None
    if match.view_name not in {"catalog:film_detail", "streaming:watch"}:
        return None
    return Film.objects.published(at=at).filter(slug=match.kwargs["slug"]).first()
