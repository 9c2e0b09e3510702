import os
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from tqdm import tqdm

from catalog.jobs import progress_of
from catalog.management.base import LibraryCommand, Refused, one_line
from catalog.models import Film
from streaming.management.naming import refuse_what_is_no_file, the_film
from streaming.media import arrival, versions
from streaming.media.probe import facts_of
from streaming.media.sniff import container_of
from streaming.media.uploads import files, steps
from streaming.models import Version
from streaming.models.version import new_folder

AT_ONCE = 8 * 1024**2  # bytes
EVERY = 0.5  # seconds
TOO_LONG = 30  # seconds without anybody at it
NOBODY = "Nobody has taken it up yet. Does “manage.py worker” run? It waits; Ctrl-C leaves it so."


class Command(LibraryCommand):
    help = "Hand in a film's file, and wait until viewers watch it. The file itself stays."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("film", metavar="FILM", help="the slug of its page, /films/…/")
        parser.add_argument("file", metavar="FILE", help="MP4, MOV, MKV, WebM, AVI, MPEG or MXF")
        parser.add_argument("--no-wait", action="store_true", help="let it be packaged later")

    def handle(self, *args: Any, **options: Any) -> None:
        film, path = the_film(options["film"]), Path(options["file"])
        refuse_what_is_no_file(path)
        container_of(path)  # before a byte of it is copied
        facts_of(path)
        version = self._handed_over(film, path)
        if not options["no_wait"]:
            self._wait_for(version)
        self.stdout.write(one_line(f"{version.get_state_display()}: {version} ({version.folder})"))

    def _handed_over(self, film: Film, path: Path) -> Version:
        steps.refuse_size(path.stat().st_size)
        copy = files.path_of(new_folder())
        try:
            self._copy(path, copy)
            return arrival.receive(film, copy, typed_name=path.name)
        finally:
            with suppress(OSError):
                copy.unlink(missing_ok=True)

    def _copy(self, path: Path, copy: Path) -> None:
        size = path.stat().st_size
        with (
            self._bar(size, "Copying", unit="B", unit_scale=True) as bar,
            path.open("rb") as source,
            open(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as target,
        ):
            while piece := source.read(AT_ONCE):
                target.write(piece)
                bar.update(len(piece))

    def _wait_for(self, version: Version) -> None:
        """Until it is ready, or failed: then Refused says why."""
        job, waited = versions.job_of(version), 0.0
        with self._bar(0, "Packaging", unit=" s") as bar:
            while version.is_at_work:
                progress = progress_of(job)
                bar.total = progress.of
                bar.update(progress.done - bar.n)
                waited = waited + EVERY if version.state == Version.State.WAITING else 0.0
                if waited == TOO_LONG:
                    self.stderr.write(NOBODY)
                time.sleep(EVERY)
                version.refresh_from_db()
                versions.settle(version)
        if version.state == Version.State.FAILED:
            raise Refused(one_line(version.words))

    def _bar(self, whole: int, words: str, **usual: Any) -> tqdm:
        """Progress with its rate and the time left, on a terminal alone: in place, on one line.

        Not by `self.stderr`, which ends whatever is written with a new line.
        """
        return tqdm(total=whole, desc=words, disable=None, leave=False, **usual)
