"""A file in the media's storage that somebody may have, and what a storage can do with it."""

from dataclasses import dataclass
from typing import Protocol, cast

from django.core.files.storage import default_storage
from django.utils.http import content_disposition_header

from streaming.playback.byte_ranges import Opened


class StorageAway(Exception):
    """The storage does not answer, or not in time."""


@dataclass(frozen=True)
class Stored:
    """name: in the storage. download_as: under which name to keep it; "" shows it in place."""

    name: str
    content_type: str
    download_as: str = ""

    @property
    def disposition(self) -> str:
        """The value of Content-Disposition, or nothing."""
        if not self.download_as:
            return ""
        return content_disposition_header(as_attachment=True, filename=self.download_as) or ""


class MediaStorage(Protocol):
    """What films, captions and materials lie in: a folder, or a bucket."""

    @property
    def origin(self) -> str:
        """Where signed addresses lead, as a content policy names it. May raise StorageAway."""

    def exists(self, name: str) -> bool: ...

    def opened(self, name: str) -> Opened:
        """Raises FileNotFoundError, and StorageAway for one on another machine."""

    def signed_address(self, file: Stored, *, seconds: int) -> str:
        """Where anybody gets the file for so long. May raise StorageAway."""


media_storage = cast(MediaStorage, default_storage)
