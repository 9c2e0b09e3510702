"""A walk with the Tab key alone."""

from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.browser.page_types import OTHERS, STATES

HERE = """
() => {
  const at = document.activeElement;
  const outlines = [getComputedStyle(at), getComputedStyle(at, "::after")];
  const shown = outlines.some(s => s.outlineStyle != "none" && parseFloat(s.outlineWidth) >= 2);
  const { top } = at.getBoundingClientRect();
  const words = at.getAttribute("aria-label") ?? at.labels?.[0]?.textContent ?? at.textContent;
  return { tag: at.tagName, words: words.trim(), shown, top: top + scrollY };
}
"""
MOST = 200
SEARCH = "Search films by title, person or subject"


def walk(page: Page) -> list[dict]:
    """Every place where Tab stops, until it leaves the page."""
    places: list[dict] = []
    for _number in range(MOST):
        page.keyboard.press("Tab")
        place = page.evaluate(HERE)
        if place["tag"] == "BODY":
            return places
        places.append(place)
    raise AssertionError(f"Tab does not leave the page: {places[-3:]}")


def test_the_first_stop_leads_past_the_bar(page):
    page.goto("/films/hoop-dreams/")
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Skip to the page")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()

    page.keyboard.press("Tab")
    expect(page.locator("main a").first).to_be_focused()


def test_tab_reaches_search_then_the_film_s_action_and_leaves_the_page(page):
    page.goto("/films/hoop-dreams/")
    words = [place["words"] for place in walk(page)]

    order = ["Skip to the page", "Film Library", "Films", SEARCH, "Watch film"]
    assert [word for word in words if word in order] == order


@pytest.mark.parametrize("kind", [STATES[0], *OTHERS[:3]], ids=str)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_focus_is_seen_wherever_it_is(page, kind, scheme):
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto(kind.path)
    places = walk(page)

    assert len(places) > 10
    assert [place for place in places if not place["shown"]] == []


def test_the_focus_goes_down_the_page_as_the_eye_does(page):
    page.goto("/films/hoop-dreams/")
    tops = [place["top"] for place in walk(page) if place["words"] != "Skip to the page"]
    rows = 60  # pixels: what stands in one row may differ by so much

    assert all(after > before - rows for before, after in pairwise(tops))


def test_enter_in_the_search_field_searches(page):
    page.goto("/")
    page.get_by_role("combobox", name=SEARCH).press_sequentially("train")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_contain_text("for “train”")


def test_the_film_plays_by_the_keyboard(visitor, desk):
    page = visitor(desk)
    page.goto("/films/night-mail/streaming/")
    video = page.locator("video")
    page.get_by_role("button", name="Play Night Mail").focus()
    page.keyboard.press("Space")

    page.wait_for_function("video => video.currentTime > 0.2", arg=video.element_handle())
