"""Slices of load that alternate between a constant and a page, and the ratios of each pair."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from tests.bench import client
from tests.bench.client import Ask
from tests.bench.library import Library
from tests.bench.server import Server, seconds_of

CONSTANT = [Ask("/")]
ENOUGH = 200  # answers in a slice
LONGEST = 8  # times the length that was asked for


class NoAnswerError(RuntimeError):
    """A slice was over before its first answer."""


@dataclass(frozen=True)
class Slice:
    """cost, database_cost: processor time for one answer, in ms. rate: answers a second."""

    rate: float
    cost: float
    database_cost: float
    median: float


@dataclass(frozen=True)
class Result:
    """A page beside the constant: medians over all pairs of slices.

    cost, database_cost: processor time for one answer of the page, in ms, of our server and of
    the database's. cost_ratio: to the constant's. rate_ratio: answers a second, to the constant's.
    median: of the time to an answer, in ms.
    """

    cost: float
    database_cost: float
    cost_ratio: float
    rate_ratio: float
    median: float


@dataclass(frozen=True)
class Waiting:
    """How long one visitor alone waits for an answer, beside the constant's: in ms, and a ratio.

    above: what the page takes longer, 95 of 100 times at most.
    """

    median: float
    p95: float
    ratio: float
    above: float

    def __str__(self) -> str:
        return f"{self.median:.1f} · {self.p95:.1f} ms · {self.ratio:.1f} × · +{self.above:.1f} ms"


@dataclass
class Bench:
    """How load is laid. database: the process whose time is the database's, if it is not ours."""

    constant: Server
    rounds: int
    seconds: float
    database: int | None = None

    def compare(self, server: Server, walk: list[Ask]) -> Result:
        place, seconds = 0, self._long_enough(server, walk)

        def page() -> Slice:
            nonlocal place
            slice_, answers = self._load(server, walk, place, seconds)
            place += answers
            return slice_

        return self._pairs(page)

    def wait(self, server: Server, walk: list[Ask]) -> Waiting:
        """Of the walk once, and of as many constants, in turns."""
        share = -(-len(walk) // self.rounds)
        pages, constants = [], []
        for place in range(0, len(walk), share):
            some = walk[place : place + share]
            constants.append(client.once(self.constant.port, CONSTANT * len(some), at_once=1))
            pages.append(client.once(server.port, some, at_once=1))
        if errors := sum(done.errors for done in [*pages, *constants]):
            raise RuntimeError(f"{errors} answers were not 200.")
        mid, late = median(d.median for d in pages), median(d.p95 for d in pages)
        usual, usually_late = (
            median(d.median for d in constants), median(d.p95 for d in constants)
        )  # fmt: skip
        return Waiting(mid, late, mid / usual, late - usually_late)

    def compare_two(
        self, ours: Server, theirs: Server, walk: list[Ask]
    ) -> tuple[Result, float, float]:
        """Ours, and how our cost and our rate stand to theirs."""
        place, both = 0, []

        def page() -> Slice:
            nonlocal place
            mine, answers = self._load(ours, walk, place)
            other, more = self._load(theirs, walk, place)
            place += max(answers, more)
            both.append((mine.cost / other.cost, mine.rate / other.rate))
            return mine

        result = self._pairs(page)
        costs, rates = zip(*both, strict=True)
        return result, median(costs), median(rates)

    def after_edits(self, server: Server, library: Library, numbers: list[int]) -> Result:
        """Views of films just edited, each the first; `numbers` are dealt out over the rounds."""
        share, round_ = len(numbers) // self.rounds, 0

        def page() -> Slice:
            nonlocal round_
            some = numbers[round_ * share : (round_ + 1) * share]
            library.edit_titles(some, words=f"The Edited Title of Round {round_}")
            round_ += 1
            walk = [Ask(f"/films/invented-film-{number}/") for number in some]
            return self._cost(server, lambda: client.once(server.port, walk, at_once=2))[0]

        return self._pairs(page)

    def _pairs(self, page: Callable[[], Slice]) -> Result:
        pairs = []
        for _round in range(self.rounds):
            before = self._load(self.constant, CONSTANT, 0)[0]
            pairs.append((before, page()))
        return Result(
            cost=median(page.cost for _constant, page in pairs),
            database_cost=median(page.database_cost for _constant, page in pairs),
            cost_ratio=median(page.cost / constant.cost for constant, page in pairs),
            rate_ratio=median(page.rate / constant.rate for constant, page in pairs),
            median=median(page.median for _constant, page in pairs),
        )

    def _long_enough(self, server: Server, walk: list[Ask]) -> float:
        """The length of a slice, in seconds: a slow page's is longer.

        The visitors who still wait when it ends have cost something, and count for nothing.
        """
        answers = client.load(server.port, walk, seconds=self.seconds, start=0).answers
        return self.seconds * min(LONGEST, max(1, ENOUGH / max(1, answers)))

    def _load(
        self, server: Server, walk: list[Ask], place: int, seconds: float = 0
    ) -> tuple[Slice, int]:
        """Tried once more, for longer, where not one answer came: beside other work it happens."""
        length = seconds or self.seconds

        def load(length: float) -> tuple[Slice, int]:
            return self._cost(
                server, lambda: client.load(server.port, walk, seconds=length, start=place)
            )

        try:
            return load(length)
        except NoAnswerError:
            return load(length * LONGEST)

    def _cost(self, server: Server, load: Callable[[], client.Load]) -> tuple[Slice, int]:
        before, database_before = server.seconds, seconds_of(self.database)
        done = load()
        spent, database_spent = server.seconds - before, seconds_of(self.database) - database_before
        if not done.answers:
            raise NoAnswerError("Not one answer came.")
        if done.errors:
            raise RuntimeError(f"{done.errors} of {done.answers} answers were not 200.")
        slice_ = Slice(
            rate=done.answers / done.seconds,
            cost=spent / done.answers * 1e3,
            database_cost=database_spent / done.answers * 1e3,
            median=done.median,
        )
        return slice_, done.answers
