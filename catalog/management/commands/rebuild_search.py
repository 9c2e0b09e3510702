from typing import Any

from django.core.management.base import CommandParser
from tqdm import tqdm

from catalog.management.base import LibraryCommand, Refused
from catalog.models import Film
from catalog.search.check import Difference, differences
from catalog.search.writer import index_everything

MOST_TOLD = 20


class Command(LibraryCommand):
    help = "Write the search index anew. Searches go on meanwhile; killed, it can be run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="write nothing, say where the index is wrong"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with tqdm(total=Film.objects.count(), unit=" films") as progress:
            if options["check"]:
                self._check(progress)
            else:
                done = index_everything(progress.update)
        if not options["check"]:
            self.stdout.write(f"Indexed {done:,} films.")

    def _check(self, progress: "tqdm[Any]") -> None:
        found = list(differences(progress.update))
        progress.close()
        for difference in found[:MOST_TOLD]:
            self.stdout.write(_line(difference))
        if found:
            raise Refused(
                f"The index is wrong in {len(found):,} places: manage.py rebuild_search puts it"
                " right."
            )
        self.stdout.write("The index says what the catalogue says.")


def _line(difference: Difference) -> str:
    """The film's number, where it is a film's, and what is wrong."""
    return f"{difference.film_id or ''}\t{difference.what}"
