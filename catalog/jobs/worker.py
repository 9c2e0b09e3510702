"""The process that does the work: a consumer of huey's for each lane, and one that sweeps."""

import logging
import signal
from collections.abc import Iterable
from contextlib import ExitStack
from threading import Event, Thread
from time import monotonic
from types import FrameType

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone
from huey.consumer import Consumer

from catalog.jobs.lanes import Lane, opened
from catalog.jobs.sweeping import is_idle, sweep
from catalog.jobs.work import do

log = logging.getLogger(__name__)

LOOKS_EVERY = 0.5  # seconds
# Seconds for work to end by itself, then at its next word of how far it is: less than the ten
# that a container is given to stop.
ENDS_WITHIN, LEAVES_WITHIN = 5, 3


class Worker:
    """Does the work of some lanes, side by side and one thing at a time in each."""

    def __init__(self, lanes: Iterable[str], *, until_idle: bool) -> None:
        self.names = list(lanes)
        self.until_idle = until_idle
        self.asked = Event()  # to stop
        self.stopping = Event()  # without waiting for what is begun

    def run(self) -> None:
        """Work until asked to stop, or until nothing waits. Raises OSError without a queue."""
        with ExitStack() as stack:
            lanes = [stack.enter_context(opened(name, self._do)) for name in self.names]
            consumers = [_consumer(lane) for lane in lanes]
            for consumer in consumers:
                consumer.start()
            log.info("At work on: %s", ", ".join(self.names))
            self._hear_signals()
            self._look_after(lanes, consumers)
            self._end(consumers)

    def _do(self, number: int) -> None:
        close_old_connections()
        try:
            do(number, stopping=self.stopping)
        finally:
            close_old_connections()

    def _hear_signals(self) -> None:
        """In place of what each consumer would do at once, and for itself alone."""

        def ask(number: int, _frame: FrameType | None) -> None:
            self.asked.set()

        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, ask)

    def _look_after(self, lanes: list[Lane], consumers: list[Consumer]) -> None:
        next_at = 0.0
        while not self.asked.wait(LOOKS_EVERY):
            try:
                if monotonic() >= next_at:
                    next_at = monotonic() + settings.JOBS_LEASE / 3
                    for lane in lanes:
                        sweep(lane, at=timezone.now())
                    for consumer in consumers:
                        consumer.check_worker_health()
                if self.until_idle and all(map(is_idle, self.names)):
                    return
            except Exception as error:  # a database or a queue that is away comes back
                log.warning("What waits cannot be seen now: %s", error)
                close_old_connections()

    def _end(self, consumers: list[Consumer]) -> None:
        """Let what is begun end; what does not is given back, or goes on elsewhere soon."""
        threads = [thread for consumer in consumers for _, thread in consumer.worker_threads]
        for consumer in consumers:
            consumer.stop()
        if _are_alive(threads, ENDS_WITHIN):
            self.stopping.set()
            if _are_alive(threads, LEAVES_WITHIN):
                log.warning("What is begun does not end; another worker begins it anew.")
        log.info("At work no more on: %s", ", ".join(self.names))


def _consumer(lane: Lane) -> Consumer:
    """A blocking queue is waited at, SQLite's is looked into; after an error both wait longer."""
    longest = 10 if lane.huey.storage.blocking else 0.5
    return Consumer(lane.huey, periodic=False, max_delay=longest, scheduler_interval=60)


def _are_alive(threads: list[Thread], seconds: float) -> bool:
    until = monotonic() + seconds
    for thread in threads:
        thread.join(max(0.0, until - monotonic()))
    return any(thread.is_alive() for thread in threads)
