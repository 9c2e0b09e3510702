"""Bytes as they come, put at the end of a file that then is known to be on the disk."""

import os
from collections.abc import Iterable
from http import HTTPStatus

from django.utils.translation import gettext as _

from streaming.media.uploads.header import Checksum
from streaming.media.uploads.refusal import Refusal


def append(
    file: int, pieces: Iterable[bytes], *, most: int, checksum: Checksum | None = None
) -> None:
    """Write the pieces, at most so many bytes.

    What came before the disk or the line failed stays, and is told by the file's size. What is too
    much or damaged is taken away whole: then Refusal says so.
    """
    start, sum_ = os.fstat(file).st_size, checksum.begun() if checksum else None
    try:
        for piece in pieces:
            most -= len(piece)
            if most < 0:
                words = _("More came than the file was said to have.")
                raise Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, words)
            if sum_ is not None:
                sum_.update(piece)
            _write(file, piece)
        if checksum and sum_ is not None and sum_.digest() != checksum.sum:
            words = _("A piece of the file was damaged on its way. Send it again.")
            raise Refusal(Refusal.CHECKSUM_MISMATCH, words)
    except Refusal:
        os.ftruncate(file, start)
        raise
    finally:
        os.fsync(file)


def _write(file: int, piece: bytes) -> None:
    rest = memoryview(piece)
    while rest:
        rest = rest[os.write(file, rest) :]
