"""Doing what waits, one piece after the other."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from catalog.jobs.process import only_one
from catalog.jobs.progress import Teller
from catalog.jobs.queue import fail, finish, put_back, take
from catalog.models import Job

log = logging.getLogger(__name__)
Work = Callable[[str, Callable[[int, int], None]], object]


def do_jobs() -> int:
    """Do all that waits; say how much it was. Another process that is at it is left to it."""
    total = 0
    while True:
        with only_one() as is_mine:
            done = do_all() if is_mine else 0
        total += done
        if not done:  # what was put while we let go of the lock found it held
            return total


def do_all() -> int:
    """For the one process that does the work: all that waits; say how much it was."""
    done = 0
    while (job := take(at=timezone.now())) is not None:
        do(job)
        done += 1
    return done


def do(job: Job) -> None:
    """One piece of work, with whatever comes of it."""
    tell = Teller(job)
    try:
        work: Work = import_string(settings.JOBS[job.kind])
        work(job.key, tell)
    except ValueError as refusal:
        fail(job, str(refusal))
    except Exception:
        log.exception("%s failed", job)
        put_back(job, _("Something failed on our side."))
    else:
        finish(job)
    finally:
        tell.forget()
