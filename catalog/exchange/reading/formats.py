"""The formats there are, each with its name, its words, its sign and its reader; one line each."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.exchange.incoming import Incoming, NotAFilm, Rejected, Unreadable
from catalog.exchange.reading import acmi
from catalog.exchange.reading.streams import opened

Films = Iterator[Incoming | Rejected | NotAFilm]


@dataclass(frozen=True)
class Format:
    """name: as a command takes it. is_sign: whether the first bytes of a file are of this kind."""

    name: str
    words: Any
    is_sign: Callable[[bytes], bool]
    reader: Callable[..., Films]


FORMATS = (Format("acmi", gettext_lazy("ACMI collection, JSON lines"), acmi.is_sign, acmi.read),)


def read(
    file: BinaryIO, *, name: str, format: str = "", headings: Mapping[str, str] | None = None
) -> Films:
    """The films of a file, one by one, in constant memory.

    file: opened for bytes. name: what people call it; it only helps to word a refusal.
    format: a name in FORMATS; without one the content tells.
    headings: of a table, heading -> fact, as a person confirmed them.
    Raises Unreadable where the file is none of these, or breaks off.
    """
    stream = opened(file)
    form = _named(format) if format else _recognised(stream.peek()[:65536], name)
    yield from form.reader(stream)


def _named(name: str) -> Format:
    for form in FORMATS:
        if form.name == name:
            return form
    known = ", ".join(form.name for form in FORMATS)
    raise Unreadable(
        _("There is no format “%(name)s”: %(known)s.") % {"name": name, "known": known}
    )


def _recognised(head: bytes, name: str) -> Format:
    if not head.strip():
        raise Unreadable(_("%(name)s is empty.") % {"name": name})
    for form in FORMATS:
        if form.is_sign(head):
            return form
    raise Unreadable(_("%(name)s is in none of the formats that are read here.") % {"name": name})
