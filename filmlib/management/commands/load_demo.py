from typing import Any

from catalog.management.base import LibraryCommand
from filmlib.demo import clip
from filmlib.demo.load import load


class Command(LibraryCommand):
    help = "Load the demo catalogue into an empty or a demo database. Twice changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        added = {noun: number for noun, number in load().items() if number}
        counts = ", ".join(f"{number} {noun}" for noun, number in added.items())
        self.stdout.write(f"Added: {counts}." if counts else "The demo is here already.")
        if not clip.is_made():
            self.stderr.write(clip.HOW_TO_GET_IT)
