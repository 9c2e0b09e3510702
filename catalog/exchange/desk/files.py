"""Where files that staff hand in lie: a private folder each, under names of our own."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

FILE, PREVIEW = "file", "preview.sqlite3"


def folder_of(name: str) -> Path:
    return Path(settings.DATA_DIR) / "imports" / name


def keep(pieces: Iterable[bytes], name: str) -> Path:
    """Write the file into its new folder; nobody but the server's own user may look into it."""
    folder = folder_of(name)
    folder.parent.mkdir(exist_ok=True)
    folder.mkdir(mode=0o700)
    path = folder / FILE
    with path.open("xb") as file:
        file.writelines(pieces)
        file.flush()
        os.fsync(file.fileno())
    return path


def remove(name: str) -> None:
    """The file and what was found out of it; that it is gone already is no matter."""
    shutil.rmtree(folder_of(name), ignore_errors=True)
