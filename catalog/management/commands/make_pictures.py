from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from catalog.jobs.process import only_one
from catalog.jobs.work import do_all
from catalog.management.base import LibraryCommand, Refused
from catalog.pictures import making, sweeping


class Command(LibraryCommand):
    help = "Make the widths of all pictures that have none yet, and end when they are there."

    def add_arguments(self, parser: CommandParser) -> None:
        words = "remove files that belong to no picture any more and are older than an hour"
        parser.add_argument("--sweep", action="store_true", help=words)

    def handle(self, *args: Any, sweep: bool, **options: Any) -> None:
        with only_one(is_patient=True):  # what another process is at is waited for
            unmade = list(making.unmade())
            making.ask_for(unmade)
            do_all()
        left = [str(pk) for pk in making.unmade().values_list("pk", flat=True)]
        self.stdout.write(f"Made: {len(unmade) - len(left)}.")
        if sweep:
            self.stdout.write(f"Removed: {sweeping.sweep(at=timezone.now())} files.")
        if left:
            raise Refused(f"Could not be made: {', '.join(left)}. The log says why.")
