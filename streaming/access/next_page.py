"""Where a visitor goes on to: a path of this site, and nowhere else."""

import re

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

LONGEST = 500


def safe_path(text: str) -> str:
    """The text, if it is a path of this site with or without a query; or else nothing."""
    is_path = re.match(r"/(?![/\\])", text) and len(text) <= LONGEST and text.isprintable()
    return text if is_path and url_has_allowed_host_and_scheme(text, allowed_hosts=None) else ""


def next_page(request: HttpRequest) -> str:
    """Where the visitor asks to go next, by form or by address; or nothing."""
    return safe_path(request.POST.get("next") or request.GET.get("next") or "")
