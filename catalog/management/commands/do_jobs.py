from typing import Any

from catalog.jobs.work import do_jobs
from catalog.management.base import LibraryCommand


class Command(LibraryCommand):
    help = "Do the work that waits (pictures, imports) and end. It also starts by itself."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{do_jobs()} done")
