"""A queue of processes and threads before a file that one of them at a time may write to."""

import contextlib
import fcntl
import os
from concurrent.futures import Future
from pathlib import Path
from threading import Thread


class Turn:
    """Somebody's turn to write, from when it came until it ends.

    The turn is an exclusive `flock(2)` on a file that holds nothing. The system lets waiters in
    in the order they came, wakes the next at once, and ends the turn of a process that was killed.
    """

    def __init__(self, file: int) -> None:
        self._file = file

    def end(self) -> None:
        """Let the next in, though a child process should have the same file open."""
        fcntl.flock(self._file, fcntl.LOCK_UN)
        os.close(self._file)


def turn_at(path: Path, seconds: float) -> Turn | None:
    """A turn at the file of this path, or None where no such file can be made or locked.

    seconds: to wait at most; TimeoutError after them.
    """
    try:
        # To lock a file it need not be written: it may belong to another user.
        file = os.open(path, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        _wait(file, seconds)
    except OSError:
        os.close(file)
        return None
    return Turn(file)


def _wait(file: int, seconds: float) -> None:
    """In a thread that may be left behind, since `flock` knows no limit."""
    came: Future[None] = Future()
    Thread(target=_take, args=(file, came), name="waits-to-write", daemon=True).start()
    try:
        came.result(seconds)
    except BaseException:  # also of somebody who was interrupted: nobody keeps what nobody wants
        if not came.cancel():  # it came at the last moment
            Turn(file).end()
        raise


def _take(file: int, came: Future[None]) -> None:
    with contextlib.suppress(OSError):  # then SQLite's own lock is all there is to wait for
        fcntl.flock(file, fcntl.LOCK_EX)
    if came.set_running_or_notify_cancel():
        came.set_result(None)
    else:
        os.close(file)
