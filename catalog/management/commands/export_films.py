import os
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.core.management.base import CommandParser

from catalog.exchange.export import CONTENT_TYPES, write_films
from catalog.management.base import LibraryCommand, WrongUsage
from catalog.models import Film


class Command(LibraryCommand):
    help = "Write every film, drafts too, into a table that import_films takes without a change."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument(
            "--format", choices=CONTENT_TYPES, help="unasked, what the name of FILE ends with"
        )

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        form = options["format"] or file.suffix.lower().removeprefix(".")
        if form not in CONTENT_TYPES:
            raise WrongUsage("Name the format: --format csv or --format xlsx.")
        with NamedTemporaryFile(dir=file.parent, prefix=f".{file.name}.", delete=False) as place:
            try:
                written = write_films(Film.objects.all(), place.file, form=form)
                place.flush()
                os.replace(place.name, file)  # whoever reads FILE sees the old list or the new
            except BaseException:
                os.unlink(place.name)
                raise
        self.stdout.write(f"{file}: {written} films")
