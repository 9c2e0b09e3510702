"""Records as a reader hands them on, made to order."""

from itertools import count
from typing import Any

from catalog.exchange.importing.applying import apply
from catalog.exchange.incoming import Incoming
from catalog.models import ImportRun, Source

_numbers = count(1)


def incoming(key: str = "", *unread: tuple[str, str], place: int = 0, **facts: Any) -> Incoming:
    """A record with a title of its own, unless one is given; `title=None` leaves it out."""
    number = next(_numbers)
    title = {"title": f"Incoming {number}"} if "title" not in facts else {}
    known = {fact: value for fact, value in facts.items() if value is not None}
    return Incoming(key, place or number, title | known, tuple(unread))


def the_source(slug: str = "list") -> Source:
    return Source.objects.filter(slug=slug).first() or Source(slug=slug, name=slug)


def bring_in(*records: Any, source: str = "list", **options: Any) -> ImportRun:
    """Import these records, as a file of this source."""
    return apply(records, the_source(source), **options)
