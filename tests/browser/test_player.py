"""The player over a film that was packaged, and over one plain file."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.films import package_film
from tests.browser.test_accessibility import violations
from tests.demo_server import DemoServer, served

FILM = "the-third-man"
STAGE = f"/films/{FILM}/streaming/"
PLAIN = "/films/night-mail/streaming/"
FRAME = f"/embed/example/{FILM}/"
FAST = {"offline": False, "latency": 40, "downloadThroughput": 625_000, "uploadThroughput": 60_000}
LATER = re.compile(r"_0000[2-9]\.m4s|_000[1-9][0-9]\.m4s")  # pieces of six seconds
LONGEST = 90_000  # milliseconds
SLOWER = 4  # times, than what a viewer has: the machine that tests are run on
CLOCK = """
document.querySelector(".begin").addEventListener("click", () => {
  window.asked = performance.now();
});
document.querySelector("video").addEventListener("timeupdate", ({target}) => {
  if (target.currentTime) window.begun ??= performance.now();
});
"""
Begin = Callable[..., Page]


@pytest.fixture(scope="module")
def cinema(demo, tmp_path_factory) -> Iterator[DemoServer]:
    """A server with one packaged film. There is no proxy: we are on the campus."""
    with served(demo, tmp_path_factory.mktemp("cinema") / "data") as server:
        package_film(server, FILM)
        yield server


@pytest.fixture
def begin(visitor, cinema) -> Begin:
    """Open a page, press the play button, and wait until the film is seen to play.

    prepare: is given the page before anything is asked for.
    """

    def go(path: str = STAGE, prepare=lambda _page: None, **options) -> Page:
        page = visitor(cinema, **options)
        prepare(page)
        page.goto(path)
        page.get_by_role("button", name=re.compile("^Play .+, [0-9]+ minutes")).click()
        wait(page, "video.currentTime > 0.3")
        return page

    return go


def wait(page: Page, condition: str) -> None:
    """Until something is true of the video."""
    function = f"() => {{ const video = document.querySelector('video'); return {condition}; }}"
    page.wait_for_function(function, timeout=LONGEST)


def said(page: Page, expression: str):
    return page.evaluate(
        f"(() => {{ const video = document.querySelector('video'); return {expression}; }})()"
    )


def slow_down(page: Page, network: dict) -> None:
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", network)


def test_nothing_of_the_film_is_fetched_before_it_is_begun(visitor, cinema):
    page = visitor(cinema)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(STAGE, wait_until="networkidle")

    assert said(page, "video.paused")
    assert not [url for url in asked if re.search(r"\.(m3u8|m4s|mp4|mjs)|/vendor/", url)]


def test_a_packaged_film_plays_and_goes_where_it_is_sent(begin):
    page = begin()
    assert said(page, "video.currentSrc").startswith("blob:")

    page.get_by_role("slider", name="Place in the film").focus()
    page.keyboard.press("5")

    wait(page, "video.currentTime > 30.2 && video.currentTime < 40")
    text = "30|31|32|33|34|35|36|37|38|39"
    slider = page.get_by_role("slider", name="Place in the film")
    expect(slider).to_have_attribute(
        "aria-valuetext", re.compile(rf"^({text}) seconds of 1 minute$")
    )


@pytest.mark.parametrize("height", [360, 540])
def test_a_quality_that_was_chosen_is_played(begin, height):
    page = begin()
    page.get_by_role("button", name=re.compile("^Quality")).click()
    page.get_by_role("radio", name=f"{height}p").check()

    wait(page, f"video.videoHeight === {height}")


def test_the_film_begins_soon_at_five_megabits_a_second(visitor, cinema):
    page = visitor(cinema)
    page.goto(STAGE, wait_until="networkidle")
    slow_down(page, FAST)
    page.evaluate(CLOCK)
    page.locator(".begin").click()
    wait(page, "window.begun")

    assert page.evaluate("window.begun - window.asked") < 2000 * SLOWER


def test_another_sound_is_a_version_of_the_film(begin):
    page = begin()
    with page.expect_response(re.compile(r"audio-(?!en_)[^/]*\.m4s")):
        page.get_by_label("Audio description").check()

    wait(page, "!video.paused && video.currentTime > 1")


def test_a_chapter_leads_to_its_place(begin):
    page = begin()
    page.get_by_text("Chapters").click()
    page.get_by_role("link", name="Invented end").click()

    wait(page, "video.currentTime >= 20 && video.currentTime < 30")


def test_a_plain_file_plays_where_the_engine_is_missing(visitor, cinema):
    page = visitor(cinema)
    page.route("**/vendor/**", lambda route: route.abort())
    page.goto(STAGE)
    page.locator(".begin").click()

    wait(page, "video.currentTime > 0.3 && video.currentSrc.endsWith('film.mp4')")


SAFARI = """
window.ManagedMediaSource = class {};
HTMLMediaElement.prototype.canPlayType = () => "maybe";
"""


def test_a_browser_that_manages_hls_itself_is_given_the_playlist(visitor, cinema):
    page = visitor(cinema)
    page.add_init_script(SAFARI)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(STAGE)

    page.locator(".begin").click()

    wait(page, "video.currentTime > 0.3 && video.currentSrc.endsWith('/main.m3u8')")
    assert not [url for url in asked if "/vendor/" in url]


def test_a_plain_file_plays_where_the_browsers_own_hls_fails(visitor, cinema):
    page = visitor(cinema)
    page.add_init_script(SAFARI)
    page.route("**/main.m3u8", lambda route: route.fulfill(body="no playlist"))
    page.goto(STAGE)

    page.locator(".begin").click()

    wait(page, "video.currentTime > 0.3 && video.currentSrc.endsWith('/film.mp4')")


def test_captions_are_shown_and_what_was_chosen_is_kept(begin):
    page = begin(PLAIN)
    page.get_by_role("button", name=re.compile("^Captions")).click()
    page.get_by_role("radio", name="English (captions)").check()
    page.get_by_role("radio", name="150 %").check()
    expect(page.locator(".cues")).to_contain_text("This is a demonstration clip.")

    page.reload()

    page.locator(".begin").click()
    expect(page.get_by_role("button", name="Captions: English (captions)")).to_be_attached()
    expect(page.locator(".theatre")).to_have_attribute("data-captions-size", "150")


def test_a_film_without_captions_plays_and_says_so(begin):
    page = begin("/films/cane-toads/streaming/")

    page.get_by_role("button", name=re.compile("^Captions")).click()

    expect(page.get_by_text("No captions.", exact=False).first).to_be_visible()


def test_the_focus_goes_on_from_the_play_button_to_the_bar(visitor, cinema):
    page = visitor(cinema)
    page.goto(STAGE)
    page.locator(".begin").focus()

    page.keyboard.press("Enter")

    wait(page, "video.currentTime > 0.3")
    assert page.evaluate("document.activeElement.ariaLabel") == "Pause"
    page.keyboard.press("k")
    wait(page, "video.paused")


def test_every_control_is_reached_and_said_by_the_keyboard(begin):
    page = begin()
    page.get_by_role("button", name="Pause").focus()
    names = []
    for _step in range(12):
        names.append(page.evaluate("document.activeElement.ariaLabel").partition(":")[0])
        page.keyboard.press("Tab")

    assert names == [
        "Pause",
        "Back 10 seconds",
        "Forward 10 seconds",
        "Place in the film",
        "Mute",
        "Volume",
        "Captions",
        "Transcript",
        "Speed",
        "Quality",
        "Picture in picture",
        "Full screen",
    ]


def test_keys_act_while_the_focus_is_inside_and_can_be_turned_off(begin):
    page = begin()
    page.locator("h1").click()
    page.keyboard.press("k")
    assert not said(page, "video.paused")

    page.get_by_role("button", name="Pause").focus()
    page.keyboard.press("k")
    wait(page, "video.paused")
    page.keyboard.press("m")
    assert said(page, "video.muted")
    page.keyboard.press("?")
    page.get_by_label("Use these keys").uncheck()
    page.get_by_role("button", name="Close").click()
    page.get_by_role("button", name="Play", exact=True).focus()
    page.keyboard.press("m")
    assert said(page, "video.muted")


def test_a_film_goes_on_where_it_was_left_or_starts_again(visitor, cinema):
    page = visitor(cinema)
    page.goto(STAGE)
    places = f'[["{said(page, "video.dataset.film")}", 42]]'
    page.evaluate("places => localStorage.setItem('player-places', places)", places)
    page.reload()

    expect(page.get_by_text("Goes on at 0:42")).to_be_visible()
    page.get_by_role("button", name="Start again").click()

    wait(page, "video.currentTime > 0.3 && video.currentTime < 20")


def test_a_place_is_kept_after_half_a_minute(begin):
    page = begin()
    said(page, "video.playbackRate = 16")
    wait(page, "video.currentTime > 38")
    page.get_by_role("button", name="Pause").focus()
    page.keyboard.press("k")

    [[_film, place]] = page.evaluate("JSON.parse(localStorage.getItem('player-places'))")
    assert 30 <= place <= 60


@pytest.fixture
def ended(cinema) -> Iterator[Callable[[], object]]:
    """End the film's licence; it is given anew after the test."""
    yield lambda: cinema.manage("revoke", "example", FILM)
    cinema.manage("grant", "example", FILM)


def test_a_licence_that_ends_lets_the_buffer_play_out_and_keeps_the_place(begin, cinema, ended):
    over = []

    def later(route: Route) -> None:
        if not over:
            over.append(ended())
        route.continue_()

    the_end = re.compile(r"_0000[6-9]\.m4s|_000[1-9][0-9]\.m4s")
    page = begin(prepare=lambda page: page.route(the_end, later))
    slider = page.get_by_role("slider", name="Place in the film")
    slider.focus()
    page.keyboard.press("8")

    trouble = page.get_by_role("alert")
    expect(trouble).to_contain_text("Streaming ended on")
    expect(trouble).to_contain_text("Your place is kept at 0:4")
    cinema.manage("grant", "example", FILM)
    trouble.get_by_role("button", name="Try again").click()
    wait(page, "video.currentTime > 48.3")


def test_an_ended_licence_is_told_after_a_pause_too(visitor, cinema, ended):
    page = visitor(cinema)
    over = []

    def later(route: Route) -> None:
        if not over:
            over.append(ended())
        route.continue_()

    page.route(re.compile(r"_0000[4-9]\.m4s|_000[1-9][0-9]\.m4s"), later)
    page.goto(STAGE)
    with page.expect_response(lambda answer: answer.status == 403, timeout=LONGEST):
        page.locator(".begin").click()
    wait(page, "video.currentTime > 0.3")
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Play", exact=True).click()
    wait(page, "!video.paused && (video.playbackRate = 4)")

    expect(page.get_by_role("alert")).to_contain_text("Streaming ended on", timeout=LONGEST)


def test_a_file_that_is_broken_has_a_code_for_the_library(visitor, cinema):
    page = visitor(cinema)
    page.route(
        re.compile(r"\.mp4"), lambda route: route.fulfill(body="no film", content_type="video/mp4")
    )
    page.goto(PLAIN)
    page.locator(".begin").click()

    expect(page.get_by_role("alert")).to_contain_text("Code for the library:")


def no_film(route: Route) -> None:
    route.fulfill(body="no film" * 1000, content_type="video/mp4")


def test_where_pieces_cannot_be_read_it_goes_on_from_the_whole_file(visitor, cinema):
    page = visitor(cinema)
    page.route(LATER, no_film)
    page.goto(STAGE)
    page.locator(".begin").click()

    wait(page, "video.currentTime > 7")  # a piece is six seconds
    assert page.evaluate("document.querySelector('video').currentSrc").endswith(".mp4")


def test_a_film_that_cannot_be_read_at_all_has_a_code_for_the_library(visitor, cinema):
    page = visitor(cinema)
    page.route(re.compile(rf"{LATER.pattern}|film\.mp4"), no_film)
    page.goto(STAGE)
    page.locator(".begin").click()

    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Code for the library:", timeout=LONGEST)
    expect(alert).to_contain_text("Your place is kept at 0:0")


@pytest.mark.parametrize("menu", ["", "Captions", "Speed", "Quality"])
def test_axe_finds_nothing_while_a_film_plays(begin, menu):
    page = begin()
    page.get_by_role("button", name="Pause").focus()
    page.keyboard.press("k")
    page.set_viewport_size({"width": 1280, "height": 844})
    if menu:
        page.get_by_role("button", name=re.compile(f"^{menu}: ")).click()

    assert violations(page, [390, 1280]) == []


def test_without_script_the_browser_s_own_controls_play_it(visitor, cinema):
    page = visitor(cinema, java_script_enabled=False)
    page.goto(STAGE)

    expect(page.locator("video[controls]")).to_have_attribute("poster", re.compile(r"\.jpg$"))
    expect(page.locator(".bar")).to_have_count(0)


def test_a_narrow_frame_folds_its_bar_and_keeps_its_places_nowhere(begin):
    page = begin(FRAME, width=280)
    page.context.clear_cookies()

    assert page.evaluate("document.documentElement.scrollWidth") <= 280
    buttons = page.locator(".bar button:visible")
    assert buttons.count() >= 8
    assert all(box["width"] >= 44 and box["height"] >= 44 for box in map(_box, buttons.all()))


def _box(button) -> dict:
    return button.bounding_box()


def test_firefox_plays_seeks_and_shows_captions(fox, cinema):
    fox.open(f"{cinema.url}{STAGE}")
    fox.click(".begin")
    fox.wait_for("document.querySelector('video').currentTime > 0.3")
    assert fox.say("document.querySelector('video').currentSrc").startswith("blob:")
    fox.wait_for("document.querySelector('.cues').textContent.length > 10")
    fox.say("(document.querySelector('video').currentTime = 40)")
    fox.wait_for("document.querySelector('video').currentTime > 40.3")
