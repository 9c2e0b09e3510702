"""A film packaged, beside plain ffmpeg with the same settings: what our walls and pictures cost.

`python -m tests.bench.packaging` measures this alone.
"""

import resource
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from django.conf import settings

from streaming.media.encoding import command_of, encode, plan_of
from streaming.media.loudness import AIM
from streaming.media.making import make
from streaming.media.probe import facts_of
from streaming.media.program import SOURCE, cores, ffmpeg

TIME_AIM, RATIO_AIM = 0.6, 1.05  # of the film's length, on two cores; of plain ffmpeg's time
SECONDS = 60
PICTURE = f"testsrc2=size=1280x720:rate=25:duration={SECONDS},noise=alls=6:allf=t,gblur=sigma=1"


@dataclass(frozen=True)
class Taken:
    """Seconds: by the clock, and of the processors."""

    clock: float
    processors: float

    def __str__(self) -> str:
        idle = self.processors / cores() / SECONDS
        return (
            f"{self.clock:.1f} s by the clock, {self.clock / SECONDS:.2f} of its length;"
            f" {self.processors:.1f} s of processors, {idle:.2f} of it on {cores()} idle cores"
        )


@dataclass(frozen=True)
class Packaging:
    """whole: all that is made of a film; encoding: its steps and sounds; plain: these by ffmpeg
    alone, told the same.
    """

    whole: Taken
    encoding: Taken
    plain: Taken

    def __str__(self) -> str:
        by_clock = self.encoding.clock / self.plain.clock
        by_processors = self.encoding.processors / self.plain.processors
        return (
            f"- {SECONDS} s of 720p packaged in three steps: {self.whole} (aim: {TIME_AIM}).\n"
            f"- Its steps and sounds alone, behind walls: {by_clock:.2f} of plain ffmpeg's time,"
            f" {by_processors:.2f} of its processor time (aim: {RATIO_AIM})."
        )


def measure() -> Packaging:
    """Make a film, and package it."""
    if not settings.configured:
        settings.configure(USE_I18N=False)
    with tempfile.TemporaryDirectory(prefix="filmlib-bench-") as name:
        folder = Path(name)
        film = _film(folder)
        facts = facts_of(film)
        plan = plan_of(facts)
        for part in ("whole", "encoding", "plain"):
            (folder / part).mkdir()
        (folder / "plain" / SOURCE).symlink_to(film)
        return Packaging(
            whole=_taken(lambda: make(facts, film, folder / "whole", lambda _done, _of: None)),
            encoding=_taken(
                lambda: encode(plan, [AIM], folder / "encoding", film, on_line=lambda _line: None)
            ),
            plain=_taken(lambda: _run(command_of(plan, [AIM]), folder / "plain")),
        )


def _film(folder: Path) -> Path:
    film = folder / "film.mp4"
    sound = f"sine=frequency=220:duration={SECONDS}"
    made_of = ["-f", "lavfi", "-i", PICTURE, "-f", "lavfi", "-i", sound, "-pix_fmt", "yuv420p"]
    _run([ffmpeg(), "-nostdin", *made_of, "-preset", "veryfast", str(film)], folder)
    return film


def _run(command: list[str], folder: Path) -> None:
    subprocess.run(command, cwd=folder, capture_output=True, check=True)


def _taken(work: Callable[[], object]) -> Taken:
    before, started = _processors(), monotonic()
    work()
    return Taken(monotonic() - started, _processors() - before)


def _processors() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    print(measure())
