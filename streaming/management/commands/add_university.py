from typing import Any

from django.core.management.base import CommandParser

from catalog.management.base import LibraryCommand, WrongUsage
from streaming.models import University
from streaming.registration import register

FIELDS = {
    "name": "name",
    "timezone": "timezone",
    "country": "country",
    "contact": "library_contact",
}


class Command(LibraryCommand):
    help = "Add a university, or change the named things of one that exists."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("university", metavar="UNIVERSITY", help="the slug of its page, /u/…/")
        parser.add_argument("--name", help="needed for a new one")
        parser.add_argument(
            "--timezone", metavar="ZONE", help="Europe/Berlin; needed for a new one"
        )
        parser.add_argument("--country", metavar="CC", help="DE, US")
        parser.add_argument("--contact", metavar="MAIL", help="mail address of its library")
        parser.add_argument(
            "--range", dest="ranges", metavar="CIDR", action="append", default=[], help="repeatable"
        )
        parser.add_argument(
            "--origin",
            dest="origins",
            metavar="URL",
            action="append",
            default=[],
            help="repeatable",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        slug = options["university"]
        texts = {FIELDS[name]: options[name] for name in FIELDS}
        given = {field: text.strip() for field, text in texts.items() if text is not None}
        if not {"name", "timezone"} <= given.keys() and not _exists(slug):
            raise WrongUsage("A new university needs --name and --timezone.")
        changes = register(slug, given, networks=options["ranges"], origins=options["origins"])
        self.stdout.write(f"{slug}: {', '.join(changes) or 'nothing to change'}")


def _exists(slug: str) -> bool:
    return University.objects.filter(slug=slug).exists()
