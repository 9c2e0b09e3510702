"""Where pictures lie: each file is there whole, or not at all."""

import os
import tempfile
from pathlib import Path

from django.core.files import File
from django.core.files.storage import FileSystemStorage


class WholeFiles(FileSystemStorage):
    """Files are written beside their place and renamed: nobody ever reads half a one.

    Names are made of contents, so a name that is there already has the same content.
    """

    def __init__(self, location: str | Path, base_url: str) -> None:
        super().__init__(location, base_url, allow_overwrite=True)

    def _save(self, name: str, content: File) -> str:
        place = Path(self.path(name))
        place.parent.mkdir(parents=True, exist_ok=True)
        number, temporary = tempfile.mkstemp(dir=place.parent, prefix=".", suffix=".part")
        try:
            with os.fdopen(number, "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(temporary, 0o644)  # what a server that is another user may read
            os.replace(temporary, place)
        finally:
            Path(temporary).unlink(missing_ok=True)
        return name
