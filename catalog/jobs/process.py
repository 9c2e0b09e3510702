"""A worker started where none runs; the system itself takes back what a killed one held."""

import fcntl
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings

log = logging.getLogger(__name__)


def start(lane: str) -> None:
    """Start one for a lane, unless one runs here. That none can be started breaks nothing."""
    if not settings.JOBS_START_THEMSELVES:
        return
    try:
        with _door(lane) as door:
            fcntl.flock(door, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _start(lane, door.fileno())  # the lock goes with it, so there is never a second
    except BlockingIOError:
        pass
    except OSError:
        log.exception("No worker could be started for the work that waits.")


def _start(lane: str, door: int) -> None:
    subprocess.Popen(
        [
            *(sys.executable, str(settings.BASE_DIR / "manage.py"), "worker", "--until-idle"),
            *("--lane", lane, "--door", str(door)),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        env=_environment(),
        start_new_session=True,
        pass_fds=[door],
    )


def _environment() -> dict[str, str]:
    """Whoever started it at a terminal reads there of what goes wrong, and not of the rest."""
    return ({"LOG_LEVEL": "WARNING"} if sys.stderr.isatty() else {}) | os.environ


@contextmanager
def present(lane: str, door: int | None = None) -> Iterator[None]:
    """Let it be known that a worker runs here, any number of them together.

    door: the open file that `start` handed over, locked.
    """
    with _door(lane) if door is None else os.fdopen(door) as file:
        os.set_inheritable(file.fileno(), False)
        fcntl.flock(file, fcntl.LOCK_SH)
        yield


def _door(lane: str) -> IO[str]:
    folder = Path(settings.DATA_DIR) / "jobs"
    folder.mkdir(exist_ok=True, parents=True)
    return (folder / f"{lane}.lock").open("a")
