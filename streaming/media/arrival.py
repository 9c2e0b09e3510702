"""A film's file comes in: it is looked at, kept under a name of our own, and waits to be packaged.

Whoever hands one over, by the admin, a command or the drop folder, ends here.
"""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from catalog import jobs
from catalog.models import Film
from streaming import audit
from streaming.media import keeping
from streaming.media.probe import facts_of
from streaming.media.sniff import container_of
from streaming.media.typed_name import typed_name_of
from streaming.models import AuditLine, Media, Version

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
AT_ONCE = 1024**2  # bytes


def receive(film: Film, path: Path, *, typed_name: str, by: str = "") -> Version:
    """Hand a complete file over for a film; the file at `path` is then gone from there.

    typed_name: what it was called where it comes from. by: a staff account's name.
    Raises ValueError, with words for people, for what is no film or was handed over before, and
    OSError where it cannot be kept; then nothing was changed, and the file is where it was.
    """
    container = container_of(path)
    facts = facts_of(path)
    refuse_what_is_known(film, path)
    version = Version(
        typed_name=typed_name_of(typed_name),
        size=path.stat().st_size,
        facts=facts.as_json(),
        by=by,
    )
    version.source = f"{Version.SOURCES}/{version.folder}.{container}"
    with _kept(path, version.source), transaction.atomic():
        version.media, _is_new = Media.objects.get_or_create(film=film)
        version.save()
        tell(version, by=by, why=_("handed over"))
        jobs.put("package", version.pk)
    with suppress(OSError):  # whoever looks at it again hears that it is known
        path.unlink()
    return version


def refuse_what_is_known(film: Film, path: Path) -> None:
    """Raises ValueError for a file that this film has already, byte for byte."""
    size = path.stat().st_size
    for version in Version.objects.filter(media__film=film, size=size).exclude(source=""):
        if _is_same(path, version.source):
            words = _("This file was handed over for this film already, as “%(name)s”.")
            raise ValueError(words % {"name": version})


def tell(version: Version, *, by: str, why: str) -> None:
    """A line of the audit trail about a version. by: empty for somebody at the server."""
    what = f"{version.media}: {version}"
    act = AuditLine.Act.CHANGE
    audit.record(act, who=by or audit.COMMAND, university=None, what=what, why=why)


@contextmanager
def _kept(path: Path, name: str) -> Iterator[None]:
    """Keep the file in the media's storage, unless what follows fails; it stays at `path` too."""
    if place := keeping.place_of(name):
        _keep_beside(path, place)
    else:
        with path.open("rb") as file:
            default_storage.save(name, File(file))
    try:
        yield
    except BaseException:
        default_storage.delete(name)
        raise


def _keep_beside(path: Path, place: Path) -> None:
    """A second name for the same bytes; from another disk they are copied, whole or not at all."""
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(path, place)
        os.utime(place)  # of today, so that no sweep takes it for something left
    except OSError:
        new = place.with_suffix(".new")
        try:
            shutil.copyfile(path, new)
            os.replace(new, place)
        finally:
            with suppress(OSError):
                new.unlink(missing_ok=True)
    keeping.sync(place)
    keeping.sync(place.parent)


def _is_same(path: Path, name: str) -> bool:
    try:
        with path.open("rb") as one, default_storage.open(name) as other:
            while piece := one.read(AT_ONCE):
                if piece != other.read(AT_ONCE):
                    return False
            return True
    except FileNotFoundError:  # lost, so that it is welcome again
        return False
