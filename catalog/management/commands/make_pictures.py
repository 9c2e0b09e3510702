import time
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from catalog.jobs.work import do_jobs
from catalog.management.base import LibraryCommand, Refused
from catalog.models import Job
from catalog.pictures import making, sweeping


class Command(LibraryCommand):
    help = "Make the widths of all pictures that have none yet, and end when they are there."

    def add_arguments(self, parser: CommandParser) -> None:
        words = "remove files that belong to no picture any more and are older than an hour"
        parser.add_argument("--sweep", action="store_true", help=words)

    def handle(self, *args: Any, sweep: bool, **options: Any) -> None:
        unmade = list(making.unmade())
        making.ask_for(unmade)
        do_jobs(making.KIND)
        _wait_for_others()
        left = [str(pk) for pk in making.unmade().values_list("pk", flat=True)]
        self.stdout.write(f"Made: {max(0, len(unmade) - len(left))}.")
        if sweep:
            self.stdout.write(f"Removed: {sweeping.sweep(at=timezone.now())} files.")
        if left:
            raise Refused(f"Could not be made: {', '.join(left)}. The log says why.")


def _wait_for_others() -> None:
    """What a worker is at is done soon, or, if it was killed, left to be done here."""
    begun = Job.objects.filter(kind=making.KIND, state=Job.State.RUNNING)
    while begun.exists():
        time.sleep(0.2)
        do_jobs(making.KIND)
