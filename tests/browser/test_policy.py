"""The content policy in a real browser: nothing that a page needs is stopped, the admin included.

The `visitor` fixture fails a test at its end for anything that the policy stopped.
"""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.page_types import PUBLIC
from tests.browser.staff import complete

NEVER = re.compile(r"/logout/|/jsi18n/|/r/\d+/|/export")
INLINE = """all => all.filter(
  element => [...element.attributes].some(({ name }) => /^(on|style$)/.test(name))
).length"""
PARSED = "new DOMParser().parseFromString(html, 'text/html')"
FEWEST = 35  # kinds of pages that the owner can open from the first one


@pytest.fixture
def owner(visitor, library, owner_cookies) -> Page:
    return visitor(library, storage_state=owner_cookies)


def kind_of(path: str) -> str:
    return re.sub(r"\d+", "N", path)


def links_on(page: Page) -> list[str]:
    found = page.locator("a[href]").evaluate_all("all => all.map(a => a.href)")
    paths = [urlsplit(url).path for url in found]
    return [path for path in paths if path.startswith("/admin/") and not NEVER.search(path)]


def test_no_page_of_the_admin_breaks_the_policy(owner):
    waiting, seen = ["/admin/"], set()
    while waiting:
        path = waiting.pop()
        if kind_of(path) in seen:
            continue
        seen.add(kind_of(path))
        response = owner.goto(path)
        policy = response.all_headers()["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        waiting += links_on(owner)
    assert len(seen) >= FEWEST, sorted(seen)


def test_what_the_admins_scripts_do_is_allowed(owner):
    owner.goto("/admin/streaming/licence/add/")
    complete(owner, owner.locator(".field-film .select2-selection"), "Night Mail")
    owner.get_by_role("link", name="Today").first.click()
    expect(owner.locator(".vDateField").first).not_to_have_value("")


@pytest.mark.parametrize("kind", [kind for kind in PUBLIC if kind.status == 200], ids=str)
def test_no_public_page_has_anything_inline_or_from_elsewhere(visitor, library, kind):
    page = visitor(library, address=kind.address)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    html = page.goto(kind.path).text()  # what scripts lay on later is their own

    assert {urlsplit(url).netloc for url in asked} == {urlsplit(library.url).netloc}
    assert page.evaluate(f"html => ({INLINE})([...{PARSED}.querySelectorAll('body *')])", html) == 0
