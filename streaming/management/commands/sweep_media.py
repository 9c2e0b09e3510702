from typing import Any

from django.utils import timezone

from catalog.management.base import LibraryCommand
from streaming.media.uploads.sweeping import sweep


class Command(LibraryCommand):
    help = "Take away uploads of films that nobody goes on with."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{sweep(at=timezone.now())} uploads removed")
