import json
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from catalog.management.base import LibraryCommand, instant
from streaming.availability import availability_of
from streaming.management.naming import the_film, the_university


class Command(LibraryCommand):
    help = "Print whether a film can be streamed at a university, as one JSON object."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("film", metavar="FILM", help="the slug of its page, /films/…/")
        parser.add_argument("university", metavar="UNIVERSITY", help="the slug of its page, /u/…/")
        parser.add_argument(
            "--at", metavar="INSTANT", type=instant, help="2026-09-01T12:00+02:00 (now)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        film, university = the_film(options["film"]), the_university(options["university"])
        availability = availability_of(film, university, at=options["at"] or timezone.now())
        self.stdout.write(json.dumps(availability.as_json()))
