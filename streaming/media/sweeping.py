"""What no version names any more, or never did, taken out of the media's storage."""

import shutil
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import PurePosixPath

from django.core.files.storage import default_storage
from django.utils import timezone

from streaming.media import keeping
from streaming.models import Version

SPARED = timedelta(hours=24)  # what is younger may be somebody's work that no row names yet


def sweep(*, spared: timedelta = SPARED) -> list[str]:
    """Remove packages, files handed over and left work that no version names; say which it were.

    spared: how young a thing is left alone, whosesoever it is.
    """
    before = timezone.now() - spared
    swept = [name for name in _orphans() if _changed_at(name) < before]
    for name in swept:
        if name.startswith(f"{Version.SOURCES}/"):
            default_storage.delete(name)
        else:
            keeping.remove(name)
    return swept + _swept_work(before)


def _orphans() -> Iterator[str]:
    """A failed version has no package, though it may have left one behind."""
    versions = Version.objects.all()
    alive = set(versions.exclude(state=Version.State.FAILED).values_list("folder", flat=True))
    sources = set(versions.values_list("source", flat=True))
    for folder in _listed(Version.PACKAGES)[0]:
        if folder not in alive:
            yield f"{Version.PACKAGES}/{folder}"
    for file in _listed(Version.SOURCES)[1]:
        if (name := f"{Version.SOURCES}/{file}") not in sources:
            yield name


def _listed(name: str) -> tuple[Iterable[str], Iterable[str]]:
    """Folders and files in a folder of the storage, which may not be there yet."""
    try:
        folders, files = default_storage.listdir(name)
    except FileNotFoundError:
        return [], []
    return folders, files


def _changed_at(name: str) -> datetime:
    """When a stored file changed, or the folder; of a storage without folders, any file in it."""
    if place := keeping.place_of(name):
        return datetime.fromtimestamp(place.stat().st_mtime, UTC)
    inside = [str(PurePosixPath(name, file)) for file in _listed(name)[1]] or [name]
    return max(default_storage.get_modified_time(file) for file in inside)


def _swept_work(before: datetime) -> list[str]:
    """A package that is being made changes its folder every few seconds."""
    swept = []
    for path in sorted(keeping.work_folder().glob("*")):
        changed_at = max(each.stat().st_mtime for each in (path, *path.glob("*")))
        if datetime.fromtimestamp(changed_at, UTC) < before:
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
            swept.append(f"{keeping.WORK}/{path.name}")
    return swept
