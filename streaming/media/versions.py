"""What people do with a film's versions: try one again, make it the one that is watched, remove it.

Each says whether it could be done, or raises ValueError with words where it may not.
"""

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from catalog import jobs
from catalog.models import Job
from streaming.media import keeping
from streaming.media.arrival import tell
from streaming.media.packaging import go_live
from streaming.models import Version

KIND = "package"  # of work
State = Version.State
AT_WORK = (State.WAITING, State.PACKAGING)


def job_of(version: Version) -> Job | None:
    """The work that is done, or was last done, with a version."""
    return Job.objects.filter(kind=KIND, key=str(version.pk)).order_by("-pk").first()


def settle(version: Version) -> Job | None:
    """The work with a version that is at work. Where that was given up, the version says so now."""
    job = job_of(version) if version.is_at_work else None
    if job is not None and job.state == Job.State.FAILED:
        left = Version.objects.filter(pk=version.pk, state__in=AT_WORK)
        left.update(state=State.FAILED, words=job.words[:500])
        version.refresh_from_db(fields=["state", "words"])
    return job


def settle_all() -> None:
    """What nobody came to look at says so too, once its work was given up."""
    for version in Version.objects.filter(state__in=AT_WORK):
        settle(version)


def ahead_of(job: Job) -> int:
    """How many films are packaged before it, where it still waits: the first in are first out."""
    at_work = Job.objects.filter(kind=KIND, state__in=[Job.State.WAITING, Job.State.RUNNING])
    return at_work.filter(pk__lt=job.pk).count()


def try_again(version: Version, *, by: str) -> bool:
    """Package it anew, if that failed; say whether that was still to be done."""
    with transaction.atomic():
        failed = Version.objects.filter(pk=version.pk, state=State.FAILED).exclude(source="")
        is_taken = bool(failed.update(state=State.WAITING, words=""))
        if is_taken:
            tell(version, by=by, why=_("tried again"))
            jobs.put(KIND, version.pk)
    version.refresh_from_db()
    return is_taken


def make_live(version: Version, *, by: str) -> bool:
    """Make it the one that is watched; say whether it is ready to be."""
    with transaction.atomic():
        ready = Version.objects.select_for_update().filter(pk=version.pk, state=State.READY)
        if not ready.exists():
            return False
        go_live(version)
        tell(version, by=by, why=_("is the one that is watched"))
    version.refresh_from_db()
    return True


def remove(version: Version, *, by: str) -> None:
    """Take a version away with all its files, and what failed of its work.

    Raises ValueError for one that is needed.
    """
    with transaction.atomic():
        held = Version.objects.select_for_update().select_related("media").get(pk=version.pk)
        if reason := why_not_removed(held):
            raise ValueError(reason)
        tell(held, by=by, why=_("removed"))
        held.delete()
        Job.objects.filter(kind=KIND, key=str(version.pk), state=Job.State.FAILED).delete()
        transaction.on_commit(lambda: _remove_files(version.source, version.folder))


def why_not_removed(version: Version) -> str:
    """Why a version has to stay; nothing where it may go."""
    if version.media.version_id == version.pk:
        return _("This is the version that is watched. Make another one that first.")
    if version.state == State.PACKAGING:
        return _("It is being packaged. Wait until that is over.")
    return ""


def _remove_files(source: str, folder: str) -> None:
    """What a failure here leaves is swept: no row names it."""
    if source:
        default_storage.delete(source)
    keeping.remove(f"{Version.PACKAGES}/{folder}")
