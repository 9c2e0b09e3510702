from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import CommandParser
from django.db import connection
from tqdm import tqdm

from catalog.exchange.importing.applying import Refused as RefusedRecords
from catalog.exchange.importing.applying import apply
from catalog.exchange.importing.planning import Counts, Gathered, Plan, Tell, gathered, plan
from catalog.exchange.importing.sources import source_named, usual_source
from catalog.exchange.incoming import Undecided, Unreadable
from catalog.exchange.reading import FORMATS, read
from catalog.exchange.reading.tables.dates import ORDERS, Dates
from catalog.management.base import LibraryCommand, Refused, one_line
from catalog.management.import_report import print_as_json, print_for_people
from catalog.models import Source


class Command(LibraryCommand):
    help = "Bring in the films of a file: all of them, or none."

    def add_arguments(self, parser: CommandParser) -> None:
        names = [form.name for form in FORMATS]
        parser.add_argument("file", help="it may be packed by gzip")
        parser.add_argument("--format", choices=names, default="", help="else the content tells")
        parser.add_argument("--source", default="", help="short name of whose list it is")
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument("--keep-good", action="store_true", help="leave out what is rejected")
        parser.add_argument("--dates", choices=ORDERS, default="", help="how 03/04/2019 is read")
        parser.add_argument("--draft", action="store_true", help="new films stay unseen")

    def handle(self, *args: Any, **options: Any) -> None:
        path, dates = Path(options["file"]), Dates(every=options["dates"])
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA mmap_size = 0")  # the whole file would count as our memory
        try:
            with _opened(path) as file:
                source = source_named(options["source"] or usual_source(file, name=path.name))
                with self._gathered(file, path, options["format"], dates) as records:
                    said = options | {"read_as": dates.answered}
                    self._bring_in(records, source, path.name, said)
        except Undecided as question:
            words = f"{path.name}: {question.reason} Say --dates day-first or --dates month-first."
            raise Refused(one_line(words)) from question
        except Unreadable as error:
            place = f"record {error.place}: " if error.place else ""
            raise Refused(one_line(f"{path.name}: {place}{error.reason}")) from error

    def _gathered(self, file: BinaryIO, path: Path, format: str, dates: Dates) -> Gathered:
        size = path.stat().st_size
        with self._bar(size, "Reading", unit="B", unit_scale=True) as bar:

            def tell(_done: int, _whole: int) -> None:
                bar.update(file.tell() - bar.n)

            return gathered(read(file, name=path.name, format=format, dates=dates), tell=tell)

    def _bring_in(
        self, records: Gathered, source: Source, name: str, options: dict[str, Any]
    ) -> None:
        if options["dry_run"]:
            with self._bar(records.spool.count(), "Comparing") as bar:
                found = plan(records, source, tell=_teller(bar))
            self._print(found.counts, found.notes(), name, source, options, found)
            return
        try:
            whole = records.spool.count()
            with self._bar(whole, "Importing") as bar, self._bar(whole, "Indexing") as index:
                run = apply(
                    records,
                    source,
                    file=name,
                    keep_good=options["keep_good"],
                    as_drafts=options["draft"],
                    dates=options["read_as"],
                    tell=_teller(bar),
                    tell_indexed=index.update,
                )
        except RefusedRecords as error:
            self._print(error.counts, error.notes, name, source, options)
            raise Refused(f"{error} Correct the file, or say --keep-good.") from error
        self._print(Counts(**run.counts), run.lines.iterator(), name, source, options)

    def _bar(self, whole: int, words: str, **usual: Any) -> tqdm:
        """Progress with its rate and the time left, on a terminal alone."""
        usual = {"unit": " records", "leave": False} | usual
        return tqdm(total=whole, desc=words, disable=None, **usual)

    def _print(
        self,
        counts: Counts,
        lines: Iterable[Any],
        name: str,
        source: Source,
        options: dict[str, Any],
        found: Plan | None = None,
    ) -> None:
        if options["json"]:
            head = {
                "file": name, "source": source.slug, "dry_run": options["dry_run"],
                "dates": options["read_as"],
            }  # fmt: skip
            print_as_json(self.stdout, head, counts, lines, found)
        else:
            print_for_people(self.stdout, counts, lines)


def _teller(bar: tqdm) -> Tell:
    def tell(done: int, _whole: int) -> None:
        bar.update(done - bar.n)

    return tell


def _opened(path: Path) -> BinaryIO:
    """Raises Refused in plain words where there is nothing to read."""
    if not path.exists():
        raise Refused(one_line(f"There is no file {path}."))
    if not path.is_file():
        raise Refused(one_line(f"{path} is no file."))
    try:
        return path.open("rb")
    except PermissionError as error:
        raise Refused(one_line(f"{path} may not be read.")) from error
