"""The work "package": a version's file becomes its package, and the package becomes the film.

Whatever moment it is killed at, the film stays as it was, and the work may be begun anew: a package
is made in a folder of its own, which is renamed when it is whole, and then the rows are changed.
"""

import errno
from collections.abc import Callable

import structlog
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from streaming.media import keeping
from streaming.media.making import make
from streaming.media.package import Package
from streaming.media.probe import facts_of
from streaming.models import Media, Version

log = structlog.get_logger(__name__)

MOST_LOG = 4_000  # characters
State = Version.State


def package(key: str, tell: Callable[[int, int], object]) -> None:
    """Make the package of a version, and have it watched. key: the version's.

    What became of it stands on the version. Raises ValueError, in words for people, where the
    file is to blame; OSError where the machine is, since trying again may help.
    """
    version = Version.objects.filter(pk=key).exclude(state=State.READY).first()
    if version is None:  # taken back, or done by who was here before
        return
    _note(version, state=State.PACKAGING, words="", log="")
    try:
        made, said = _made(version, tell)
    except ValueError as refusal:
        _note(version, state=State.FAILED, words=str(refusal), log=_last_words(refusal))
        raise
    except OSError as fault:
        _note(version, state=State.FAILED, words=_words_of(fault), log=_last_words(fault))
        raise
    _note(version, log=said[-MOST_LOG:])
    _finish(version, made)


package.short_description = gettext_lazy("Making a film file ready to watch")  # type: ignore[attr-defined]


def go_live(version: Version) -> None:
    """Have a ready version watched from now on, in place of whichever was.

    Raises ValueError for one that is not ready.
    """
    with transaction.atomic():
        media = Media.objects.select_for_update().get(pk=version.media_id)
        version.refresh_from_db()
        if not version.is_ready:
            raise ValueError(_("This version is not ready to be watched."))
        media.version = version
        media.file.name = version.stored(Package.MP4)
        media.duration_seconds = round(Package.from_json(version.made).seconds)
        media.save()


def _made(version: Version, tell: Callable[[int, int], object]) -> tuple[Package, str]:
    """The package, kept in the storage; and the last words of its making."""
    with keeping.folder_for(version.folder) as folder:
        source = keeping.at_hand(version.source, folder)
        facts = facts_of(source)
        _note(version, facts=facts.as_json())
        made, said = make(facts, source, folder, tell)
        tell(int(facts.seconds), int(facts.seconds))  # who hung meanwhile is turned back here
        keeping.keep(folder, f"{Version.PACKAGES}/{version.folder}")
    return made, said


def _finish(version: Version, made: Package) -> None:
    """Ready, and watched unless a newer one is already; both are seen at once."""
    with transaction.atomic():
        media = Media.objects.select_for_update().filter(pk=version.media_id).first()
        if media is None:  # the film is no more, and the sweep takes the package
            return
        now = timezone.now()
        _note(version, state=State.READY, made=made.as_json(), ready_at=now, words="")
        if media.version_id is None or media.version_id < version.pk:
            go_live(version)
    log.info("version_ready", version=version.pk, media=version.media_id)


def _note(version: Version, **values: object) -> None:
    """Change what stands on the row, and nothing that somebody else changed meanwhile."""
    Version.objects.filter(pk=version.pk).update(**values)


def _words_of(fault: OSError) -> str:
    """What a librarian reads of a fault of the machine; its paths are for the log of the site."""
    log.error("packaging_failed", error=str(fault))
    if fault.errno == errno.ENOSPC:
        return _("There is no room left on the disk of the films. Make room, then try again.")
    if fault.errno in {errno.EROFS, errno.EACCES, errno.EPERM}:
        return _("The folder of the films cannot be written to. Tell who runs this site.")
    if isinstance(fault, FileNotFoundError):
        return _("The file that was handed over is no longer there. Hand it in once more.")
    return _("Something failed on our side. Tell who runs this site.")


def _last_words(error: Exception) -> str:
    """What ffmpeg said before it failed, if it was that."""
    return str(getattr(error.__cause__, "log", ""))[-MOST_LOG:]
