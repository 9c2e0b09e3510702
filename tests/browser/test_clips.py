"""A clip that stops at its end, one made beside the player, and the transcript that follows."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ELSEWHERE, PATIENCE
from tests.browser.test_accessibility import FRAMES, WIDTHS, violations

FILM = "/films/the-third-man/streaming/"
CLIP = "?t=2,4&clip=Steps"
FRAME = "/embed/example/the-third-man/"
PLACE = "document.querySelector('video').currentTime"
STOPPED = f"() => document.querySelector('video').paused && {PLACE} >= 4"
SAID = ".transcript li:not([hidden])"


def at_place(page: Page, seconds: float) -> None:
    page.wait_for_function(f"() => {PLACE} >= {seconds}", timeout=3 * PATIENCE)


@pytest.fixture
def reader(page) -> Page:
    """At the film, with its transcript open."""
    page.goto(FILM)
    page.get_by_role("button", name="Transcript").first.click()
    expect(page.locator(SAID)).to_have_count(4)
    return page


@pytest.mark.parametrize("path", [FILM, FRAME])
def test_a_clip_stops_at_its_end_and_goes_on_if_somebody_wants_it(page, path):
    page.goto(path + CLIP)
    expect(page.locator(".clip-line")).to_contain_text("Steps 0:02–0:04")
    page.locator(".begin").click()

    page.wait_for_function(STOPPED, timeout=3 * PATIENCE)
    assert page.evaluate(PLACE) == pytest.approx(4, abs=0.01)

    page.get_by_role("button", name="Play", exact=True).click()
    at_place(page, 4.5)


def test_without_script_the_browser_itself_stops(visitor, library):
    page = visitor(library, java_script_enabled=False)
    page.goto(FILM + CLIP)

    assert page.locator("video source").get_attribute("src").endswith("#t=2,4")
    expect(page.get_by_role("link", name="Transcript as a page")).to_be_visible()
    page.get_by_text("Make a clip").click()
    page.get_by_label("Start", exact=True).fill("0:02")
    page.get_by_label("End", exact=True).fill("0:04")
    page.get_by_role("button", name="Make the clip").click()
    expect(page.locator("#clip-address")).to_contain_text(f"{FILM}?t=2,4")


def test_a_clip_is_made_with_two_keys_and_joins_the_list(page, library):
    page.goto(FILM)
    page.locator(".begin").focus()
    for key in ("l", "i", "l", "o"):
        page.keyboard.press(key)
    expect(page.get_by_label("Start", exact=True)).to_have_value("0:10")
    expect(page.get_by_label("End", exact=True)).to_have_value("0:20")
    page.get_by_label("Name, if it has one").fill("Steps & stairs")
    page.keyboard.press("Enter")

    expect(page.locator("#clip-made h2")).to_be_focused()
    expect(page.locator("#clip-apa-7-mention")).to_contain_text("0:10–0:20")
    page.get_by_role("button", name="Add to the clip list").click()
    page.get_by_role("link", name="It is in your list of clips").click()

    expect(page.locator(".clips")).to_contain_text("Steps & stairs 0:10–0:20")
    assert parse_qs(urlsplit(page.url).query) == {"clip": ["the-third-man,10,20,Steps & stairs"]}
    assert page.context.cookies() == []


def test_a_list_that_is_changed_is_found_again_in_this_browser(page):
    page.goto("/clips/?clip=the-third-man,1,2,One&clip=the-third-man,2,3,Two")
    page.get_by_text("Change this list").click()
    page.get_by_role("button", name="Move clip 2 up").click()
    expect(page.locator(".clip-title").first).to_contain_text("Two")
    changed = page.url

    page.goto("/clips/")
    page.get_by_role("link", name="Your list in this browser").click()

    assert page.url == changed


def test_a_list_plays_each_clip_that_may_be_watched_and_stops_at_the_last(page):
    clips = "clip=the-third-man,1,2,One&clip=padre-padrone,1,2,Gone&clip=hoop-dreams,2,4,Last"
    page.goto(f"/clips/play/?{clips}")
    page.locator(".begin").click()

    page.wait_for_url("**&number=3", timeout=3 * PATIENCE)
    expect(page.get_by_text("1 clip before this one is skipped")).to_be_visible()
    page.wait_for_function(STOPPED, timeout=3 * PATIENCE)
    assert page.evaluate(PLACE) == pytest.approx(4, abs=0.01)


def test_a_clip_of_a_list_that_somebody_opens_waits_for_them(page):
    page.goto("/clips/play/?clip=the-third-man,1,2,One&clip=hoop-dreams,2,4,Last&number=2")

    expect(page.locator(".begin")).to_be_visible()
    assert page.evaluate("document.querySelector('video').paused")


def test_a_browser_that_lets_no_clip_begin_by_itself_is_told_of(page):
    page.goto("/clips/play/?clip=the-third-man,1,2,One&clip=hoop-dreams,2,4,Last&number=2")
    page.evaluate("sessionStorage.setItem('clip-goes-on', location.href)")
    page.reload()

    expect(page.get_by_text("Press play to go on.")).to_be_visible()
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_focused()


def test_times_that_make_no_clip_are_refused_beside_the_player(page):
    page.goto(FILM)
    page.get_by_text("Make a clip").click()
    page.get_by_label("Start", exact=True).fill("9")
    page.get_by_label("End", exact=True).fill("3")
    page.get_by_role("button", name="Make the clip").click()

    expect(page.get_by_role("alert")).to_have_text("A stretch of a film ends after it begins.")
    expect(page.get_by_label("End", exact=True)).to_have_attribute("aria-invalid", "true")


def test_the_transcript_follows_jumps_and_takes_no_focus(reader):
    reader.locator(".begin").click()
    focused = "document.activeElement.dataset.does"
    at_place(reader, 0.6)
    expect(reader.locator(".transcript [aria-current]")).to_have_attribute("data-start", "0.5")
    at_place(reader, 5.6)
    expect(reader.locator(".transcript [aria-current]")).not_to_have_attribute("data-start", "0.5")
    assert reader.evaluate(focused) in {"play", None}

    reader.locator(SAID).nth(3).click()
    at_place(reader, 15.5)
    expect(reader.locator(".transcript [aria-current]")).to_have_attribute("data-start", "15.5")


def test_the_transcript_is_searched_and_speaks_the_language_of_the_captions(reader):
    reader.get_by_role("searchbox", name="Find words in the transcript").fill("BIBLIOTHÉK")
    expect(reader.locator(SAID)).to_have_count(1)
    expect(reader.locator(".beside [role=status]")).to_have_text("Lines found: 1")

    reader.locator(".begin").click()
    reader.get_by_role("button", name="Captions").click()
    reader.get_by_role("radio", name="English (captions)").check()
    expect(reader.locator(".transcript")).to_have_attribute("lang", "en")


def test_the_transcript_is_taken_away_as_text(reader):
    with reader.expect_download() as download:
        reader.get_by_role("link", name="Download").click()

    lines = download.value.path().read_text().splitlines()
    assert len(lines) == 4
    assert lines[1].startswith("0:05\t[")


def test_at_280_pixels_in_a_frame_without_cookies_it_can_be_read_too(visitor, library):
    page = visitor(library, width=280)
    page.goto(FRAME)
    page.get_by_role("button", name="Transcript").first.click()

    expect(page.locator(SAID)).to_have_count(4)
    assert page.evaluate("document.documentElement.scrollWidth") <= 280
    assert page.context.cookies() == []


def test_who_may_not_watch_reads_nothing(visitor, library):
    page = visitor(library, address=ELSEWHERE)
    page.goto(FILM + CLIP)

    expect(page.locator(".clip-line")).to_contain_text("Steps")
    assert page.locator(".beside, .make-clip, video").count() == 0


def test_a_walk_by_keyboard_through_player_transcript_and_clip(page):
    """Nothing but keys, from the big button to the address of a clip."""
    page.goto(FILM)
    press, at = page.keyboard.press, page.evaluate
    page.locator(".begin").focus()
    press("Enter")
    at_place(page, 0.5)
    press("k")
    assert at("document.querySelector('video').paused")
    press("t")
    expect(page.locator(SAID)).to_have_count(4)
    for _ in range(40):
        press("Tab")
        if at("document.activeElement.type") == "search" and at(
            "Boolean(document.activeElement.closest('.beside'))"
        ):
            break
    page.keyboard.type("akkord")
    expect(page.locator(SAID)).to_have_count(1)
    press("Tab")
    press("Enter")
    at_place(page, 5)
    press("k")
    press("i")
    press("l")
    press("o")
    for _ in range(20):
        press("Tab")
        if at("document.activeElement.id") == "clip-name":
            break
    page.keyboard.type("A chord")
    press("Enter")

    expect(page.locator("#clip-made h2")).to_be_focused()
    expect(page.locator("#clip-address")).to_contain_text("clip=A+chord")


@pytest.mark.parametrize(("path", "widths"), [(FILM, WIDTHS), (FRAME, FRAMES)])
def test_axe_finds_nothing_with_player_transcript_and_clip_open(page, path, widths):
    page.goto(path + CLIP)
    page.locator(".begin").click()
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Transcript").first.click()
    expect(page.locator(SAID)).to_have_count(4)
    if path == FILM:
        page.get_by_text("Make a clip").click()
        page.get_by_role("button", name="Make the clip").click()
        expect(page.locator("#clip-trouble")).to_be_visible()

    assert violations(page, widths) == []
