import json
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from catalog.management.base import LibraryCommand
from streaming.availability import availability_of
from streaming.grants import revoke
from streaming.management.naming import add_university_and_film, university_and_film


class Command(LibraryCommand):
    help = "End a university's licences for a film as of now, and print what is then available."

    def add_arguments(self, parser: CommandParser) -> None:
        add_university_and_film(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        university, film = university_and_film(options)
        revoke(film, university, at=timezone.now())
        availability = availability_of(film, university, at=timezone.now())
        self.stdout.write(json.dumps(availability.as_json()))
