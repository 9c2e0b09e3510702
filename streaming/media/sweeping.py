"""What no row names any more, or never did, taken out of the media's storage."""

import shutil
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import PurePosixPath

from django.core.files.storage import default_storage
from django.utils import timezone

from streaming.media import keeping, versions
from streaming.models import Captions, Media, Version
from streaming.models.media import FILMS

SPARED = timedelta(hours=24)  # what is younger may be somebody's work that no row names yet


def sweep(*, spared: timedelta = SPARED) -> list[str]:
    """Remove packages, files and left work that no row names; say which it were.

    First of all versions whose work was given up say so, since one that failed has no package.
    spared: how young a thing is left alone, whosesoever it is.
    """
    versions.settle_all()
    before = timezone.now() - spared
    folders = [name for name in _packages_left() if _changed_at(name) < before]
    for name in folders:
        keeping.remove(name)
    files = [name for name in _files_left() if _changed_at(name) < before]
    for name in files:
        default_storage.delete(name)
    return [*folders, *files, *_swept_work(before)]


def _packages_left() -> Iterator[str]:
    """A failed version has no package, though it may have left one behind."""
    alive = Version.objects.exclude(state=Version.State.FAILED)
    folders = set(alive.values_list("folder", flat=True))
    for folder in _listed(Version.PACKAGES)[0]:
        if folder not in folders:
            yield f"{Version.PACKAGES}/{folder}"


def _files_left() -> Iterator[str]:
    """Of what was handed over, and of films and tracks that others took the place of."""
    named = {
        *Version.objects.values_list("source", flat=True),
        *Media.objects.values_list("file", flat=True),
        *Captions.objects.values_list("file", flat=True),
    }
    of_films = (f"{FILMS}/{film}" for film in _listed(FILMS)[0])
    for folder in (Version.SOURCES, *of_films):
        for file in _listed(folder)[1]:
            if (name := f"{folder}/{file}") not in named:
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
