"""Measure a first visit to each page, and print it beside its budgets."""

import argparse
import sys
import tempfile
from pathlib import Path

from tests import chromium
from tests.bench import tables
from tests.budgets.table import PAGES, Found
from tests.budgets.visit import visit
from tests.demo_server import make_demo, served


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.budgets", description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="visits to each page")
    parser.add_argument("--output", type=Path, help="write the table into this document too")
    asked = parser.parse_args()
    if chromium.program() is None:
        print(chromium.ABSENT, file=sys.stderr)
        return 2
    found, version = measured(asked.runs)
    text = found.markdown(version)
    print(text)
    if asked.output:
        tables.write(asked.output, text, name="budgets")
    broken = found.broken()
    print("", *broken, sep="\n", file=sys.stderr)
    return 1 if broken else 0


def measured(runs: int) -> tuple[Found, str]:
    """The visits to a demo made for them, and the browser's version."""
    with tempfile.TemporaryDirectory() as place:
        demo, shown = Path(place) / "demo", Path(place) / "shown"
        make_demo(demo)
        with served(demo, shown) as server, chromium.started() as browser:
            for path in PAGES.values():
                server.ask(path)  # what is made at a first view is not measured
            visits = {
                name: [visit(browser, server.url + path) for _run in range(runs)]
                for name, path in PAGES.items()
            }
            return Found(visits), browser.version


if __name__ == "__main__":
    sys.exit(main())
