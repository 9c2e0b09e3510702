"""What a citation is put together from: text, and text in italics."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString

ENDED = re.compile(r".*[.?!][”’\"']*", re.DOTALL)


class Italic(str):
    """A piece that is set in italics: a title."""


@dataclass(frozen=True)
class Words:
    """A citation, or a part of one."""

    pieces: tuple[str, ...]

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    @property
    def html(self) -> SafeString:
        """Escaped, with titles in `i` elements."""
        runs = (
            f"<i>{escape(piece)}</i>" if isinstance(piece, Italic) else escape(piece)
            for piece in self.pieces
        )
        return SafeString("".join(runs))


def sentences(*parts: Iterable[str] | str) -> tuple[str, ...]:
    """The parts that are not empty, each with a full stop unless it ends with `.`, `?` or `!`."""
    pieces: list[str] = []
    for part in parts:
        part = (part,) if isinstance(part, str) else tuple(part)
        if not "".join(part):
            continue
        if pieces:
            pieces.append(" ")
        pieces.extend(part)
        if not ENDED.fullmatch("".join(part)):
            pieces.append(".")
    return tuple(pieces)
