from importlib import import_module
from typing import Any

from django.core.management.base import CommandParser

from catalog.management.base import LibraryCommand
from streaming.access.saml.installed import missing


class Command(LibraryCommand):
    help = "Change our SAML key: first add a new one, later, when it is known, drop the old one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--finish", action="store_true", help="drop the old key; the new one signs"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if missing():
            raise ValueError(missing())
        keys = import_module("streaming.access.saml.keys")
        if options["finish"]:
            gone = keys.take_the_oldest_away()
            self.stdout.write(f"{gone.name} is gone; {keys.files()[0].name} signs from now on.")
        else:
            made = keys.add()
            self.stdout.write(f"{made.name} is in the metadata now. Later: --finish")
