"""A queue of processes and threads before a file that one of them at a time may write to."""

import contextlib
import fcntl
import os
from pathlib import Path
from threading import Lock, Thread


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
        _Waiter(file).wait(seconds)
    except OSError:
        os.close(file)
        return None
    return Turn(file)


class _Waiter(Thread):
    """Waits for a turn in place of a thread that will not wait for ever: `flock` knows no limit."""

    def __init__(self, file: int) -> None:
        super().__init__(name="waits-to-write", daemon=True)
        self._file = file
        self._came = Lock()
        self._came.acquire()
        self._deciding = Lock()
        self._is_left = False

    def wait(self, seconds: float) -> None:
        self.start()
        if self._came.acquire(timeout=seconds):
            return
        with self._deciding:
            if not self._came.acquire(blocking=False):
                self._is_left = True
                raise TimeoutError

    def run(self) -> None:
        with contextlib.suppress(OSError):
            fcntl.flock(self._file, fcntl.LOCK_EX)
        with self._deciding:
            if self._is_left:
                os.close(self._file)
            else:
                self._came.release()
