"""Numbers of a film in other people's lists, and addresses that hold such a number."""

import re

from catalog.exchange.reading.facts.texts import said
from catalog.models.film import FilmIdentifier

Identifier = tuple[str, str]  # scheme, value
Scheme = FilmIdentifier.Scheme

SHAPES = {
    Scheme.IMDB: re.compile(r"(?:https?://)?(?:www\.|m\.)?(?:imdb\.com/title/)?(tt\d{7,9})\b.*"),
    Scheme.WIKIDATA: re.compile(
        r"(?:https?://)?(?:www\.)?(?:wikidata\.org/(?:wiki|entity)/)?(Q\d+)"
    ),
    Scheme.DOI: re.compile(r"(?:doi:\s*|(?:https?://)?(?:dx\.)?doi\.org/)?(10\.\d{4,9}/\S+)", re.I),
    Scheme.EIDR: re.compile(
        r"(?:https?://ui\.eidr\.org/view/content\?id=)?(10\.5240/[\w-]+)", re.I
    ),
    Scheme.ISAN: re.compile(r"(?:isan:?\s*)?([0-9A-F]{4}(?:-[0-9A-F]{4}){3}[0-9A-Z-]*)", re.I),
    Scheme.OCLC: re.compile(r"(?:\(ocolc\)|ocm|ocn|on)?\s*0*(\d{1,12})", re.I),
    Scheme.LOCAL: re.compile(r"([\w./:-]{1,120})"),
}
KEPT = re.compile(r"[\w./:-]{1,120}")
BETWEEN = re.compile(r"[\s;|,]+")
LINK = re.compile(r"https?://", re.IGNORECASE)
OF_A_LINK = (Scheme.IMDB, Scheme.WIKIDATA, Scheme.EIDR, Scheme.DOI)


def number(scheme: str, text: str) -> list[Identifier] | None:
    """The number a text gives in that scheme."""
    found = SHAPES[Scheme(scheme)].fullmatch(said(text))
    if found is None or not KEPT.fullmatch(found[1]):
        return None
    return [(scheme, found[1])]


def numbers(scheme: str, text: str) -> list[Identifier] | None:
    """The same for several, each once: ` ocm50555307 (OCoLC)50555307` is one."""
    found = [number(scheme, part) for part in BETWEEN.split(said(text)) if part]
    if None in found:
        return None
    return list(dict.fromkeys(one for part in found if part for one in part))


def in_links(text: str) -> list[Identifier] | None:
    """The numbers that addresses hold; an address elsewhere is not understood."""
    found = [_in_link(part) for part in said(text).split()]
    if not found or None in found:
        return None
    return list(dict.fromkeys(one for part in found if part for one in part))


def of_our_kind(scheme: str, value: str) -> list[Identifier] | None:
    """A number whose scheme a source names: MARC 024 $2."""
    name = scheme.strip().casefold()
    return number(name, value) if name in Scheme.values else None


def _in_link(link: str) -> list[Identifier] | None:
    link = link.strip(" ,;|")
    if not LINK.match(link):
        return None
    return next((found for scheme in OF_A_LINK if (found := number(scheme.value, link))), None)
