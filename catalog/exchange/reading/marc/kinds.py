"""Which records of a MARC file are films: not all of type g, and not only those."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.exchange.reading.marc.record import Record

MOVING = {"tdi", "two-dimensional moving image", "tdm", "three-dimensional moving image"}
TYPES = {
    "a": gettext_lazy("a text"),
    "c": gettext_lazy("printed music"),
    "d": gettext_lazy("manuscript music"),
    "e": gettext_lazy("a map"),
    "f": gettext_lazy("a manuscript map"),
    "i": gettext_lazy("a sound recording"),
    "j": gettext_lazy("a recording of music"),
    "k": gettext_lazy("a picture"),
    "m": gettext_lazy("a computer file"),
    "o": gettext_lazy("a kit"),
    "p": gettext_lazy("mixed materials"),
    "r": gettext_lazy("an object"),
    "t": gettext_lazy("a manuscript"),
}
SHOWN = {  # 008/33 of projected materials
    "f": gettext_lazy("a filmstrip"),
    "i": gettext_lazy("a picture"),
    "k": gettext_lazy("a graphic"),
    "n": gettext_lazy("a chart"),
    "o": gettext_lazy("flash cards"),
    "s": gettext_lazy("slides"),
    "t": gettext_lazy("transparencies"),
}
STILL = re.compile(
    r"\b(?:slides?|filmstrips?|transparenc\w+|photographs?|pages|leaves|v\.|p\.)", re.I
)
DATA = re.compile(r"\b(?:CD-?ROM|computer (?:optical )?dis[ck]s?|software)\b", re.I)
RUNS = re.compile(r"\bmin\b|\bsec\b|\bhrs?\b|\bhours?\b|video|film reel", re.I)


def something_else(record: Record) -> str:
    """What the record is instead of a film, in a sentence; "" for a film."""
    kind, level = record.leader[6], record.leader[7]
    if kind != "g" and not _says_that_it_moves(record):
        return _("Not a film: %(kind)s.") % {"kind": TYPES.get(kind, _("of no known type"))}
    if level in "bis":
        return _("Not a film: a serial, or a site that is added to.")
    shown = record.fixed("008")[33:34]
    extent = " ".join(record.texts("300", "a"))
    if shown in SHOWN and not RUNS.search(extent):
        return _("Not a film: %(kind)s.") % {"kind": SHOWN[shown]}
    medium = " ".join(record.texts("245", "h"))
    if not RUNS.search(extent) and (STILL.search(f"{extent} {medium}") or _is_data(record, extent)):
        return _("Not a film: %(extent)s.") % {"extent": extent.strip(" :;.")[:100]}
    return ""


def _says_that_it_moves(record: Record) -> bool:
    content = {text.casefold() for field in record.fields("336") for text in field.all("ab")}
    forms = {text[:1] for tag, text in record.control if tag == "007"}
    return bool(content & MOVING) or bool(forms & {"v", "m"})


def _is_data(record: Record, extent: str) -> bool:
    """A disc for computers of which nobody says how long it runs."""
    minutes = record.fixed("008")[18:21]
    return bool(DATA.search(extent)) and not (minutes.isdigit() and int(minutes))
