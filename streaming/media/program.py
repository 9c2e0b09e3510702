"""ffmpeg and ffprobe: found, and run. Nothing else in the house starts them.

A file that was handed over is hostile until it is packaged: what reads it sees one folder and no
network, has little memory and time, and dies with who started it (see `confined.py`).
"""

import importlib
import json
import os
import shutil
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

CONFINED = Path(__file__).with_name("confined.py")
SOURCE = "source"  # what a file that was handed over is called where it is read
LONGEST_LINE = 500  # bytes
ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C", "MALLOC_ARENA_MAX": "2"}


@dataclass(frozen=True)
class Limits:
    """seconds: by the clock; memory, file (the largest it may write) and output in bytes; words:
    how many lines of its log are kept, the last ones."""

    seconds: float = 10
    memory: int = 512 << 20
    file: int = 1 << 20
    output: int = 4 << 20  # of what it prints
    words: int = 40


class NoProgram(OSError):
    """There is no ffmpeg, or none that this machine can run."""


class ProgramFailed(Exception):
    """It ended otherwise than well. log: its last words, in lines; was_stopped: by our limits."""

    def __init__(self, log: str, *, was_stopped: bool = False) -> None:
        super().__init__(log)
        self.log = log
        self.was_stopped = was_stopped


class Clock:
    """How far ffmpeg is, by what it prints with `-progress pipe:1`; it tells whoever asked to know.

    seconds: of the film that are done. tell: is called with them, whole.
    """

    def __init__(self, tell: Callable[[int], object] = lambda _seconds: None) -> None:
        self.seconds = 0.0
        self.tell = tell

    def __call__(self, line: str) -> None:
        name, _equals, value = line.partition("=")
        if name == "out_time_us" and value.lstrip("-").isdecimal():
            self.seconds = max(self.seconds, int(value) / 1e6)
            self.tell(int(self.seconds))


def programs() -> Iterator[str]:
    """The ffmpeg of the system, then the one that a Python package brings."""
    if program := shutil.which("ffmpeg"):
        yield program
    try:
        yield importlib.import_module("imageio_ffmpeg").get_ffmpeg_exe()
    except (ImportError, RuntimeError):  # RuntimeError: the package has no program for this machine
        return


def ffmpeg() -> str:
    """Raises NoProgram where there is none."""
    if program := next(programs(), None):
        return program
    raise NoProgram(_("There is no ffmpeg on the machine that packages films."))


def ffprobe() -> str | None:
    """Only beside an ffmpeg of the system: the package's comes without."""
    return shutil.which("ffprobe")


def cores() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def from_file(container: str, name: str = SOURCE) -> list[str]:
    """How an input is named: by what it was found to be, and as a file in the own folder."""
    alone = ["-protocol_whitelist", "file", "-format_whitelist", container, "-f", container]
    return [*alone, "-i", f"./{name}"]


def run(
    command: Sequence[str],
    folder: Path,
    *,
    limits: Limits,
    source: Path | None = None,
    on_line: Callable[[str], object] | None = None,
) -> tuple[str, str]:
    """Run a program in a folder; give what it printed and its last words (its log).

    command: the program by its whole path, then its arguments. source: a file elsewhere that it
    may read, as `SOURCE`. on_line: is told each line that it prints, at once.
    Raises ProgramFailed, and OSError where it cannot be started.
    """
    if source is not None and not (folder / SOURCE).is_symlink():
        (folder / SOURCE).symlink_to(source.resolve())
    process = subprocess.Popen(
        [sys.executable, "-I", "-S", str(CONFINED), _walls(limits, source), *command],
        cwd=folder,
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    log: deque[str] = deque(maxlen=limits.words)
    listening = threading.Thread(target=_listen, args=(process.stderr, log))
    clock = threading.Timer(limits.seconds, process.kill)
    listening.start()
    clock.start()
    try:
        printed = _printed(process.stdout, limits.output, on_line)
        if printed is None:
            process.kill()
        process.wait()
    except BaseException:
        process.kill()
        raise
    finally:
        clock.cancel()
        process.wait()
        listening.join()
        process.stdout.close()
        process.stderr.close()
    words = "\n".join(log)
    if printed is None or process.returncode:
        raise ProgramFailed(words, was_stopped=process.returncode < 0)
    return printed, words


def _walls(limits: Limits, source: Path | None) -> str:
    return json.dumps(
        {
            "parent": os.getpid(),
            "memory": limits.memory,
            "file": limits.file,
            "seconds": int(limits.seconds * cores()) + 1,
            "readable": [str(source.resolve())] if source else [],
        }
    )


def _listen(stream: IO[bytes], log: deque[str]) -> None:
    while line := stream.readline(LONGEST_LINE):
        log.append(line.decode(errors="replace").rstrip())


def _printed(stream: IO[bytes], most: int, on_line: Callable[[str], object] | None) -> str | None:
    """All of it; None where it is more than we are ready to hear."""
    lines, size = [], 0
    while line := stream.readline(most):
        size += len(line)
        if size > most:
            return None
        text = line.decode(errors="replace")
        if on_line is None:
            lines.append(text)
        else:
            size = 0
            on_line(text.rstrip())
    return "".join(lines)
