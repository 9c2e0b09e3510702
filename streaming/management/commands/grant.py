import json
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from catalog.management.base import LibraryCommand, day
from streaming.availability import availability_of
from streaming.grants import grant
from streaming.management.naming import add_university_and_film, university_and_film


class Command(LibraryCommand):
    help = "Give a university one licence more for a film, and print what is then available."

    def add_arguments(self, parser: CommandParser) -> None:
        add_university_and_film(parser)
        parser.add_argument(
            "--from", dest="first", metavar="DATE", type=day, help="first day (today, there)"
        )
        parser.add_argument(
            "--until", dest="last", metavar="DATE", type=day, help="last day (in perpetuity)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        university, film = university_and_film(options)
        grant(film, university, starts_on=options["first"], ends_on=options["last"])
        availability = availability_of(film, university, at=timezone.now())
        self.stdout.write(json.dumps(availability.as_json()))
