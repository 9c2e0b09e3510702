"""What a file is, by its first bytes and no program: the cheapest of all refusals."""

import os
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from streaming.media.boxes import find_index

HEAD = 1024  # bytes
PACKET = 188  # bytes, in an MPEG transport stream
MXF = bytes.fromhex("060e2b34020501010d010201")
FIRST_BOXES = (b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"pnot")
BRANDS_OF_PICTURES = (b"avif", b"avis", b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"jp2 ")

PLAYLIST = gettext_lazy("This is a playlist: it only names other files. Hand in the film.")
PICTURE = gettext_lazy("This is a picture, not a film.")
SOUND = gettext_lazy("This is sound without a picture.")
ARCHIVE = gettext_lazy("This is an archive. Unpack it, and hand in the film in it.")
DOCUMENT = gettext_lazy("This is a document, not a film.")
PROGRAM = gettext_lazy("This is a program, not a film.")
OTHER_TRADES = {
    b"\x89PNG": PICTURE,
    b"\xff\xd8\xff": PICTURE,
    b"GIF8": PICTURE,
    b"BM": PICTURE,
    b"II*\0": PICTURE,
    b"MM\0*": PICTURE,
    b"ID3": SOUND,
    b"fLaC": SOUND,
    b"PK\x03\x04": ARCHIVE,
    b"PK\x05\x06": ARCHIVE,
    b"\x1f\x8b": ARCHIVE,
    b"BZh": ARCHIVE,
    b"7z\xbc\xaf": ARCHIVE,
    b"Rar!": ARCHIVE,
    b"\xfd7zXZ": ARCHIVE,
    b"\x28\xb5\x2f\xfd": ARCHIVE,
    b"%PDF-": DOCUMENT,
    b"\xd0\xcf\x11\xe0": DOCUMENT,
    b"{\\rtf": DOCUMENT,
    b"\x7fELF": PROGRAM,
    b"MZ": PROGRAM,
    b"#!": PROGRAM,
}
# In any text, in small letters: the forms in which a text can send a reader elsewhere.
PLAYLISTS = (
    *(b"#extm3u", b"ffconcat", b"<asx", b"<smil", b"<mpd", b"[reference]", b"[playlist]"),
    *(b"rtsptext", b"m=video", b"<smoothstreamingmedia", b"file '", b"<playlist", b"rtsp://"),
)
READ = gettext_lazy("MP4, MOV, MKV, WebM, AVI, MPEG or MXF")


def container_of(path: Path) -> str:
    """What ffmpeg calls the kind of file: mov, matroska, avi, mpegts, mpeg or mxf.

    Raises ValueError, in words for people, for whatever is none of these or has no index in it.
    """
    with path.open("rb") as file:
        container = container_in(file.read(HEAD))
        if container == "mov":
            find_index(file, os.fstat(file.fileno()).st_size)
    return container


def container_in(head: bytes) -> str:
    """The same, as far as the first `HEAD` bytes of a file tell; they are all that may be here."""
    if not head:
        raise ValueError(_("The file is empty."))
    container = _container_in(head)
    if container is None:
        raise ValueError(_refusal_of(head))
    return container


def is_cut_short(path: Path, container: str) -> bool:
    """Whether the file says of itself that there should be more of it."""
    size = path.stat().st_size
    with path.open("rb") as file:
        if container == "mov":
            return find_index(file, size)
        if container == "matroska":
            return _segment_end(file) > size
        if container == "avi":
            return int.from_bytes(file.read(8)[4:], "little") + 8 > size
    return False


def _container_in(head: bytes) -> str | None:
    if head[4:8] in FIRST_BOXES and head[8:12] not in BRANDS_OF_PICTURES:
        return "mov"
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "matroska"
    if head.startswith(b"RIFF") and head[8:12] == b"AVI ":
        return "avi"
    if head.startswith(b"\0\0\x01\xba"):
        return "mpeg"
    if head.startswith(MXF):
        return "mxf"
    for first in (0, 4):  # the second: with a time before each packet, as on discs
        step = PACKET + first
        if len(head) > 3 * step and all(head[first + n * step] == 0x47 for n in range(4)):
            return "mpegts"
    return None


def _refusal_of(head: bytes) -> str:
    start = head.lower()
    if any(sign in start for sign in PLAYLISTS):
        return str(PLAYLIST)
    if b"<svg" in start or head[4:8] == b"ftyp" or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return str(PICTURE)
    if b"<html" in start or start.lstrip().startswith((b"<!doctype", b"<?xml")):
        return str(DOCUMENT)
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return str(SOUND)
    for sign, words in OTHER_TRADES.items():
        if head.startswith(sign):
            return str(words)
    return _("This is no film in a form that is read here (%(forms)s), whatever its name says.") % {
        "forms": READ
    }


def _segment_end(file: IO[bytes]) -> int:
    """Where the one segment of a Matroska file says that it ends; 0 where it does not say.

    Source: RFC 8794, 4 and 6 (lengths of elements), RFC 9559, 4.5.
    """
    head = file.read(HEAD)
    at = head.find(b"\x18\x53\x80\x67")
    if at < 0 or at + 12 > len(head):
        return 0
    length = 9 - head[at + 4].bit_length()
    size = int.from_bytes(head[at + 4 : at + 4 + length], "big") & ((1 << 7 * length) - 1)
    return 0 if size == (1 << 7 * length) - 1 else at + 4 + length + size
