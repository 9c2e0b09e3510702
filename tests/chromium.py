"""The system's Chromium, driven by Playwright."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

NAMES = ["chromium", "chromium-browser", "google-chrome"]
FLAGS = [
    "--no-sandbox",  # Chromium refuses to start as root with it
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ABSENT = "There is no Chromium here: install one, or set CHROMIUM to its program."


def program() -> str | None:
    """The path of the program: the one in CHROMIUM, else the first of the usual names."""
    given = os.environ.get("CHROMIUM")
    programs = map(shutil.which, [given] if given else NAMES)
    return next(filter(None, programs), None)


@contextmanager
def started() -> Iterator[Browser]:
    """The browser, closed at the end. Raises FileNotFoundError where there is none."""
    path = program()
    if path is None:
        raise FileNotFoundError(ABSENT)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()
