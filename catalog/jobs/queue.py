"""The list of what waits: put on it, take from it, strike off it."""

import logging
import platform
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.jobs.process import start
from catalog.models import Job

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=30)  # longer than any one piece of work may go on without a word
MOST_ATTEMPTS = 3


def put(kind: str, *keys: object) -> None:
    """Have a kind of work done with some things, once this transaction is committed.

    What waits already is not put twice. Raises KeyError for a kind that `settings.JOBS` has not.
    """
    settings.JOBS[kind]
    for key in keys:
        Job.objects.get_or_create(kind=kind, key=str(key), state=Job.State.WAITING)
    if keys:
        transaction.on_commit(start)


def resume() -> None:
    """Start the work that an earlier server left. It never keeps a server from starting."""
    try:
        if Job.objects.filter(_free(timezone.now())).exists():
            start()
    except DatabaseError:
        log.exception("Whether work waits cannot be seen now.")
    finally:
        connection.close()


def node() -> str:
    """This machine with this folder: here only one process at a time does the work."""
    return f"{platform.node()} {settings.DATA_DIR}"[:200]


def take(*, at: datetime) -> Job | None:
    """The next piece of work, ours from now on. What its worker left half done comes first."""
    while True:
        job = Job.objects.filter(_free(at)).order_by("state", "pk").first()
        if job is None:
            return None
        if job.attempts >= MOST_ATTEMPTS:
            fail(job, _("It was begun several times and never ended."))
            continue
        mine = Job.objects.filter(_free(at), pk=job.pk, attempts=job.attempts)
        leased = {"node": node(), "leased_until": at + LEASE, "attempts": job.attempts + 1}
        if mine.update(state=Job.State.RUNNING, **leased):
            job.refresh_from_db()
            return job


def _free(at: datetime) -> Q:
    """Nobody is at it. Whoever asks is the one worker of this node, so none is at its own."""
    left = Q(leased_until__lt=at) | Q(node=node())
    return Q(state=Job.State.WAITING) | (Q(state=Job.State.RUNNING) & left)


def finish(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(
        state=Job.State.DONE, ended_at=timezone.now(), leased_until=None
    )


def fail(job: Job, words: str) -> None:
    Job.objects.filter(pk=job.pk).update(
        state=Job.State.FAILED, words=words, ended_at=timezone.now(), leased_until=None
    )


def put_back(job: Job, words: str) -> None:
    """Let it be tried again, as often as that makes sense."""
    same = Job.objects.filter(kind=job.kind, key=job.key, state=Job.State.WAITING)
    if job.attempts >= MOST_ATTEMPTS or same.exists():
        fail(job, words)
    else:
        Job.objects.filter(pk=job.pk).update(state=Job.State.WAITING, leased_until=None)
