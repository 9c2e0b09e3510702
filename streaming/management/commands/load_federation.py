from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from catalog.management.base import LibraryCommand
from streaming.federations import load


class Command(LibraryCommand):
    help = "Load a federation's SAML metadata: its identity providers can then be chosen by name."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="an aggregate of metadata")
        parser.add_argument("--name", required=True, help="what the federation is called here")
        parser.add_argument(
            "--certificate",
            type=Path,
            metavar="PEM",
            help="refuse a list that its key did not sign; without it any list is taken",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        done = load(options["file"], options["name"], options["certificate"], at=timezone.now())
        for words in done.left_out:
            self.stdout.write(f"left out\t{words}")
        for words in done.renewed:
            self.stdout.write(f"renewed\t{words}")
        for words in done.shut:
            self.stdout.write(f"shut\t{words}")
        self.stdout.write(f"{options['name']}: {done.count} identity providers")
