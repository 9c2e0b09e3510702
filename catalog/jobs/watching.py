"""What a web server does for work: it looks now and then whether any lies undone.

A worker that was killed cannot say so. Where workers start themselves, whoever serves pages starts
the next one.
"""

import logging
from threading import Thread
from time import sleep

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from catalog.jobs.process import start
from catalog.jobs.sweeping import lanes_to_do

log = logging.getLogger(__name__)


def watch() -> None:
    """Look from now on, in a thread that ends with the process."""
    if settings.JOBS_START_THEMSELVES:
        Thread(target=_watch, name="watches the work", daemon=True).start()


def _watch() -> None:
    while True:
        look()
        sleep(settings.JOBS_LEASE / 3)


def look() -> None:
    """Start a worker for what nobody is at. It never keeps a server from serving."""
    try:
        for lane in lanes_to_do(at=timezone.now()):
            start(lane)
    except DatabaseError as error:
        log.warning("Whether work waits cannot be seen now: %s", error)
    finally:
        connection.close()
