"""Where things stand: in narrow windows, on the first screen of a phone, in print."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.page_types import EMBEDS, OTHERS, PUBLIC, STATES

NARROWEST, NARROWEST_FRAME = 320, 280
TOO_WIDE = """
() => document.documentElement.scrollWidth > document.documentElement.clientWidth
  ? [...document.querySelectorAll("body *")].filter(e => {
      const { left, right } = e.getBoundingClientRect();
      return right > innerWidth + 1 || left < -1;
    }).slice(0, 5).map(e => e.outerHTML.slice(0, 120))
  : []
"""
PHONE = {"width": 390, "height": 844}


def go(page: Page, kind) -> None:
    page.set_extra_http_headers({"X-Forwarded-For": kind.address})
    page.context.clear_cookies()
    if kind.chosen:
        page.context.add_cookies([{"name": "university", "value": kind.chosen, "url": page.url}])
    page.goto(kind.path)


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_no_page_is_wider_than_its_window(page, direction):
    page.goto("/healthz")
    wide = {}
    for kind in PUBLIC:
        width = NARROWEST_FRAME if kind in EMBEDS else NARROWEST
        page.set_viewport_size({"width": width, "height": 844})
        go(page, kind)
        page.evaluate("direction => { document.documentElement.dir = direction }", direction)
        if found := page.evaluate(TOO_WIDE):
            wide[kind.name] = found

    assert wide == {}


def test_text_of_twice_the_size_needs_no_sideways_scrolling(page):
    page.goto("/healthz")
    page.set_viewport_size({"width": 640, "height": 844})
    wide = {}
    for kind in [*STATES[:1], *OTHERS]:
        go(page, kind)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        if found := page.evaluate(TOO_WIDE):
            wide[kind.name] = found

    assert wide == {}


@pytest.mark.parametrize("kind", STATES, ids=str)
def test_the_answer_shows_on_the_first_screen_of_a_phone(page, kind):
    page.goto("/healthz")
    page.set_viewport_size(PHONE)
    go(page, kind)

    panel = page.locator("#streaming").bounding_box()
    assert panel["y"] + panel["height"] <= PHONE["height"]


def test_two_posters_stand_in_a_row_on_a_phone_and_more_on_a_desk(page):
    page.set_viewport_size(PHONE)
    page.goto("/films/")
    assert _in_first_row(page) == 2

    page.set_viewport_size({"width": 1280, "height": 844})
    assert _in_first_row(page) >= 5


def test_print_has_the_film_and_none_of_the_bars(page):
    page.goto("/films/hoop-dreams/")
    page.emulate_media(media="print")

    for bar in (".site-bar", ".site-foot", ".skip-link", "#featured", ".button"):
        assert all(not part.is_visible() for part in page.locator(bar).all()), bar
    expect(page.get_by_role("heading", name="Hoop Dreams", level=1)).to_be_visible()
    for section in ("streaming", "synopsis", "details"):
        expect(page.locator(f"#{section}")).to_be_visible()


def test_print_is_of_daylight_also_by_night(page):
    page.goto("/films/hoop-dreams/")
    page.emulate_media(media="print", color_scheme="dark")

    colours = "[getComputedStyle(document.documentElement)].map(s => [s.color, s.backgroundColor])"
    assert page.evaluate(colours) == [["rgb(27, 26, 31)", "rgb(255, 255, 255)"]]


def test_nothing_moves_while_a_film_s_page_loads(page):
    page.set_viewport_size(PHONE)
    page.goto("/films/hoop-dreams/", wait_until="networkidle")

    assert page.evaluate(SHIFTS) <= 0.02


SHIFTS = """
() => new Promise(resolve => {
  let sum = 0;
  new PerformanceObserver(list => {
    sum += list.getEntries().reduce((all, shift) => all + shift.value, 0);
  }).observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
})
"""


def _in_first_row(page: Page) -> int:
    tops = page.locator(".card").evaluate_all("cards => cards.map(c => c.offsetTop)")
    return tops.count(tops[0])
