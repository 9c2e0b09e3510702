import time
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from catalog.management.base import LibraryCommand, one_line
from streaming.media import drop

LEAST = 5  # seconds


class Command(LibraryCommand):
    help = "Take in the films that were put into DATA_DIR/drop and have stopped growing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--every",
            type=int,
            metavar="SECONDS",
            help="go on looking; else it looks once, for a timer that calls it",
        )

    def handle(self, *args: Any, every: int | None, **options: Any) -> None:
        if every is not None and every < LEAST:
            raise ValueError(f"Looking every {LEAST} seconds is often enough.")
        self._look()
        while every:
            time.sleep(every)
            self._look()

    def _look(self) -> None:
        for outcome in drop.look(at=timezone.now()):
            begins = "refused: " if outcome.is_refused else ""
            self.stdout.write(one_line(f"{outcome.name}: {begins}{outcome.words or 'taken'}"))
