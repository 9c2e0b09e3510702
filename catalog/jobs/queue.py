"""The rows of what waits: put among them, take one, strike it off."""

import logging
import platform
from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.jobs import lanes
from catalog.jobs.process import start
from catalog.jobs.signs import lease, signs
from catalog.models import Job

log = logging.getLogger(__name__)
State = Job.State

MOST_ATTEMPTS = 3


def put(kind: str, *keys: object) -> None:
    """Have a kind of work done with some things, once this transaction is committed.

    What waits already is not put twice. Raises KeyError for a kind that `settings.JOBS` has not.
    """
    lane = lanes.lane_of(kind)
    with transaction.atomic():
        # Locked, so that nobody begins with what waits before this transaction's changes are there.
        rows = Job.objects.select_for_update()
        found = [
            rows.get_or_create(kind=kind, key=str(key), state=State.WAITING)[0] for key in keys
        ]
        if found:
            _send(lane, [job.pk for job in found])
            transaction.on_commit(lambda: start(lane))


def try_again(jobs: Iterable[Job]) -> int:
    """Have what failed done again, as if it were new; say how much that is."""
    again = [
        job for job in jobs if job.state == State.FAILED and _wait_again(job, attempts=0, words="")
    ]
    for lane in {lanes.lane_of(job.kind) for job in again}:
        transaction.on_commit(partial(start, lane))
    return len(again)


def node() -> str:
    """This machine with this folder."""
    return f"{platform.node()} {settings.DATA_DIR}"[:200]


def take(number: int, *, at: datetime) -> Job | None:
    """The piece of work with this number, ours from now on; nothing where nobody may begin it."""
    with transaction.atomic():
        job = Job.objects.select_for_update(skip_locked=True).filter(pk=number).first()
        if job is None or not is_free(job, at=at):
            return None
        if job.attempts >= MOST_ATTEMPTS:
            fail(job, _("It was begun several times and never ended."))
            return None
        signs().forget(job)  # what a killed worker left
        job.state = State.RUNNING
        job.node = node()
        job.leased_until = at + lease()
        job.attempts += 1
        job.done = job.of = 0
        job.save()
    return job


def is_free(job: Job, *, at: datetime) -> bool:
    """Whether anybody may begin it. The same work with the same thing is never done by two."""
    if job.state == State.RUNNING:
        return not signs().are_fresh(job, at=at)
    same = Job.objects.filter(kind=job.kind, key=job.key, state=State.RUNNING)
    return job.state == State.WAITING and not same.exists()


def finish(job: Job) -> bool:
    """Say so; whether it was still ours to say. So too for the others."""
    return bool(job.mine().update(state=State.DONE, ended_at=timezone.now(), leased_until=None))


def fail(job: Job, words: str) -> bool:
    failed = {"state": State.FAILED, "words": words, "ended_at": timezone.now()}
    return bool(job.mine().update(**failed, leased_until=None))


def put_back(job: Job, words: str) -> bool:
    """Let it be tried again, as often as that makes sense."""
    if job.attempts >= MOST_ATTEMPTS:
        return fail(job, words)
    return _wait_again(job, attempts=job.attempts, words="") or fail(job, words)


def give_back(job: Job) -> bool:
    """Leave it to another worker, as if nobody had begun."""
    words = _("It was stopped, while the same work waits anew.")
    return _wait_again(job, attempts=job.attempts - 1, words="") or fail(job, words)


def _wait_again(job: Job, *, attempts: int, words: str) -> bool:
    """Whether it waits now: not where the same waits already, nor where it is not ours any more."""
    waiting = {"state": State.WAITING, "leased_until": None, "ended_at": None}
    try:
        with transaction.atomic():
            is_waiting = bool(job.mine().update(**waiting, attempts=attempts, words=words))
            if is_waiting:
                _send(lanes.lane_of(job.kind), [job.pk])
    except IntegrityError:
        return False
    return is_waiting


def _send(lane: str, numbers: list[int]) -> None:
    """That the queue cannot be written breaks nothing: a worker finds what it was not sent."""
    transaction.on_commit(lambda: lanes.send(lane, numbers), robust=True)
