"""Feeds in Atom (RFC 4287). A film's id there is a tag (RFC 4151), whatever its address is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2


@dataclass(frozen=True)
class Entry:
    """A film in a feed. updated: the moment it became what the feed is about."""

    identifier: str
    title: str
    address: str
    directors: list[str]
    updated: datetime
    words: str = ""


def atom(title: str, *, page: str, itself: str, entries: Iterable[Entry]) -> str:
    """page, itself: the whole addresses of the page that says the same, and of the feed."""
    feed = Atom1Feed(
        title=well_formed(title),
        link=page,
        description=None,
        feed_url=itself,
        author_name=_("Film Library"),
    )
    for entry in entries:
        feed.add_item(
            title=well_formed(entry.title),
            link=entry.address,
            description=well_formed(entry.words) or None,  # type: ignore[arg-type]  # left out
            unique_id=permanent_id(entry.identifier),
            author_name=well_formed(", ".join(entry.directors)) or None,
            updateddate=entry.updated,
        )
    return str(feed.writeString("utf-8"))


def permanent_id(identifier: str) -> str:
    return f"tag:{urlsplit(settings.SITE_URL).hostname},2026:{identifier}"


def well_formed(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return NOT_XML.sub("\ufffd", text)
