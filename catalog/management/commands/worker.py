from argparse import SUPPRESS
from contextlib import ExitStack
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from catalog.jobs.process import present, start
from catalog.jobs.sweeping import is_idle
from catalog.jobs.worker import Worker
from catalog.management.base import LibraryCommand


class Command(LibraryCommand):
    help = "Do the work that outlives a request: pictures, imports, films. Ctrl-C ends it."

    def add_arguments(self, parser: CommandParser) -> None:
        words = "one lane of work alone, without it all of them"
        parser.add_argument("--lane", choices=sorted(settings.JOBS), help=words)
        parser.add_argument("--until-idle", action="store_true", help="end when nothing waits")
        parser.add_argument("--door", type=int, help=SUPPRESS)  # handed over by who started it

    def handle(
        self, *args: Any, lane: str | None, until_idle: bool, door: int | None, **options: Any
    ) -> None:
        lanes = [lane] if lane else list(settings.JOBS)
        with ExitStack() as stack:
            for name in lanes:
                stack.enter_context(present(name, door))
            Worker(lanes, until_idle=until_idle).run()
        for name in lanes if until_idle else []:
            if not is_idle(name):  # asked for while we were still seen as present
                start(name)
