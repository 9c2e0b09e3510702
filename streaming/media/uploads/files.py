"""Where files lie that are on their way in: one each, under names of our own."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

SUFFIX = ".part"
SPARE = 256 * 1024**2  # bytes: what others who write here need meanwhile


class InUse(Exception):
    """Another request is writing to the file."""


def folder() -> Path:
    """Nobody but the server's own user may look into it."""
    place = Path(settings.FILE_UPLOAD_TEMP_DIR)
    place.mkdir(mode=0o700, exist_ok=True, parents=True)
    return place


def path_of(key: str) -> Path:
    return folder() / f"{key}{SUFFIX}"


def make(key: str) -> None:
    """An empty file; raises OSError where the disk does not take it."""
    os.close(os.open(path_of(key), os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def remove(key: str) -> None:
    path_of(key).unlink(missing_ok=True)


@contextmanager
def opened(key: str) -> Iterator[int]:
    """The file's number, to be written at its end by nobody else.

    A killed process lets go by itself. Raises InUse, and FileNotFoundError.
    """
    number = os.open(path_of(key), os.O_RDWR | os.O_APPEND)
    try:
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise InUse from error
        yield number
    finally:
        os.close(number)


def room() -> int:
    """Bytes that may still be handed in."""
    return max(0, shutil.disk_usage(folder()).free - SPARE)
