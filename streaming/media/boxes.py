"""The boxes of an MP4 or MOV: their sizes and names, never more of them than their heads.

Source: ISO/IEC 14496-12, 4.2 and 8.7.2; QuickTime File Format, "Reference Movies".
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

MOST_BOXES = 200_000  # at the top of one file: hours of short fragments
MOST_INSIDE = 2_000
LARGEST_INDEX = 256 << 20  # bytes
WAY_TO_SOURCES = (b"trak", b"mdia", b"minf", b"dinf", b"dref")
IN_THIS_FILE = 1  # a flag
ELSEWHERE = gettext_lazy("The film’s pictures or sound lie in another file. Hand in one file.")


@dataclass(frozen=True)
class Box:
    """name: four bytes; at: where its content begins; end: where it says that it ends."""

    name: bytes
    at: int
    end: int


def boxes(file: IO[bytes], at: int, end: int, *, most: int = MOST_INSIDE) -> Iterator[Box]:
    """The boxes between two places, one after the other; the last may say that it goes on beyond.

    Raises ValueError where there are more than can be meant, or one is shorter than its own head.
    """
    count = 0
    while at + 8 <= end:
        file.seek(at)
        head = file.read(16)
        size, start = int.from_bytes(head[:4], "big"), at + 8
        if size == 1:
            size, start = int.from_bytes(head[8:], "big"), at + 16
        elif size == 0:  # up to the end
            size = end - at
        count += 1
        if size < start - at or count > most:
            raise ValueError(_("The file is damaged: its parts do not fit together."))
        yield Box(head[4:8], start, at + size)
        at += size


def find_index(file: IO[bytes], size: int) -> bool:
    """Whether the file ends before its last box does.

    Raises ValueError, in words for people, for a file without its index or its pictures, and for
    one that sends its reader to another file.
    """
    end, index, has_media = 0, None, False
    for box in boxes(file, 0, size, most=MOST_BOXES):
        end = box.end
        if box.name == b"moov" and index is None:
            index = box
        has_media = has_media or box.name in {b"mdat", b"moof"}
    if index is None or index.end > size:
        raise ValueError(_("The file is incomplete: its index is missing. Hand it in once more."))
    if index.end - index.at > LARGEST_INDEX:
        raise ValueError(_("The file is damaged: its index is larger than any film’s."))
    _refuse_other_files(file, index)
    if not has_media:
        raise ValueError(_("The file is incomplete: there is no picture or sound in it."))
    return end > size


def _refuse_other_files(file: IO[bytes], index: Box) -> None:
    """A reference movie, or a track whose pictures are said to lie elsewhere."""
    inside = list(boxes(file, index.at, index.end))
    sources = inside
    for name in WAY_TO_SOURCES:
        sources = [
            inner
            for box in sources
            if box.name == name
            for inner in boxes(file, *_content(name, box))
        ]
    for source in sources:
        file.seek(source.at)
        if not int.from_bytes(file.read(4), "big") & IN_THIS_FILE:
            raise ValueError(
                _("The film’s pictures or sound lie in another file. Hand in one file.")
            )
    if any(box.name == b"rmra" for box in inside):
        raise ValueError(str(ELSEWHERE))


def _content(name: bytes, box: Box) -> tuple[int, int]:
    """From where to where boxes lie in a box; a list of sources has a head of its own."""
    return box.at + (8 if name == b"dref" else 0), box.end


def content_of(path: str | os.PathLike[str], *way: bytes) -> bytes:
    """What is in the first box that is reached so, from the top of a file of our own making.

    Raises LookupError when there is none.
    """
    with open(path, "rb") as file:
        at, end = 0, os.fstat(file.fileno()).st_size
        for name in way:
            found = next((box for box in boxes(file, at, end) if box.name == name), None)
            if found is None:
                raise LookupError(name)
            at, end = found.at, found.end
        file.seek(at)
        return file.read(end - at)
