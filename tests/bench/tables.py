"""The results as Markdown, printed or written between two marks of a document."""

import platform
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from tests.bench.client import AT_ONCE, WRK
from tests.bench.measure import Result, Waiting
from tests.bench.server import WORKERS
from tests.bench.walks import EDITED, FILM

WAIT_AIMS = {25_256: 40, 100_000: 80}  # ms above the constant, 95 times of 100, on SQLite
RATE_AIM, EDIT_AIM, GROWTH_AIM = 0.6, 8.0, 1.2


@dataclass
class Table:
    """One engine: the results by page, then by the number of films."""

    engine: str
    has_own_process: bool
    results: dict[str, dict[int, Result]] = field(default_factory=dict)
    questions: dict[str, dict[int, Waiting]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def ask(self, question: str, films: int, waiting: Waiting) -> None:
        self.questions.setdefault(question, {})[films] = waiting

    def add(self, page: str, films: int, result: Result) -> None:
        self.results.setdefault(page, {})[films] = result

    def growth(self, page: str) -> float | None:
        """How the cost beside the constant's grows from the smallest catalogue to the largest."""
        by_size = self.results[page]
        if len(by_size) < 2:
            return None
        return by_size[max(by_size)].cost_ratio / by_size[min(by_size)].cost_ratio

    def asked(self) -> str:
        """One visitor alone: median and p95 of the wait, times the constant's, p95 above it."""
        if not self.questions:
            return ""
        sizes = sorted({size for by_size in self.questions.values() for size in by_size})
        lines = [f"**{self.engine}**, questions to the search", ""]
        lines.append(f"| question | {' | '.join(f'{size:,} films' for size in sizes)} |")
        lines.append("|---" * (len(sizes) + 1) + "|")
        for question, by_size in self.questions.items():
            cells = [str(by_size[size]) if size in by_size else "" for size in sizes]
            lines.append(f"| {question} | {' | '.join(cells)} |")
        lines.append("")
        for size in sizes:
            asked = {name: of[size].above for name, of in self.questions.items() if size in of}
            worst = max(asked, key=lambda name: asked[name])
            above = asked[worst]
            aim = WAIT_AIMS.get(size)
            lines.append(
                f"- {size:,} films: 95 of 100 answers come at most {above:.0f} ms after the"
                f" constant's ({worst})" + (f" (aim on SQLite: {aim} ms)." if aim else ".")
            )
        return "\n".join(lines)

    def pages(self) -> str:
        """Of each page and size: what it costs, that beside the constant's, and its answers."""
        if not self.results:
            return "\n".join(self.notes)
        sizes = sorted({size for by_size in self.results.values() for size in by_size})
        heads = [f"{size:,} films" for size in sizes] + ["growth"] * (len(sizes) > 1)
        lines = [f"**{self.engine}**", "", f"| page | {' | '.join(heads)} |"]
        lines.append("|---" * (len(heads) + 1) + "|")
        for page, by_size in self.results.items():
            cells = [self._cell(by_size.get(size)) for size in sizes]
            growth = self.growth(page)
            if len(sizes) > 1:
                cells.append(f"{growth:.2f}" if growth else "")
            lines.append(f"| {page} | {' | '.join(cells)} |")
        return "\n".join([*lines, "", *self._aims(), *self.notes])

    def _cell(self, result: Result | None) -> str:
        if result is None:
            return ""
        database = f" + {result.database_cost:.2f}" if self.has_own_process else ""
        return (
            f"{result.cost:.2f}{database} ms · {result.cost_ratio:.1f} × · {result.rate_ratio:.2f}"
        )

    def _aims(self) -> list[str]:
        lines = []
        if FILM in self.results:
            rate = min(result.rate_ratio for result in self.results[FILM].values())
            lines.append(f"- Answers a second, {FILM}: at least {rate:.2f} (aim: {RATE_AIM}).")
        if EDITED in self.results:
            cost = max(result.cost for result in self.results[EDITED].values())
            lines.append(
                f"- First view after an edit: at most {cost:.1f} ms (aim: {EDIT_AIM:.0f})."
            )
        growths = {page: growth for page in self.results if (growth := self.growth(page))}
        if growths:
            worst = max(growths, key=lambda page: growths[page])
            lines.append(f"- Most growth: {growths[worst]:.2f}, {worst} (aim: {GROWTH_AIM}).")
        return lines


def header(options: str) -> str:
    names = ("django", "gunicorn", "psycopg")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    client = "wrk" if WRK else "the client in Python"
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, {versions};"
        f" {WORKERS} workers, {AT_ONCE} visitors at once by {client}; {options}"
    )


def write(document: Path, text: str, *, name: str) -> None:
    """Put the text between the document's marks of this name."""
    old = document.read_text()
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    between = re.compile(f"(?<={begin}\n).*(?={end})", re.DOTALL)
    if not between.search(old):
        raise ValueError(f"{document.name} has no lines {begin} and {end}.")
    document.write_text(between.sub(lambda _found: f"\n{text}\n\n", old))
