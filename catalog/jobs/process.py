"""The process that does the work: started where none runs, one for a machine and its folder."""

import fcntl
import logging
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

log = logging.getLogger(__name__)


def start() -> None:
    """Start it, unless it runs. That it cannot be started breaks nothing: the work waits."""
    if not settings.JOBS_START_THEMSELVES:
        return
    try:
        with only_one() as is_free:
            pass
        if is_free:
            subprocess.Popen(
                [sys.executable, str(settings.BASE_DIR / "manage.py"), "do_jobs"],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,
            )
    except OSError:
        log.exception("No process could be started for the work that waits.")


@contextmanager
def only_one(*, is_patient: bool = False) -> Iterator[bool]:
    """Whether this process is the one that does the work; a killed one lets go by itself.

    is_patient: wait until it is.
    """
    folder = Path(settings.DATA_DIR) / "jobs"
    folder.mkdir(exist_ok=True, parents=True)
    with (folder / "lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX if is_patient else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
