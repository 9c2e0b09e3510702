from typing import Any

from catalog.management.base import LibraryCommand
from streaming.access.lti.keys import rotate


class Command(LibraryCommand):
    help = "Sign answers to course systems by a new key; the one before stays published."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Answers are signed by {rotate()} from now on.")
