from argparse import ArgumentTypeError
from time import monotonic
from typing import Any

from django.core.management.base import CommandParser

from catalog.management.base import LibraryCommand, WrongUsage
from filmlib.invented.catalogue import make_catalogue
from filmlib.invented.shared import MOST_UNIVERSITIES

MOST = 10_000_000


class Command(LibraryCommand):
    help = "Make a large catalogue, obviously invented, for benchmarks and trials."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--films", type=_count, required=True)
        parser.add_argument("--universities", type=_count, required=True)
        parser.add_argument("--licences", type=_count, required=True, help="of each film")
        parser.add_argument("--seed", type=int, default=1, help="the same seed, the same catalogue")

    def handle(self, *args: Any, **options: Any) -> None:
        films, universities = options["films"], options["universities"]
        if options["licences"] and not universities:
            raise WrongUsage("Licences need --universities.")
        if universities > MOST_UNIVERSITIES:
            raise WrongUsage(f"There is room for {MOST_UNIVERSITIES:,} universities.")
        started = monotonic()

        def tell(done: int) -> None:
            rate = done / (monotonic() - started)
            self.stdout.write(f"{done:,} of {films:,} films, {rate:,.0f} a second")
            self.stdout.flush()

        make_catalogue(
            films=films,
            universities=universities,
            licences=options["licences"],
            seed=options["seed"],
            tell=tell,
        )
        self.stdout.write(f"Made in {monotonic() - started:,.1f} seconds.")


def _count(text: str) -> int:
    count = int(text)
    if not 0 <= count <= MOST:
        raise ArgumentTypeError(f"a number from 0 to {MOST:,} is needed")
    return count
