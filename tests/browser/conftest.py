"""Pages in a real browser: the system's Chromium against the demo, served by gunicorn.

The demo is made once a session and copied. `library` is one server for all tests that only look;
`desk` is a server of one test's own, for those that change something.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import chromium as programs
from tests import firefox
from tests.browser.additions import ADDITIONS
from tests.browser.course import pages_of_a_course
from tests.browser.staff import log_in
from tests.demo_server import DemoServer, make_demo, served
from tests.over_http import Answer

HERE = Path(__file__).parent
CAMPUS = "192.0.2.7"  # of the University of Example
HARBOUR = "198.51.100.7"  # of Example Harbour College
ELSEWHERE = "100.64.0.7"  # nobody's
PATIENCE = 20_000  # milliseconds, for a machine that is busy otherwise
Visitors = Callable[..., Page]


def pytest_collection_modifyitems(items):
    ours = [item for item in items if HERE in item.path.parents]
    for item in ours:
        item.add_marker("browser")
    if len(ours) == len(items) and programs.program() is None:
        raise pytest.UsageError(programs.ABSENT)  # once, not for every test


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser, started once."""
    expect.set_options(timeout=PATIENCE)
    with programs.started() as browser:
        yield browser


@pytest.fixture(scope="session")
def fox(tmp_path_factory) -> Iterator[firefox.Firefox]:
    with firefox.started(tmp_path_factory.mktemp("fox")) as browser:
        yield browser


@pytest.fixture(scope="session")
def demo(tmp_path_factory) -> Path:
    """What a first `make demo` makes: database, posters, clip, logins, collected files."""
    folder = tmp_path_factory.mktemp("demo") / "made"
    make_demo(folder)
    return folder


@pytest.fixture(scope="session")
def library(demo, tmp_path_factory) -> Iterator[DemoServer]:
    """A server to look at, behind one proxy: a visitor may come from any address."""
    folder = tmp_path_factory.mktemp("library") / "data"
    with served(demo, folder, TRUSTED_PROXIES="1", FETCH_FROM_LOOPBACK="on") as server:
        server.manage("shell", "-c", ADDITIONS)
        yield server


@pytest.fixture(scope="session")
def course_pages(library) -> dict[str, Answer]:
    """What `library` answers to a course system and its people."""
    return pages_of_a_course(library)


@pytest.fixture
def desk(demo, tmp_path) -> Iterator[DemoServer]:
    """A server to change. There is no proxy: we are on the campus of the University of Example."""
    with served(demo, tmp_path / "desk") as server:
        yield server


@pytest.fixture
def visitor(chromium) -> Iterator[Visitors]:
    """Make a new visitor's empty page: `visitor(library, address=ELSEWHERE, width=390)`.

    Without an address nothing is added, which another origin would have to allow.
    A script that throws, or anything that the content policy stops, fails the test at its end.
    """
    faults: list[str] = []
    contexts = []

    def come(server: DemoServer, *, address: str = CAMPUS, width: int = 1280, **options) -> Page:
        context = chromium.new_context(
            base_url=server.url,
            locale="en-GB",
            timezone_id="UTC",
            reduced_motion="reduce",
            viewport={"width": width, "height": 844},
            extra_http_headers={"X-Forwarded-For": address} if address else {},
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"a script threw: {error}"))
        page.on("console", lambda said: faults.extend(_policy_faults(said.text)))
        return page

    yield come
    for context in contexts:
        context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture
def page(visitor, library) -> Page:
    """A new visitor on the campus of the University of Example."""
    return visitor(library)


@pytest.fixture(scope="session")
def owner_cookies(chromium, library) -> dict:
    """The owner, logged in to `library` once: `visitor(library, storage_state=owner_cookies)`."""
    context = chromium.new_context(base_url=library.url)
    log_in(context.new_page(), library, "owner")
    state = context.storage_state()
    context.close()
    return state


def _policy_faults(text: str) -> list[str]:
    return [text] if "Content Security Policy" in text else []
