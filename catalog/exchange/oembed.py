"""A film as oEmbed describes it to sites on which somebody pastes its address.

It is a `link`: what could stand in a frame belongs to one university, whose sites alone may show
it, and who asks here is nobody's. Source: oEmbed 1.0.
"""

from collections.abc import Mapping
from xml.etree import ElementTree

from django.conf import settings
from django.utils.translation import gettext as _

from catalog.addresses import absolute
from catalog.exchange.atom import well_formed
from catalog.exchange.cited import Cited

CACHE_AGE = 24 * 3600  # seconds
Facts = dict[str, str | int]


def oembed(cited: Cited, *, max_width: int | None = None, max_height: int | None = None) -> Facts:
    """max_width, max_height: in pixels; a larger poster is left out, with its three facts."""
    facts: Facts = {
        "type": "link",
        "version": "1.0",
        "title": cited.record.film.title,
        "author_name": ", ".join(name.text for name in cited.directors),
        "provider_name": _("Film Library"),
        "provider_url": f"{settings.SITE_URL}/",
        "cache_age": CACHE_AGE,
    }
    poster = cited.record.poster
    if (
        poster
        and poster.width <= (max_width or poster.width)
        and poster.height <= (max_height or poster.height)
    ):
        facts["thumbnail_url"] = absolute(poster.url)
        facts["thumbnail_width"] = poster.width
        facts["thumbnail_height"] = poster.height
    return {name: value for name, value in facts.items() if value}


def as_xml(facts: Mapping[str, str | int]) -> bytes:
    root = ElementTree.Element("oembed")
    for name, value in facts.items():
        ElementTree.SubElement(root, name).text = well_formed(str(value))
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))
