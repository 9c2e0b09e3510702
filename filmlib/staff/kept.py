"""What was typed into a form whose session had ended: kept through the sign-in that follows.

The fields travel in the sign-in page and in the one after it, in the browser; nothing is stored.
Passwords are not among them, and files cannot be.
"""

import json
from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

FIELD = "kept"
NOT_KEPT = {"csrfmiddlewaretoken", FIELD}


def is_worth_keeping(request: HttpRequest) -> bool:
    """Not where a password is typed: its page is asked for anew."""
    return request.method == "POST" and not any("password" in name for name in request.POST)


def as_text(request: HttpRequest) -> str:
    """The fields of a form that was sent, as one field."""
    fields = [[name, values] for name, values in request.POST.lists() if name not in NOT_KEPT]
    return json.dumps({"path": request.get_full_path(), "fields": fields})


def read(data: QueryDict) -> dict[str, Any] | None:
    """Where the form was sent, and its fields; None for what is no such thing."""
    try:
        kept = json.loads(data.get(FIELD, ""))
        path = kept["path"]
        fields = [(str(name), str(value)) for name, values in kept["fields"] for value in values]
    except (KeyError, TypeError, ValueError):
        return None
    is_ours = isinstance(path, str) and path.startswith(reverse("admin:index"))
    if not is_ours or not url_has_allowed_host_and_scheme(path, allowed_hosts=None):
        return None
    return {"path": path, "fields": fields}
