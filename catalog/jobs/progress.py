"""How far work is, in a small file: a row would not be seen before its transaction's end."""

import contextlib
import json
import os
import time
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from catalog.models import Job

EVERY = 0.5  # seconds


@dataclass(frozen=True)
class Progress:
    """So many are done, of so many; 0 of 0 where nothing is known."""

    done: int = 0
    of: int = 0

    @property
    def percent(self) -> int:
        return min(100, 100 * self.done // self.of) if self.of else 0


class Teller:
    """What a piece of work calls to say how far it is."""

    def __init__(self, job: Job) -> None:
        self.path = path_of(job)
        self.next_at = 0.0

    def __call__(self, done: int, of: int) -> None:
        if time.monotonic() < self.next_at:
            return
        self.next_at = time.monotonic() + EVERY
        self.path.parent.mkdir(exist_ok=True, parents=True)
        new = self.path.with_suffix(".new")
        new.write_text(json.dumps([done, of]))
        os.replace(new, self.path)

    def forget(self) -> None:
        with contextlib.suppress(OSError):
            self.path.unlink()


def path_of(job: Job) -> Path:
    return Path(settings.DATA_DIR) / "jobs" / f"{job.pk}.json"


def progress_of(job: Job | None) -> Progress:
    if job is None:
        return Progress()
    try:
        done, of = json.loads(path_of(job).read_text())
        return Progress(int(done), int(of))
    except (OSError, ValueError, TypeError):
        return Progress()
