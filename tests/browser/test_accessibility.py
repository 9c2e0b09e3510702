"""Zero axe violations on every type of page, by day and by night, on a phone and on a desk."""

import sqlite3

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from tests.browser.page_types import ADMIN, EMBEDS, PUBLIC, PageType
from tests.browser.staff import open_film
from tests.over_http import Answer

# Axe's default rules are those of WCAG 2.1 and good practice; this one of 2.2 must be asked for.
OPTIONS = {
    "preload": False,
    "resultTypes": ["violations"],
    "rules": {"target-size": {"enabled": True}},
}
# Select2 puts its sign for “remove all” among the items of a list, at every change anew.
PLACES = {"exclude": [["ul.select2-selection__rendered"]]}
RUN = "async ([places, options]) => (await axe.run(places, options)).violations"
WIDTHS = [390, 1280]
FRAMES = [280, 640]


def violations(page: Page, widths: list[int]) -> list[str]:
    """What axe finds on this page, at each width, by day and by night."""
    page.evaluate(AXE_SCRIPT)
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 844})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found += [
                f"{width} px, {scheme}: {fault['id']}: {node['target']} {node['html'][:160]}"
                f" {node.get('failureSummary', '')}"
                for fault in page.evaluate(RUN, [PLACES, OPTIONS])
                for node in fault["nodes"]
            ]
    return found


def opened(visitor, library, kind: PageType) -> Page:
    page = visitor(library, address=kind.address)
    if kind.chosen:
        page.context.add_cookies([{"name": "university", "value": kind.chosen, "url": library.url}])
    assert page.goto(kind.path).status == kind.status
    expect(page.locator("main")).to_contain_text(kind.text)
    return page


def show(page: Page, answer: Answer) -> None:
    """Open what was answered beside the browser, as if it had been answered to it."""
    shown = {"status": answer.status, "headers": dict(answer.headers), "body": answer.body}
    page.route("**/shown/", lambda route: route.fulfill(**shown), times=1)
    page.goto("/shown/")
    expect(page.locator("h1")).to_be_visible()


@pytest.mark.parametrize("kind", PUBLIC, ids=str)
def test_axe_finds_nothing_on_a_public_page(visitor, library, kind):
    page = opened(visitor, library, kind)

    assert violations(page, FRAMES if kind in EMBEDS else WIDTHS) == []


def test_axe_finds_nothing_on_a_page_of_a_course(visitor, library, course_pages):
    page = visitor(library)
    page.route("**/js/course*", lambda route: route.abort())  # it would go on by itself
    found = []
    for name, answer in course_pages.items():
        show(page, answer)
        found += [f"{name}: {fault}" for fault in violations(page, WIDTHS)]

    assert found == []


def test_axe_finds_nothing_where_a_request_is_not_understood(page, library):
    response = page.goto(f"http://elsewhere.localhost:{library.port}/films/")

    assert response.status == 400
    assert violations(page, WIDTHS) == []


def test_axe_finds_nothing_where_a_form_came_without_its_cookie(visitor, library):
    page = visitor(library)
    page.goto("/admin/login/")
    page.get_by_label("Username").fill("owner")
    page.get_by_label("Password").fill("not this one")
    page.context.clear_cookies()
    page.get_by_role("button", name="Log in").click()

    expect(page.locator("h1")).to_have_text("What you sent was not saved.")
    assert violations(page, WIDTHS) == []


def test_axe_finds_nothing_where_something_failed_on_our_side(visitor, desk):
    with sqlite3.connect(desk.folder / "library.sqlite3") as database:
        database.execute("ALTER TABLE catalog_week RENAME TO lost")
    page = visitor(desk)

    assert page.goto("/weeks/").status == 500
    assert violations(page, WIDTHS) == []


@pytest.fixture
def owner(visitor, library, owner_cookies) -> Page:
    return visitor(library, storage_state=owner_cookies)


def test_axe_finds_nothing_where_staff_log_in(page):
    page.goto("/admin/")

    assert violations(page, WIDTHS) == []


@pytest.mark.parametrize("path", ADMIN.values(), ids=ADMIN)
def test_axe_finds_nothing_in_the_admin(owner, path):
    assert owner.goto(path).status == 200

    assert violations(owner, WIDTHS) == []


def test_axe_finds_nothing_in_the_form_of_a_film(owner):
    open_film(owner, "Last Train Home")

    assert violations(owner, WIDTHS) == []


@pytest.mark.parametrize("page_name", ["History", "Festivals as text"])
def test_axe_finds_nothing_behind_the_form_of_a_film(owner, page_name):
    open_film(owner, "Last Train Home")
    owner.get_by_role("link", name=page_name).first.click()

    expect(owner.locator("#content h1")).to_be_visible()
    assert violations(owner, WIDTHS) == []


def test_axe_finds_nothing_where_a_licence_is_ended_and_where_that_is_undone(owner):
    owner.goto("/admin/streaming/licence/")
    owner.locator("#result_list tbody input.action-select").first.check()
    owner.get_by_label("Action:").select_option("end_now")
    owner.get_by_role("button", name="Run").or_(owner.get_by_role("button", name="Go")).click()

    expect(owner.locator("#content h1")).to_have_text("End these licences now?")
    assert violations(owner, WIDTHS) == []

    owner.get_by_role("button", name="End now").click()
    owner.locator(".messagelist").get_by_role("link", name="Undo…").click()

    expect(owner.locator("#content h1")).to_have_text("Undo this?")
    assert violations(owner, WIDTHS) == []
    owner.get_by_role("button", name="Undo").click()
    expect(owner.locator(".messagelist")).to_have_text("1 licence is as it was before.")
