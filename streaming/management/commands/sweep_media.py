from typing import Any

from django.utils import timezone

from catalog.management.base import LibraryCommand
from streaming.media import sweeping
from streaming.media.uploads import sweeping as uploads


class Command(LibraryCommand):
    help = "Remove what no film names any more, and uploads that nobody goes on with."

    def handle(self, *args: Any, **options: Any) -> None:
        removed = uploads.sweep(at=timezone.now()) + len(sweeping.sweep())
        self.stdout.write(f"{removed} removed")
