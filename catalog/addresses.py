"""Paths of pages, quickly: Django takes longer to reverse one than to show all else of a card."""

from functools import cache

from django.conf import settings
from django.urls import get_script_prefix, reverse


def address(view: str, key: str) -> str:
    """The path of a page named by one word: `address("catalog:film_detail", "mephisto")`."""
    before, after = _around_the_key(view, get_script_prefix())
    return f"{before}{key}{after}"


def absolute(path: str) -> str:
    """A path of this site with the site's name before it; a whole address stays as it is."""
    return path if "://" in path else f"{settings.SITE_URL}{path}"


@cache
def _around_the_key(view: str, _prefix: str) -> tuple[str, str]:
    before, _key, after = reverse(view, args=["KEY"]).partition("KEY")
    return before, after
