"""A packaged film in Chromium and in Firefox, by each way in which films leave.

What goes wrong while it plays is said in the same words, and keeps the place, by each of them.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.browser.films import package_film
from tests.browser.test_player import FILM, LATER, LONGEST, STAGE, said, slow_down, wait
from tests.bucket import fill, let_pages_read, s3
from tests.demo_server import DemoServer, served
from tests.nginx import documented, nginx
from tests.over_http import free_port

SEGMENT = re.compile(r"\.m4s")
THE_END = re.compile(r"_0000[7-9]\.m4s|_000[1-9][0-9]\.m4s")
ONE_SEAT = "from streaming.models import Licence; Licence.objects.filter({film}).update(seats={n})"
ANYTHING = re.compile(r"\w{3}")
NARROW = {"offline": False, "latency": 40, "downloadThroughput": 60_000, "uploadThroughput": 60_000}
WIDE = NARROW | {"downloadThroughput": 2_000_000}
Way = Callable[[Path, Path], AbstractContextManager[DemoServer]]


@contextmanager
def by_nginx(made: Path, folder: Path) -> Iterator[DemoServer]:
    port, own = free_port(), folder.with_name("nginx")
    with served(made, folder, MEDIA_DELIVERY="nginx", TRUSTED_PROXIES="1") as server:
        site = documented(own, port=port, application=server.port, media=folder / "media")
        with nginx(own, site, port=port):
            yield replace(server, port=port)


@contextmanager
def by_the_store(made: Path, folder: Path) -> Iterator[DemoServer]:
    with (
        s3() as url,
        served(made, folder, MEDIA_DELIVERY="signed-url", MEDIA_STORAGE_URL=url) as server,
    ):
        fill(url, made / "media")
        let_pages_read(url, server.url)
        yield server


# Each way, and how the server calls itself that sends the segments.
WAYS: dict[str, tuple[Way, str]] = {
    "app": (served, "gunicorn"),
    "nginx": (by_nginx, "nginx"),
    "signed-url": (by_the_store, "Werkzeug"),
}


@pytest.fixture(scope="module")
def made(demo, tmp_path_factory) -> Iterator[DemoServer]:
    """A demo with one packaged film."""
    with served(demo, tmp_path_factory.mktemp("made") / "data") as server:
        package_film(server, FILM)
        yield server


@pytest.fixture(scope="module", params=WAYS)
def house(request, made, tmp_path_factory) -> Iterator[tuple[DemoServer, str]]:
    """A server by one of the ways, and the name of what sends its segments."""
    way, sender = WAYS[request.param]
    with way(made.folder, tmp_path_factory.mktemp("house") / "data") as server:
        yield server, sender


def test_chromium_plays_seeks_and_shows_captions(house, visitor):
    server, sender = house
    page = visitor(server, address="")
    page.goto(STAGE)
    with page.expect_response(lambda answer: SEGMENT.search(answer.url) and answer.ok) as segment:
        page.locator(".begin").click()
    wait(page, "video.currentTime > 0.3")
    expect(page.locator(".cues")).to_contain_text(ANYTHING)

    go_to_the_end(page)

    wait(page, "video.currentTime > 48.3")
    assert said(page, "video.currentSrc").startswith("blob:")
    assert sender in segment.value.headers["server"]


def test_firefox_plays_seeks_and_shows_captions(house, fox):
    server, _sender = house
    fox.open(f"{server.url}{STAGE}")
    fox.click(".begin")
    fox.wait_for("document.querySelector('video').currentTime > 0.3")
    fox.wait_for("document.querySelector('.cues').textContent.length > 10")

    fox.say("(document.querySelector('video').currentTime = 48)")

    fox.wait_for("document.querySelector('video').currentTime > 48.3")
    assert fox.say("document.querySelector('video').currentSrc").startswith("blob:")


def far_finer(route: Route) -> None:
    """As if the finer step took ten times the bits, as with a film that is more than a test."""
    listed = route.fetch()
    finer = re.sub(r"BANDWIDTH=\d+(,RESOLUTION=960x540)", r"BANDWIDTH=2500000\1", listed.text())
    finer = re.sub(r":BANDWIDTH=\d+(,AVERAGE-BANDWIDTH=2500000)", r":BANDWIDTH=2500000\1", finer)
    route.fulfill(response=listed, body=finer)


@pytest.mark.parametrize(("network", "height"), [(WIDE, 540), (NARROW, 360)])
def test_the_picture_is_as_fine_as_the_network_is_wide(made, visitor, network, height):
    page = visitor(made)
    page.route("**/main.m3u8", far_finer)
    page.goto(STAGE, wait_until="networkidle")
    slow_down(page, network)

    page.locator(".begin").click()

    wait(page, f"video.currentTime > 8 && video.videoHeight === {height}")


def begun(page: Page) -> None:
    page.goto(STAGE)
    page.locator(".begin").click()
    wait(page, "video.currentTime > 0.3")


def go_to_the_end(page: Page) -> None:
    """To 0:48 of a minute: more than is fetched ahead."""
    page.get_by_role("slider", name="Place in the film").focus()
    page.keyboard.press("8")


def wait_until_refused(server: DemoServer, request: Request) -> None:
    """nginx may take a right for granted for five seconds."""
    path, browser = urlsplit(request.url).path, request.headers["user-agent"]
    until = monotonic() + LONGEST / 1000
    while server.ask(path, **{"User-Agent": browser}).status != 403:
        assert monotonic() < until
        sleep(0.1)


def test_a_licence_that_ends_while_a_film_plays_is_told_and_the_place_kept(house, visitor):
    server, _sender = house
    page, over = visitor(server, address=""), []

    def later(route: Route) -> None:
        if not over:
            over.append(server.manage("revoke", "example", FILM))
            wait_until_refused(server, route.request)
        route.continue_()

    page.route(THE_END, later)
    begun(page)
    try:
        go_to_the_end(page)

        alert = page.get_by_role("alert")
        expect(alert).to_contain_text("Streaming ended on", timeout=LONGEST)
        expect(alert).to_contain_text("Your place is kept at 0:4")
    finally:
        server.manage("grant", "example", FILM)
    alert.get_by_role("button", name="Try again").click()
    wait(page, "video.currentTime > 48.3")


def test_who_finds_all_seats_taken_is_told_and_plays_when_one_is_free(house, visitor):
    server, _sender = house
    film = f"film__slug={FILM!r}, university__slug='example'"
    server.manage("shell", "-v", "0", "-c", ONE_SEAT.format(film=film, n=1))
    try:
        first = visitor(server, address="")
        second = visitor(server, address="", user_agent="Another browser")
        second.goto(STAGE)
        begun(first)

        second.locator(".begin").click()

        alert = second.get_by_role("alert")
        expect(alert).to_contain_text("All seats are taken just now", timeout=LONGEST)
    finally:
        server.manage("shell", "-v", "0", "-c", ONE_SEAT.format(film=film, n=None))
    alert.get_by_role("button", name="Try again").click()
    wait(second, "video.currentTime > 0.3")


def test_a_network_that_is_away_is_told_and_the_film_goes_on_when_it_is_back(house, visitor):
    server, _sender = house
    page = visitor(server, address="")
    page.route(THE_END, lambda route: route.abort("internetdisconnected"))
    begun(page)
    page.context.set_offline(True)
    go_to_the_end(page)

    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("The network is away", timeout=LONGEST)
    expect(alert).to_contain_text("Your place is kept at 0:4")
    page.unroute(THE_END)
    page.context.set_offline(False)

    wait(page, "video.currentTime > 48.3")
    expect(alert).to_be_hidden()


@contextmanager
def spoiled(server: DemoServer, names: re.Pattern) -> Iterator[None]:
    """Films whose files of these names hold nothing that can be read, as long as they were."""
    files = [path for path in (server.folder / "media").rglob("*") if names.search(path.name)]
    held = {path: path.read_bytes() for path in files}
    assert held
    try:
        for path, content in held.items():
            path.write_bytes(b"no film".ljust(len(content), b"."))
        yield
    finally:
        for path, content in held.items():
            path.write_bytes(content)


@contextmanager
def lost(server: DemoServer, names: re.Pattern) -> Iterator[None]:
    """Films without their files of these names."""
    media, away = server.folder / "media", server.folder / "away"
    files = [path for path in media.rglob("*") if names.search(path.name)]
    assert files
    for path in files:
        aside = away / path.relative_to(media)
        aside.parent.mkdir(parents=True, exist_ok=True)
        path.rename(aside)
    try:
        yield
    finally:
        for path in files:
            (away / path.relative_to(media)).rename(path)


FOLDERS = pytest.mark.parametrize("house", ["app", "nginx"], indirect=True)


@FOLDERS
def test_pieces_that_cannot_be_read_give_way_to_the_whole_file(house, visitor):
    server, _sender = house
    page = visitor(server, address="")
    with spoiled(server, LATER):
        begun(page)

        wait(page, "video.currentTime > 7")  # a piece is six seconds

    assert said(page, "video.currentSrc").endswith(".mp4")


# Not nginx: it holds open for a while what it sent a moment ago, and sends it still.
@pytest.mark.parametrize("house", ["app"], indirect=True)
def test_pieces_that_are_lost_give_way_to_the_whole_file(house, visitor):
    server, _sender = house
    page = visitor(server, address="")
    with lost(server, THE_END):
        begun(page)
        go_to_the_end(page)

        wait(page, "video.currentTime > 48.3")

    assert said(page, "video.currentSrc").endswith(".mp4")


@FOLDERS
def test_a_film_that_cannot_be_read_has_a_code_for_the_library(house, visitor):
    server, _sender = house
    page = visitor(server, address="")
    with spoiled(server, re.compile(rf"{LATER.pattern}|^film\.mp4$")):
        begun(page)

        alert = page.get_by_role("alert")
        expect(alert).to_contain_text("Code for the library:", timeout=LONGEST)
        expect(alert).to_contain_text("Your place is kept at 0:0")
