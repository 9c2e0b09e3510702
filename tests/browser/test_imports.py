"""Films come in through the admin: the work is done by a process of its own, the page shows how."""

import fcntl
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from tests.browser.imports import FIRST, LATER, SOURCE, bring_in, bring_in_whole
from tests.browser.staff import log_in
from tests.browser.test_accessibility import WIDTHS, violations
from tests.browser.test_layout import PHONE, TOO_WIDE
from tests.html_checker import html_errors

FILM = "/films/the-invented-harbour/"


@pytest.fixture
def librarian(visitor, desk):
    page = visitor(desk)
    log_in(page, desk, "librarian")
    return page


@contextmanager
def nobody_at_work(server):
    """Hold the place of the worker that would start itself: what is put waits."""
    folder = server.folder / "jobs"
    folder.mkdir(exist_ok=True)
    with (folder / "quick.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def test_a_list_of_films_comes_in_and_is_seen(librarian, visitor, desk):
    bring_in_whole(librarian, FIRST)

    expect(librarian.locator(".counts")).to_contain_text("4")
    student = visitor(desk)
    assert student.goto(FILM).status == 200
    expect(student.locator("h1")).to_have_text("The Invented Harbour")
    expect(student.locator("main")).to_contain_text("Ann Example")


def test_a_later_edition_shows_what_it_changes(librarian):
    bring_in_whole(librarian, FIRST)
    steps = bring_in(librarian, LATER)
    while next(steps) != "import-preview":
        pass

    librarian.get_by_role("link", name="Changed").click()

    row = librarian.get_by_role("row").filter(has_text="The Invented Harbour")
    expect(row.locator("del").first).to_contain_text(
        "Three seasons on a harbour that is on no map."
    )
    expect(row.locator("ins").first).to_contain_text("and a fourth.")


def test_the_page_waits_by_itself_for_what_comes(librarian, desk):
    with nobody_at_work(desk):
        hand_in(librarian)
        expect(librarian.get_by_role("progressbar")).to_be_visible()
        assert violations(librarian, WIDTHS) == []

    desk.manage("worker", "--until-idle", "--lane", "quick")

    expect(librarian.get_by_role("button", name="Bring it in")).to_be_visible()


def test_it_goes_without_script(visitor, desk):
    page = visitor(desk, java_script_enabled=False)
    log_in(page, desk, "librarian")

    bring_in_whole(page, FIRST, looks_again=True)

    assert "The Invented Harbour" in page.context.request.get(FILM).text()


def test_axe_and_the_html_checker_find_nothing_at_any_step(librarian):
    bring_in_whole(librarian, FIRST)
    found, sources = {}, []
    for step in bring_in(librarian, LATER):
        sources.append(librarian.context.request.get(librarian.url).text())
        found[step] = violations(librarian, WIDTHS)

    assert [fault for faults in found.values() for fault in faults] == []
    assert html_errors(sources) == []
    assert SOURCE in sources[-1]


def test_no_step_is_wider_than_a_phone(librarian):
    librarian.set_viewport_size(PHONE)

    wide = {step: librarian.evaluate(TOO_WIDE) for step in bring_in(librarian, FIRST)}

    assert [step for step, found in wide.items() if found] == []
    assert "import-headings" in wide


def hand_in(page):
    steps = bring_in(page, FIRST)
    while next(steps) != "import-headings":
        pass
    page.get_by_role("button", name="Show what would happen").click()
