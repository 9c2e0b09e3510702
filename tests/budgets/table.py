"""The budgets, and a table of what was found beside them."""

import platform
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from tests.budgets.visit import DOTS, SCREEN, Visit

KB = 1000  # bytes
PAGES = {
    "home": "/",
    "browse": "/films/",
    "search": "/films/?q=home",
    "film": "/films/last-train-home/",
    "university": "/u/example/",
}


@dataclass(frozen=True)
class Budget:
    """most: in the unit of the figure; `show` says it to people."""

    name: str
    figure: str
    most: float
    show: Callable[[float], str]

    def holds(self, found: float) -> bool:
        return found <= self.most


def _seconds(value: float) -> str:
    return f"{value / 1000:.2f} s"


def _kilobytes(value: float) -> str:
    return f"{value / KB:.1f} kB"


def _milliseconds(value: float) -> str:
    return f"{value:.0f} ms"


BUDGETS = [
    Budget("largest paint", "largest_paint", 1500, _seconds),
    Budget("layout shift", "shift", 0.02, "{:.3f}".format),
    Budget("response to input", "response", 150, _milliseconds),
    Budget("requests, pictures aside", "requests", 8, "{:.0f}".format),
    Budget("requests for fonts or to others", "elsewhere", 0, "{:.0f}".format),
    Budget("HTML", "html", 20 * KB, _kilobytes),
    Budget("CSS", "style", 12 * KB, _kilobytes),
    Budget("script", "script", 6 * KB, _kilobytes),
    Budget("largest picture", "largest_picture", 70 * KB, _kilobytes),
    Budget("pictures of a first visit", "pictures", 300 * KB, _kilobytes),
]


@dataclass(frozen=True)
class Found:
    """The visits to each page, by its name in `PAGES`."""

    visits: dict[str, list[Visit]]

    def figure(self, page: str, budget: Budget) -> float:
        """The best of all visits: what else the machine does only adds to a time."""
        return min(getattr(visit, budget.figure) for visit in self.visits[page])

    def broken(self) -> list[str]:
        return [
            f"{page}: {budget.name} is {budget.show(self.figure(page, budget))},"
            f" {budget.show(budget.most)} at most"
            for page in self.visits
            for budget in BUDGETS
            if not budget.holds(self.figure(page, budget))
        ]

    def markdown(self, version: str) -> str:
        lines = [
            f"{datetime.now(UTC):%Y-%m-%d}, Chromium {version}, Python"
            f" {platform.python_version()}; {SCREEN['width']} px with {DOTS} dots a pixel,"
            " 1.6 Mbit/s, 150 ms, processor four times slower; the demo; the best of"
            f" {len(next(iter(self.visits.values())))}.",
            "",
            f"| | budget | {' | '.join(self.visits)} |",
            "|---" * (len(self.visits) + 2) + "|",
        ]
        for budget in BUDGETS:
            cells = [self._cell(page, budget) for page in self.visits]
            lines.append(f"| {budget.name} | {budget.show(budget.most)} | {' | '.join(cells)} |")
        return "\n".join(lines)

    def _cell(self, page: str, budget: Budget) -> str:
        figure = self.figure(page, budget)
        words = budget.show(figure)
        return words if budget.holds(figure) else f"**{words}**"
