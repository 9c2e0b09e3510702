"""Whoever is at a piece of work says so every few seconds, and leaves it when it is not theirs."""

import logging
import time
from threading import Event, Thread
from types import TracebackType
from typing import Self

from django.conf import settings
from django.db import DatabaseError, connection

from catalog.jobs.signs import Progress, signs
from catalog.models import Job

log = logging.getLogger(__name__)

A_LEASE_HAS = 5  # signs of life
LOOKS_EVERY = 0.5  # seconds: how soon a page sees how far it is


class Interrupted(BaseException):
    """The work is to be left as it is. No failure, so that no work takes it for one of its own."""


class Lease:
    """One attempt at a piece of work, kept by a thread of its own for as long as it goes on.

    Called with (done, of) by the work, to say how far it is. Raises Interrupted there when the
    worker is asked to stop, or when the work was taken over while this process hung.
    """

    def __init__(self, job: Job, stopping: Event) -> None:
        self.job = job
        self.stopping = stopping
        self.progress = Progress()
        self._told = self.progress
        self._is_lost = False
        self._over = Event()
        self._seen_at = time.time()
        self._thread = Thread(target=self._keep, name=f"lease of {job}", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()
        signs().forget(self.job)

    def __call__(self, done: int, of: int) -> None:
        self.progress = Progress(int(done), int(of))
        if self.stopping.is_set() or self._was_lost():
            raise Interrupted

    def _was_lost(self) -> bool:
        """Whoever hung for a whole lease asks before anything else is done."""
        if time.time() - self._seen_at > settings.JOBS_LEASE:
            self._look()
        return self._is_lost

    def _keep(self) -> None:
        try:
            while not self._over.wait(LOOKS_EVERY):
                is_due = time.time() - self._seen_at >= settings.JOBS_LEASE / A_LEASE_HAS
                if is_due or self.progress != self._told:
                    self._renew()
        finally:
            connection.close()

    def _renew(self) -> None:
        """What cannot be said now is said the next time: a lease bears some silence."""
        try:
            self._look()
            if not self._is_lost:
                self._told = self.progress
                signs().give(self.job, self._told)
        except (DatabaseError, OSError) as error:
            log.warning("%s goes on, but cannot say so: %s", self.job, error)
            connection.close()

    def _look(self) -> None:
        self._is_lost = self._is_lost or not self.job.is_mine()
        self._seen_at = time.time()
