"""Files as they may come: packed, endless, without a line end. Never more than a line in memory."""

import gzip
import io
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, cast

from django.utils.translation import gettext as _

from catalog.exchange.incoming import Unreadable

LONGEST_LINE = 8 * 1024 * 1024
MOST_UNPACKED = 1024**3
HEAD = 64 * 1024
GZIP = b"\x1f\x8b"


class Guarded(io.RawIOBase):
    """What a file holds, unpacked; it ends with a reason where it is broken or grows too far."""

    most = MOST_UNPACKED

    def __init__(self, file: BinaryIO) -> None:
        self.file, self.left = file, self.most

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        try:
            data = self.file.read(len(buffer))
        except (EOFError, zlib.error, OSError) as broken:
            raise Unreadable(_("The file breaks off or is damaged.")) from broken
        if not isinstance(data, bytes):
            raise Unreadable(_("The file was opened as text; it is needed as bytes."))
        self.left -= len(data)
        if self.left < 0:
            raise Unreadable(_("The file unpacks to more than a catalogue ever holds."))
        buffer[: len(data)] = data
        return len(data)


def opened(file: BinaryIO) -> "io.BufferedReader[Any]":
    """The file from its start, unpacked if it is a gzip; `peek` shows its first bytes."""
    if getattr(file, "seekable", bool)():
        file.seek(0)
    stream: io.BufferedReader[Any] = io.BufferedReader(Guarded(file), HEAD)
    if stream.peek(2)[:2] != GZIP:
        return stream
    unpacked = cast(BinaryIO, gzip.GzipFile(fileobj=stream))
    return io.BufferedReader(Guarded(unpacked), HEAD)


def lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Lines with their numbers from 1. Raises Unreadable at a line that does not end."""
    for number, line in enumerate(iter(lambda: file.readline(LONGEST_LINE + 1), b""), start=1):
        if len(line) > LONGEST_LINE:
            raise Unreadable(_("Line %(number)s does not end.") % {"number": number}, number)
        yield number, line


@contextmanager
def on_disk(file: BinaryIO, *, most: int) -> Iterator[BinaryIO]:
    """The file where one can go back and forth in it; small ones stay in memory."""
    with tempfile.SpooledTemporaryFile(max_size=1 << 20) as kept:
        while piece := file.read(1 << 16):
            if kept.tell() + len(piece) > most:
                raise Unreadable(_("The file is larger than a list of films ever is."))
            kept.write(piece)
        kept.seek(0)
        yield cast(BinaryIO, kept)
