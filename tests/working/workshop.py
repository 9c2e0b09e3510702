"""Workers beside a test, on its database and its folder, with work that a test can watch."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from catalog.jobs.signs import signs
from catalog.models import Job
from tests.databases import url_in_use
from tests.working import works

PATIENCE = 180  # seconds, for a machine with much else to do


@dataclass
class Workshop:
    """lines: what works wrote down, in its order (see `works`)."""

    folder: Path
    environment: dict[str, str]
    started: list[subprocess.Popen] = field(default_factory=list)

    def start(self, *options: str) -> subprocess.Popen:
        """A worker; it is killed at the test's end."""
        with (self.folder / "log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "manage.py", "worker", *options],
                cwd=settings.BASE_DIR,
                env=os.environ | self.environment,
                stdout=log,
                stderr=log,
            )
        self.started.append(process)
        return process

    def end(self, key: object) -> None:
        """Let a piece of work end that holds on."""
        (self.folder / f"end-{key}").touch()

    def lines(self) -> list[list[str]]:
        path = self.folder / "lines"
        return [line.split() for line in path.read_text().splitlines()] if path.exists() else []

    def said(self, word: str) -> list[str]:
        """The keys of works that said this word."""
        return [key for said, key, _pid in self.lines() if said == word]

    def log(self) -> str:
        return (self.folder / "log").read_text()

    def wait_for(self, what: Callable[[], object]) -> None:
        until = time.monotonic() + PATIENCE
        while not what():
            assert time.monotonic() < until, f"It never came. The workers say:\n{self.log()}"
            time.sleep(0.05)


@contextmanager
def workshop(folder: Path, monkeypatch, *, queue: str = "", lease: int = 15) -> Iterator[Workshop]:
    """lease: seconds. Short where a test waits for it, long where nobody shall hang meanwhile."""
    environment = {
        "DATABASE_URL": url_in_use(),
        "DJANGO_SETTINGS_MODULE": "tests.working.settings",
        "QUEUE_URL": queue,
        "WORKS_FOLDER": str(folder),
        "WORKS_LEASE": str(lease),
        "LOG_LEVEL": "INFO",
        "LOG_FORMAT": "console",
    }
    for name, value in environment.items():  # for workers that start themselves
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(settings, "JOBS", works.JOBS)
    monkeypatch.setattr(settings, "JOBS_LEASE", lease)
    monkeypatch.setattr(settings, "QUEUE_URL", queue)
    (folder / "log").touch()
    shop = Workshop(folder, environment)
    try:
        yield shop
    finally:
        pids = {int(pid) for _word, _key, pid in shop.lines()} - {os.getpid()}
        for pid in pids | {process.pid for process in shop.started if process.poll() is None}:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        for process in shop.started:
            process.wait(PATIENCE)


def lapse(job: Job) -> None:
    """What would be, had its worker been silent for a whole lease."""
    signs().forget(job)
    Job.objects.filter(pk=job.pk).update(leased_until=timezone.now() - timedelta(seconds=1))
