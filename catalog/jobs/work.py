"""One piece of work, with whatever comes of it."""

import logging
import time
from collections.abc import Callable
from functools import partial
from threading import Event

from django.conf import settings
from django.db import OperationalError, close_old_connections
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from catalog.jobs.lanes import lane_of
from catalog.jobs.lease import Interrupted, Lease
from catalog.jobs.queue import fail, finish, give_back, is_free, put_back, take
from catalog.models import Job

log = logging.getLogger(__name__)
Work = Callable[[str, Callable[[int, int], None]], object]
Say = Callable[[], bool]

NEVER = Event()
PAUSE = 1  # second, for a database that is away or busy


def do(number: int, *, stopping: Event = NEVER) -> bool:
    """Do the piece of work with this number, if it is there to be done; say whether it was.

    stopping: once it is set, the work is left at its next word of how far it is.
    """
    job = take(number, at=timezone.now())
    if job is None:
        return False
    log.info("%s: begun, attempt %d", job, job.attempts)
    began = time.monotonic()
    with Lease(job, stopping) as tell:
        outcome, say = _attempt(job, tell)
        is_ours = _said(say, stopping)  # before the lease ends, so that nobody begins it once more
    outcome += "" if is_ours else ", but taken over by another worker"
    log.info("%s: %s after %.1f s", job, outcome, time.monotonic() - began)
    return True


def do_jobs(*kinds: str) -> int:
    """Do here and now all that waits of some kinds, or of all; say how much it was.

    What somebody else is at is left to them.
    """
    rows = Job.objects.filter(state__in=[Job.State.WAITING, Job.State.RUNNING])
    if kinds:
        rows = rows.filter(kind__in=kinds)
    total = 0
    while done := sum(
        do(job.pk) for job in rows.order_by("state", "pk") if is_free(job, at=timezone.now())
    ):
        total += done
    return total


def _attempt(job: Job, tell: Lease) -> tuple[str, Say]:
    """What came of it, for the log, and what says so on the row."""
    try:
        work: Work = import_string(settings.JOBS[lane_of(job.kind)][job.kind])
        work(job.key, tell)
    except Interrupted:
        return "stopped", partial(give_back, job)
    except ValueError as refusal:
        return f"refused ({refusal})", partial(fail, job, str(refusal))
    except Exception:
        log.exception("%s failed", job)
        return "failed", partial(put_back, job, _("Something failed on our side."))
    return "done", partial(finish, job)


def _said(say: Say, stopping: Event) -> bool:
    """Say it, however long others write or the database is away: hours of work hang on it."""
    while True:
        try:
            return say()
        except OperationalError as error:
            log.warning("What came of work cannot be written yet: %s", error)
            if stopping.wait(PAUSE):
                raise
            close_old_connections()
