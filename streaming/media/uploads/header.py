"""What a client of tus says in headers, each of them hostile until it is read here.

Whatever is none of it raises Refusal. Source: tus 1.0, "Headers", "Creation" and "Checksum".
"""

import hashlib
from base64 import b64decode
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext as _

from streaming.media.uploads.refusal import Refusal

LONGEST_NUMBER = 18  # digits; more bytes than that no disk has
ALGORITHMS = ("sha1", "sha256")


@dataclass(frozen=True)
class Checksum:
    """What a piece adds up to."""

    algorithm: str
    sum: bytes

    def begun(self) -> Any:
        return hashlib.new(self.algorithm, usedforsecurity=False)


def number(name: str, text: str) -> int:
    """A whole number of bytes."""
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER):
        raise _unread(name)
    return int(text)


def metadata(text: str) -> dict[str, str]:
    """Names with their values, which come in Base64 and are UTF-8."""
    found: dict[str, str] = {}
    for pair in text.split(",") if text.strip() else ():
        name, _space, value = pair.strip().partition(" ")
        if not name or name in found:
            raise _unread("Upload-Metadata")
        found[name] = _decoded("Upload-Metadata", value).decode(errors="replace")
    return found


def checksum(text: str) -> Checksum | None:
    """None where none is said."""
    if not text:
        return None
    algorithm, _space, value = text.partition(" ")
    if algorithm not in ALGORITHMS:
        raise _unread("Upload-Checksum")
    return Checksum(algorithm, _decoded("Upload-Checksum", value))


def _decoded(name: str, text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except ValueError:
        raise _unread(name) from None


def _unread(name: str) -> Refusal:
    words = _("The header %(name)s says nothing that can be understood.")
    return Refusal(HTTPStatus.BAD_REQUEST, words % {"name": name})
