"""A whole file of films brought into an empty library, by the command as anybody calls it."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from tests.bench.library import Library
from tests.factories.acmi import acmi_work, write_acmi

TIME_AIM, MEMORY_AIM = 240, 300  # seconds and MB, for 25,256 films on SQLite


@dataclass(frozen=True)
class Import:
    """seconds: by the clock, and of the processor. peak: memory of the process, in MB."""

    name: str
    records: int
    seconds: float
    processor: float
    peak: float

    def __str__(self) -> str:
        return (
            f"- Import of {self.name}, {self.records:,} records: {self.seconds:,.0f} s"
            f" ({self.processor:,.0f} s of processor), {self.records / self.seconds:,.0f} records a"
            f" second, at most {self.peak:,.0f} MB (aim: {TIME_AIM} s, {MEMORY_AIM} MB)."
        )


def made_up(folder: Path, records: int) -> Path:
    """A file of so many invented works, for who has no real one."""
    works = (acmi_work(number) for number in range(1, records + 1))
    return write_acmi(folder / f"invented-works-{records}.jsonl", works)


def measure(library: Library, file: Path) -> Import:
    """Import the file into a library that has no films yet. Raises where it is refused."""
    library.data.mkdir(parents=True, exist_ok=True)
    library.manage("migrate", "--verbosity", "0")
    before, started = os.times(), monotonic()
    process = subprocess.Popen(
        [sys.executable, "manage.py", "import_films", str(file.resolve())],
        cwd=library.code,
        env=library.environment,
        stdout=subprocess.DEVNULL,
    )
    _pid, status, used = os.wait4(process.pid, 0)
    seconds, after = monotonic() - started, os.times()
    if status:
        raise RuntimeError(f"{file.name} was refused.")
    spent = after.children_user + after.children_system
    spent -= before.children_user + before.children_system
    [(records,)] = library.ask("SELECT count(*) FROM catalog_film")
    return Import(file.name, records, seconds, spent, used.ru_maxrss / 1024)
