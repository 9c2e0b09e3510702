"""The parts of a kept page that are made at each request.

`{% fresh "streaming.parts.panel" %}` shows what that function says of the request and the film. In
a page that is being made to be kept, it leaves a gap instead, which `fill` fills for the visitor at
hand. What is written into a page is escaped, so nobody's text can look like a gap.

A part can be told words that are the same for every visitor: they lie in the gap, and were found
when the page was made.
"""

from collections.abc import Callable, Hashable
from functools import cache, lru_cache
from typing import Any
from urllib.parse import quote, unquote

from django.http import HttpRequest
from django.template import Context
from django.template.engine import Engine
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString

KEEPING = {"is_being_kept": True}
OPENS, CLOSES = "<!--fresh ", "-->"
OPENING, CLOSING = OPENS.encode(), CLOSES.encode()


def gap(part: str, *words: str) -> str:
    return f"{OPENS}{' '.join([part, *map(quote, words)])}{CLOSES}"


def fill(body: bytes, request: HttpRequest, film: Any) -> bytes:
    """The page, whole. Bytes to bytes: a page is some ten times longer than what is put into it.

    It is copied once, when its pieces are joined.
    """
    page, place = memoryview(body), 0
    pieces: list[bytes | memoryview] = []
    while (opens := body.find(OPENING, place)) >= 0:
        closes = body.index(CLOSING, opens)
        function, words = _read(body[opens + len(OPENING) : closes])
        pieces += [page[place:opens], function(request, film, *words).encode()]
        place = closes + len(CLOSING)
    return b"".join([*pieces, page[place:]])


@lru_cache(maxsize=1024)
def _read(left: bytes) -> tuple[Callable[..., str], tuple[str, ...]]:
    """What a gap says: who fills it, and the words that lie in it."""
    part, *words = left.decode().split(" ")
    return _function(part), tuple(map(unquote, words))


def made(part: str, request: HttpRequest, film: Any, *words: str) -> str:
    """A part, for the visitor at hand; `film` is None on a page that is not one film's."""
    return _function(part)(request, film, *words)


@cache
def _function(part: str) -> Callable[..., str]:
    return import_string(part)


def rendered(template: str, language: str, **values: Hashable) -> SafeString:
    """A template that depends on the reader's language, a few values, and nothing else.

    The values are compared anew at each request; only the words made of them are remembered, in
    the process. So what is passed is values whole: a name, a day, an answer, never a row's key.
    """
    return _memory(template)(language, tuple(values.items()))


@cache
def _memory(template: str) -> Callable[[str, tuple[tuple[str, Hashable], ...]], SafeString]:
    """Each template has its own: what is of one film and one visitor pushes out nothing else."""

    @lru_cache(maxsize=2048)
    def render(_language: str, values: tuple[tuple[str, Hashable], ...]) -> SafeString:
        return Engine.get_default().get_template(template).render(Context(dict(values)))

    return render
