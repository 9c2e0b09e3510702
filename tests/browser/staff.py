"""What staff do in the admin, as they do it: with a keyboard and a mouse."""

from playwright.sync_api import Locator, Page, expect

from tests.demo_server import DemoServer


def log_in(page: Page, server: DemoServer, username: str) -> None:
    page.goto("/admin/")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(server.password(username))
    page.get_by_role("button", name="Log in").click()
    expect(page.locator("#user-tools")).to_contain_text(username)


def complete(page: Page, place: Locator, words: str) -> None:
    """Type into a field that completes, and take the first that is offered."""
    place.click()
    page.locator(".select2-container--open .select2-search__field").last.fill(words)
    offered = page.locator(".select2-results__option[role=option]").filter(has_text=words)
    offered.first.click()


def open_film(page: Page, title: str) -> None:
    """The form of a film, found in the list."""
    page.goto(f"/admin/catalog/film/?q={title}")
    page.get_by_role("link", name=title, exact=True).click()
    expect(page.get_by_label("Title", exact=False).first).to_have_value(title)
