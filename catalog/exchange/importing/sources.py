"""Whose list a file is."""

from typing import BinaryIO

from django.utils.text import slugify

from catalog.exchange.reading import acmi
from catalog.exchange.reading.streams import opened
from catalog.models import Source

LONGEST = 60
HEAD = 65_536  # bytes that tell a format
ACMI = Source(
    slug="acmi",
    name="ACMI, Melbourne",
    licence="CC0 1.0",
    attribution="ACMI, Melbourne, collection data, CC0",
)


def usual_source(file: BinaryIO, *, name: str) -> str:
    """The short name of a file's source where nobody gave one: that of its only maker, or its own.

    file: opened for bytes, and as it was again afterwards. Raises Unreadable.
    """
    is_acmis = acmi.is_sign(opened(file).peek()[:HEAD])
    file.seek(0)
    if is_acmis:
        return str(ACMI.slug)
    return slugify(name.rpartition("/")[2].split(".")[0])[:LONGEST].strip("-_") or "file"


def source_named(slug: str) -> Source:
    """The source with this short name; one that is not saved yet where there is none.

    Raises ValueError where it is no short name.
    """
    if slug != slugify(slug) or not 0 < len(slug) <= LONGEST:
        raise ValueError(f"“{slug}” is no short name: small letters, digits and hyphens.")
    found = Source.objects.filter(slug=slug).first()
    if found is not None:
        return found
    if slug == ACMI.slug:
        return Source(slug=slug, name=ACMI.name, licence=ACMI.licence, attribution=ACMI.attribution)
    return Source(slug=slug, name=slug)
