"""Paths of pages, quickly: Django takes longer to reverse one than to show all else of a card.

And on from an earlier path to the present one.
"""

from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import get_script_prefix, reverse


def address(view: str, key: str, *further: str) -> str:
    """The path of a page named by one word: `address("catalog:film_detail", "mephisto")`.

    further: words of which there are few, like the ending of a file's name.
    """
    before, after = _around_the_key(view, further, get_script_prefix())
    return f"{before}{key}{after}"


def absolute(path: str) -> str:
    """A path of this site with the site's name before it; a whole address stays as it is."""
    return path if "://" in path else f"{settings.SITE_URL}{path}"


def moved(request: HttpRequest, path: str, *, is_permanent: bool = True) -> HttpResponse:
    """On to a path of ours, with all that was asked of the one that was asked for."""
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"{path}?{query}" if query else path, permanent=is_permanent)


@cache
def _around_the_key(view: str, further: tuple[str, ...], _prefix: str) -> tuple[str, str]:
    before, _key, after = reverse(view, args=["KEY", *further]).partition("KEY")
    return before, after
