"""The parts of a kept page that are made at each request.

`{% fresh "streaming.parts.panel" %}` shows what that function says of the request and the film. In
a page that is being made to be kept, it leaves a gap instead, which `fill` fills for the visitor at
hand. What is written into a page is escaped, so nobody's text can look like a gap.
"""

from collections.abc import Callable, Hashable
from functools import cache, lru_cache
from typing import Any

from django.http import HttpRequest
from django.template import Context
from django.template.engine import Engine
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString

KEEPING = {"is_being_kept": True}
OPENS, CLOSES = "<!--fresh ", "-->"


def gap(part: str) -> str:
    return f"{OPENS}{part}{CLOSES}"


def fill(body: str, request: HttpRequest, film: Any) -> str:
    """The page, whole."""
    page, *rest = body.split(OPENS)
    pieces = [page]
    for part, page in (piece.split(CLOSES, 1) for piece in rest):
        pieces += [made(part, request, film), page]
    return "".join(pieces)


def made(part: str, request: HttpRequest, film: Any) -> str:
    """A part, for the visitor at hand; `film` is None on a page that is not one film's."""
    return _function(part)(request, film)


@cache
def _function(part: str) -> Callable[[HttpRequest, Any], str]:
    return import_string(part)


def rendered(template: str, language: str, **values: Hashable) -> SafeString:
    """A template that depends on the reader's language, a few values, and nothing else.

    The values are compared anew at each request; only the words made of them are remembered, in
    the process. So what is passed is values whole: a name, a day, an answer, never a row's key.
    """
    return _rendered(template, language, tuple(values.items()))


@lru_cache(maxsize=4096)
def _rendered(
    template: str, _language: str, values: tuple[tuple[str, Hashable], ...]
) -> SafeString:
    return Engine.get_default().get_template(template).render(Context(dict(values)))
