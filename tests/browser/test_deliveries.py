"""A packaged film in Chromium and in Firefox, by each way in which films leave."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Route, expect

from tests.browser.films import package_film
from tests.browser.test_player import FILM, STAGE, said, slow_down, wait
from tests.bucket import fill, let_pages_read, s3
from tests.demo_server import DemoServer, served
from tests.nginx import documented, nginx
from tests.over_http import free_port

SEGMENT = re.compile(r"\.m4s")
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

    page.get_by_role("slider", name="Place in the film").focus()
    page.keyboard.press("8")

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
