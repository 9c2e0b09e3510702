"""Measure: make the catalogues, lay the load, print the tables."""

import argparse
import shutil
import signal
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from tests.bench import client, delivery, importing, packaging, tables
from tests.bench.library import HOUSE, Library
from tests.bench.measure import Bench, Result
from tests.bench.postgresql import PostgreSQL
from tests.bench.questions import kinds
from tests.bench.server import Server
from tests.bench.walks import EDITED, FILM, UNIVERSITY, Page, pages
from tests.bench.worktree import checkout

ENGINES = ("sqlite", "postgresql")
DEMO_THREADS = 4
EDITS = 120
WORKS = 25_256
BLOCKS = ("pages", "search", "media")  # of the document, each between marks of its name


@dataclass(frozen=True)
class Options:
    films: list[int]
    questions: list[int]
    engines: list[str]
    universities: int
    licences: int
    rounds: int
    seconds: float
    against: str | None
    output: Path | None
    data: Path | None
    is_quick: bool
    is_of_pages: bool
    is_of_search: bool
    further: list[int]
    file: Path | None

    def __str__(self) -> str:
        return (
            f"{self.universities:,} universities, {self.licences} licences a film;"
            f" {self.rounds} × {self.seconds:g} s each"
        )


def options() -> Options:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--films", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument(
        "--questions", type=int, nargs="*", default=[25_256, 100_000], help="sizes for the search"
    )
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=list(ENGINES))
    parser.add_argument("--universities", type=int, default=1_000)
    parser.add_argument("--licences", type=int, default=20, help="of each film")
    parser.add_argument("--rounds", type=int, default=6, help="pairs of slices for each page")
    parser.add_argument("--seconds", type=float, default=2, help="of each slice")
    parser.add_argument("--quick", action="store_true", help="1,000 films, SQLite, short slices")
    alone = parser.add_mutually_exclusive_group()
    alone.add_argument("--pages", action="store_true", help="the table of pages alone")
    alone.add_argument("--search", action="store_true", help="the questions to the search alone")
    parser.add_argument(
        "--further", type=int, nargs="*", default=[], help="sizes measured on SQLite alone"
    )
    parser.add_argument("--against", metavar="COMMIT", help="compare the film page with this one's")
    parser.add_argument("--output", type=Path, help="write the tables into this document too")
    parser.add_argument("--data", type=Path, help="keep the catalogues here for the next run")
    parser.add_argument(
        "--import", dest="file", type=Path, help="a file to import; else an invented one is"
    )
    given = parser.parse_args()
    films, engines, rounds, seconds = given.films, given.engines, given.rounds, given.seconds
    questions = given.questions
    if given.quick:
        films, questions, engines, rounds, seconds = [1_000], [1_000], ["sqlite"], 2, 1
    further = given.further
    if given.pages:
        questions = []
    if given.search:
        films, further = [], []
    return Options(
        sorted(films), questions, engines, given.universities, given.licences, rounds, seconds,
        given.against, given.output, given.data and given.data.resolve(), given.quick,
        given.pages, given.search, further, given.file,
    )  # fmt: skip


def main() -> None:
    asked = options()
    names = [name for name in BLOCKS if _is_measured(name, asked)]
    if asked.output:
        for name in names:  # so that a wrong file is told at once
            tables.write(asked.output, "(being measured)", name=name)
    folder = asked.data or Path(tempfile.mkdtemp(prefix="filmlib-bench-"))
    folder.mkdir(parents=True, exist_ok=True)
    signal.signal(signal.SIGTERM, lambda *_signal: sys.exit("Ended before it was done."))
    found: list[tables.Table] = []
    media: list[str] = []
    try:
        for engine in asked.engines:
            measure(engine, asked, folder, found)
        if "media" in names:
            rounds, seconds = asked.rounds, asked.seconds
            media.append(delivery.measure(folder / "delivery", rounds=rounds, seconds=seconds))
            media.append(str(packaging.measure()))
    finally:  # a run that was cut tells what it measured until then
        if asked.data is None:
            shutil.rmtree(folder, ignore_errors=True)
        parts = {
            "pages": [table.pages() for table in found],
            "search": [table.asked() for table in found],
            "media": media,
        }
        for name in names:
            text = "\n\n".join([tables.header(str(asked)), *filter(None, parts[name])])
            print(text)
            if asked.output:
                tables.write(asked.output, text, name=name)


def _is_measured(block: str, asked: Options) -> bool:
    if asked.is_of_pages or asked.is_of_search:
        return block == ("pages" if asked.is_of_pages else "search")
    return True


def measure(engine: str, asked: Options, folder: Path, found: list[tables.Table]) -> None:
    """Every size on one engine; the table is among those found from the beginning."""
    postgresql = PostgreSQL(asked.data) if engine == "postgresql" else None
    name = f"PostgreSQL {postgresql.version}" if postgresql else f"SQLite {sqlite3.sqlite_version}"
    table = tables.Table(name, has_own_process=postgresql is not None)
    found.append(table)
    sizes = sorted({*asked.films, *([] if postgresql else asked.further)})
    try:
        if not (asked.is_of_pages or asked.is_of_search):
            bring_in(table, asked, folder, postgresql)
        for films in sorted({*sizes, *asked.questions}):
            tell(f"{name}, {films:,} films")
            size = f"{films}-{asked.universities}-{asked.licences}"
            library = library_of(HOUSE, folder / "data", postgresql, f"library-{size}")
            fill(library, films, asked)
            if films in asked.questions:
                ask(table, library, films, asked)
            if films in sizes:
                pid = postgresql.pid if postgresql else None
                measure_size(table, library, films, asked, pid)
            if asked.against and films in sizes:
                compare(table, library, films, asked, folder, postgresql)
    finally:
        if postgresql:
            postgresql.stop()


def bring_in(
    table: tables.Table, asked: Options, folder: Path, postgresql: PostgreSQL | None
) -> None:
    """A file of films into an empty library, which is thrown away after."""
    shutil.rmtree(folder / "import", ignore_errors=True)
    library = library_of(HOUSE, folder / "import", postgresql, "import")
    file = asked.file or importing.made_up(folder, 1_000 if asked.is_quick else WORKS)
    table.notes.append(str(importing.measure(library, file)))
    tell(table.notes[-1])


def ask(table: tables.Table, library: Library, films: int, asked: Options) -> None:
    """The search, by one visitor at a time."""
    with serving(library, threads=1) as (constant, server):
        bench = Bench(constant, asked.rounds, asked.seconds)
        for kind in kinds(films=films, universities=asked.universities):
            see(server, kind.name, kind.walk, kind.proof)
            table.ask(kind.name, films, bench.wait(server, kind.walk))
            tell(f"{kind.name}: {table.questions[kind.name][films]}")


def measure_size(
    table: tables.Table, library: Library, films: int, asked: Options, database: int | None
) -> None:
    walked = pages(films=films, universities=asked.universities)
    with serving(library, threads=1) as (constant, server):
        bench = Bench(constant, asked.rounds, asked.seconds, database)
        warm(server, walked)
        for page in walked:
            with adding(table, page.name, films) as add:
                add(bench.compare(server, page.walk))
        numbers = [int(ask.path.split("-")[-1].strip("/")) for ask in walked[0].walk[:EDITS]]
        with adding(table, EDITED, films) as add:
            add(bench.after_edits(server, library, numbers))
    if films == asked.films[0] and not asked.is_quick:
        with serving(library, threads=DEMO_THREADS) as (constant, server):
            warm(server, walked[:1])
            bench = Bench(constant, asked.rounds, asked.seconds, database)
            with adding(table, f"{FILM}, {DEMO_THREADS} threads a worker", films) as add:
                add(bench.compare(server, walked[0].walk))


@contextmanager
def adding(table: tables.Table, page: str, films: int) -> Iterator[Callable[[Result], None]]:
    """Put a result into the table. A page that cannot be measured is told of below it."""

    def add(result: Result) -> None:
        table.add(page, films, result)
        tell(f"{page}: {result}")

    try:
        yield add
    except RuntimeError as error:
        table.notes.append(f"- {page}, {films:,} films: not measured. {error}")
        tell(table.notes[-1])


def compare(
    table: tables.Table,
    library: Library,
    films: int,
    asked: Options,
    folder: Path,
    postgresql: PostgreSQL | None,
) -> None:
    """The film page of an earlier commit, over a catalogue that its own code made."""
    commit = asked.against or ""
    walk = pages(films=films, universities=asked.universities)[0]
    with checkout(commit, folder / f"checkout-{films}") as code:
        name = f"against-{films}-{asked.universities}-{asked.licences}"
        shutil.rmtree(folder / "against", ignore_errors=True)
        other = library_of(code, folder / "against", postgresql, name)
        fill(other, films, asked)
        with (
            serving(library, threads=1) as (constant, ours),
            running("filmlib.wsgi", other, threads=1) as theirs,
        ):
            warm(ours, [walk])
            warm(theirs, [walk])
            bench = Bench(constant, asked.rounds, asked.seconds)
            _result, cost, rate = bench.compare_two(ours, theirs, walk.walk)
    table.notes.append(
        f"- {FILM}, {films:,} films, beside commit {commit}:"
        f" {cost:.2f} of its processor time, {rate:.2f} of its answers a second."
    )


def library_of(code: Path, data: Path, postgresql: PostgreSQL | None, name: str) -> Library:
    url = postgresql.database(name) if postgresql else f"sqlite:///{data / name}.sqlite3"
    return Library(code, data, url)


def fill(library: Library, films: int, asked: Options) -> None:
    started = monotonic()
    library.make(films=films, universities=asked.universities, licences=asked.licences)
    tell(f"made in {monotonic() - started:.0f} s")


@contextmanager
def serving(library: Library, *, threads: int) -> Iterator[tuple[Server, Server]]:
    """The constant, as long as a film's page, and the library, on servers alike."""
    with running("filmlib.wsgi", library, threads=threads) as server:
        page = client.fetch(server.port, client.Ask("/films/invented-film-1/"))
        body = page.partition(b"\r\n\r\n")[2]
        with running(
            "tests.bench.constant", library, threads=threads, length=len(body)
        ) as constant:
            yield constant, server


@contextmanager
def running(
    application: str, library: Library, *, threads: int, length: int = 0
) -> Iterator[Server]:
    environment, code = library.environment, library.code
    if length:
        environment |= {"DJANGO_SETTINGS_MODULE": application, "CONSTANT_BYTES": str(length)}
        application, code = "django.core.wsgi:get_wsgi_application()", HOUSE
    log = library.data / "server.log"
    server = Server(application, environment, code=code, log=log, threads=threads)
    try:
        yield server
    finally:
        server.stop()


def warm(server: Server, walked: list[Page]) -> None:
    """Ask once for all of which something is kept; see that each page is what it is taken for."""
    started = monotonic()
    for page in walked:
        see(server, page.name, page.walk, page.proof)
    for page in (page for page in walked if page.name in {FILM, UNIVERSITY}):
        done = client.once(server.port, page.walk)
        if done.errors:
            raise RuntimeError(f"{done.errors} of {done.answers} answers were not 200: {page.name}")
    tell(f"warmed in {monotonic() - started:.0f} s")


def see(server: Server, name: str, walk: list[client.Ask], proof: bytes) -> None:
    answers = b"".join(client.fetch(server.port, ask) for ask in walk[:3])
    if proof not in answers:
        raise RuntimeError(f"The answer to {name!r} does not hold {proof.decode()}.")


def tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
