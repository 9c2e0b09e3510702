"""Leaving a form with something typed asks once; saving it does not."""

from playwright.sync_api import Dialog, Page, expect

from tests.browser.staff import log_in, open_film


def heard_by(page: Page) -> list[str]:
    """The kinds of what the browser asks; each is answered with yes."""
    heard: list[str] = []

    def answer(dialog: Dialog) -> None:
        heard.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    return heard


def test_leaving_asks_once_if_something_was_typed(visitor, desk):
    page = visitor(desk)
    log_in(page, desk, "librarian")
    heard = heard_by(page)
    open_film(page, "Night Mail")
    start = page.locator("#site-name a")

    start.click()
    expect(page.locator("#user-tools")).to_be_visible()
    assert heard == []
    open_film(page, "Night Mail")
    page.get_by_label("Staff notes").fill("Half a thought")
    start.click()

    expect(page.get_by_label("Staff notes")).to_have_count(0)
    assert heard == ["beforeunload"]


def test_saving_asks_nothing(visitor, desk):
    page = visitor(desk)
    log_in(page, desk, "librarian")
    heard = heard_by(page)
    open_film(page, "Night Mail")

    page.get_by_label("Staff notes").fill("A whole thought")
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.locator(".messagelist .success")).to_be_visible()
    assert heard == []
