"""What lies among the pictures and belongs to no row is removed, after a while."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from catalog.models.image import image_storage
from catalog.pictures.known import all_names

A_WHILE = timedelta(hours=1)  # a file is written before its row is committed


def sweep(*, at: datetime) -> int:
    """Remove the files that no row names, unless they are younger than an hour; say how many."""
    storage, removed = image_storage(), 0
    known = set(all_names())
    for name in _files():
        if name not in known and storage.get_modified_time(name) < at - A_WHILE:
            storage.delete(name)
            removed += 1
    return removed


def _files() -> Iterator[str]:
    try:
        _folders, files = image_storage().listdir("")
    except FileNotFoundError:  # no picture was ever kept
        return
    yield from files
