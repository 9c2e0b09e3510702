"""Media in a folder of this machine."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

from django.core.files.storage import FileSystemStorage

from streaming.playback.byte_ranges import State
from streaming.playback.stored import Stored

CHUNK_SIZE = 256 * 1024  # bytes


class MediaFolder(FileSystemStorage):
    """The folder, whose files can leave in parts."""

    origin = ""  # others cannot ask for what lies here

    def opened(self, name: str) -> "LocalFile":
        """Raises FileNotFoundError when there is no regular file of that name."""
        return LocalFile(Path(self.path(name)))

    def signed_address(self, file: Stored, *, seconds: int) -> str:
        raise NotImplementedError("a folder has no addresses; filmlib.media_settings refuses it")


class LocalFile:
    """A file of this machine, open. Raises FileNotFoundError when there is no regular one."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise FileNotFoundError(path)
        self._file = path.open("rb")
        self.state = _state_of(self._file.fileno())

    def read(self, part: range) -> Iterator[bytes]:
        self._file.seek(part.start)
        left = len(part)
        while left:
            chunk = self._file.read(min(CHUNK_SIZE, left))
            if not chunk:
                raise EOFError(f"{left} bytes short of the promised length")
            left -= len(chunk)
            yield chunk

    def close(self) -> None:
        self._file.close()


def _state_of(number: int) -> State:
    """Of an open file; a change still to come is no date (RFC 9110, 8.8.2.1)."""
    found = os.fstat(number)
    modified = found.st_mtime_ns // 10**9
    return State(
        size=found.st_size,
        etag=f'"{found.st_size:x}-{found.st_mtime_ns:x}"',
        modified=modified if modified <= time.time() else None,
    )
