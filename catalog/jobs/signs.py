"""Signs of life, and how far work is: where another worker, and a page, can see them at once.

They stand on the row. On SQLite a long transaction, such as an import's own, keeps every other
writer waiting for minutes; there they stand in a small file, which all see, since with SQLite the
library is one machine.
"""

import contextlib
import json
import os
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from catalog.models import Job


@dataclass(frozen=True)
class Progress:
    """So many are done, of so many; 0 of 0 where nothing is known."""

    done: int = 0
    of: int = 0

    @property
    def percent(self) -> int:
        return min(100, 100 * self.done // self.of) if self.of else 0


class OnTheRow:
    """Seen from every machine that shares the database."""

    def give(self, job: Job, progress: Progress) -> None:
        until = timezone.now() + lease()
        job.mine().update(leased_until=until, done=progress.done, of=progress.of)

    def are_fresh(self, job: Job, *, at: datetime) -> bool:
        return job.leased_until is not None and job.leased_until >= at

    def progress(self, job: Job) -> Progress:
        return Progress(job.done, job.of)

    def forget(self, job: Job) -> None:
        """Whoever ends the work says so on the row."""


class InAFile(OnTheRow):
    """One for each attempt, so that nobody is taken for who took the work over."""

    def give(self, job: Job, progress: Progress) -> None:
        path = self._path(job)
        path.parent.mkdir(exist_ok=True, parents=True)
        new = path.with_suffix(".new")
        try:
            new.write_text(json.dumps([progress.done, progress.of]))
            os.replace(new, path)
        except OSError:
            os.utime(path)  # a full disk has room for this

    def are_fresh(self, job: Job, *, at: datetime) -> bool:
        if super().are_fresh(job, at=at):
            return True
        try:
            return self._path(job).stat().st_mtime + lease().total_seconds() >= time.time()
        except OSError:
            return False

    def progress(self, job: Job) -> Progress:
        try:
            done, of = json.loads(self._path(job).read_text())
            return Progress(int(done), int(of))
        except (OSError, ValueError, TypeError):
            return Progress()

    def forget(self, job: Job) -> None:
        with contextlib.suppress(OSError):
            self._path(job).unlink()

    def _path(self, job: Job) -> Path:
        return Path(settings.DATA_DIR) / "jobs" / f"{job.pk}-{job.attempts}.json"


def signs() -> OnTheRow:
    return InAFile() if connection.vendor == "sqlite" else OnTheRow()


def progress_of(job: Job | None) -> Progress:
    """How far a piece of work is, read just now, while somebody is at it."""
    if job is None or job.state != Job.State.RUNNING:
        return Progress()
    return signs().progress(job)


def lease() -> timedelta:
    """How long whoever is at a piece of work may be silent before somebody else goes on with it."""
    return timedelta(seconds=settings.JOBS_LEASE)
