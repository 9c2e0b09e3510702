"""The way between the media's storage, wherever that is, and a folder on this machine."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils.crypto import get_random_string

WORK = "work"  # where packages are made: beside where they are kept, so that they can be renamed
SOURCE, MADE = "source", "made"


def place_of(name: str) -> Path | None:
    """Where a storage of files on this machine keeps something; None for any other storage."""
    try:
        return Path(default_storage.path(name))
    except NotImplementedError:
        return None


def work_folder() -> Path:
    return place_of(WORK) or Path(settings.DATA_DIR) / WORK


@contextmanager
def folder_for(package: str) -> Iterator[Path]:
    """An empty folder to make a package in; it is gone after, unless it was kept.

    Whoever was at this package before has lost it: one that still runs fails, and harms nothing.
    """
    work = work_folder()
    work.mkdir(parents=True, exist_ok=True)
    for left in work.glob(f"{package}-*"):
        shutil.rmtree(left, ignore_errors=True)
    own = work / f"{package}-{get_random_string(8)}"
    folder = own / MADE
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(own, ignore_errors=True)


def at_hand(name: str, folder: Path) -> Path:
    """A stored file as one on this machine: itself, or a copy that goes when the folder goes."""
    if place := place_of(name):
        return place
    copy = folder.with_name(SOURCE)
    with default_storage.open(name) as stored, copy.open("wb") as file:
        shutil.copyfileobj(stored, file, 1 << 20)
    return copy


def keep(folder: Path, name: str) -> None:
    """Put all files of a folder into the storage, below a name, safe from a cut of the power.

    On this machine by one rename; elsewhere file by file, so nobody may be told before the end.
    """
    place = place_of(name)
    if place is None:
        for path in sorted(folder.iterdir()):
            with path.open("rb") as file:
                default_storage.save(f"{name}/{path.name}", file)
        return
    for path in folder.iterdir():
        path.chmod(0o644)  # what a server that is another user may read
        sync(path)
    folder.chmod(0o755)
    sync(folder)
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.exists():  # left by who was killed between the rename and the row
        shutil.rmtree(place)
    os.rename(folder, place)
    sync(place.parent)


def remove(name: str) -> None:
    """Take a folder out of the storage, with all that is in it."""
    if place := place_of(name):
        shutil.rmtree(place, ignore_errors=True)
        return
    for file in default_storage.listdir(name)[1]:
        default_storage.delete(f"{name}/{file}")


def sync(path: Path) -> None:
    """Have the disk keep a file, or a folder's names, before anybody is told that it is there."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
