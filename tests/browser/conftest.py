"""Pages in a real browser: the system's Chromium, driven by Playwright, against a live server."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent
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


def pytest_collection_modifyitems(items):
    ours = [item for item in items if HERE in item.path.parents]
    for item in ours:
        item.add_marker("browser")
    if len(ours) == len(items) and _chromium() is None:
        raise pytest.UsageError(ABSENT)  # once, not for every test


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser, started once; a test that needs its own visitor asks it for a context."""
    program = _chromium()
    if program is None:
        pytest.fail(ABSENT, pytrace=False)
    # Playwright keeps an event loop running in this thread; Django would refuse its queries.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium, live_server) -> Iterator[Page]:
    """A new visitor's empty page; `page.goto("/films/")` opens ours on the live server.

    A script that throws, or anything that the content policy stops, fails the test at its end.
    """
    context = chromium.new_context(base_url=live_server.url, locale="en-GB", timezone_id="UTC")
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(f"a script threw: {error}"))
    page.on("console", lambda said: faults.extend(_policy_faults(said.text)))
    yield page
    context.close()
    assert not faults, "\n".join(faults)


def _chromium() -> str | None:
    """The path of the program: the one in CHROMIUM, else the first of the usual names."""
    given = os.environ.get("CHROMIUM")
    programs = map(shutil.which, [given] if given else NAMES)
    return next(filter(None, programs), None)


def _policy_faults(text: str) -> list[str]:
    return [text] if "Content Security Policy" in text else []
