"""Frames: a university's own site may hold our page, and the browser refuses it to any other."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from playwright.sync_api import expect

from tests.over_http import HOST


@contextmanager
def site_with_frames(*addresses: str) -> Iterator[int]:
    """A tiny web site whose one page holds these addresses in frames. Yields its port."""
    frames = "".join(f'<iframe title="film" src="{url}"></iframe>' for url in addresses)
    html = f'<!doctype html><html lang="en"><title>Library</title>{frames}'.encode()

    class Page(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(html)

        def log_message(self, *args):
            pass

    with ThreadingHTTPServer((HOST, 0), Page) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


def test_an_origin_that_the_university_listed_may_frame_its_pages_and_no_other(chromium, desk):
    frames = [f"{desk.url}/embed/example/", f"{desk.url}/embed/example/the-third-man/"]
    with site_with_frames(*frames) as own, site_with_frames(*frames) as foreign:
        desk.manage("add_university", "example", "--origin", f"http://localhost:{own}")
        context = chromium.new_context()
        page = context.new_page()

        page.goto(f"http://localhost:{own}/")
        heading = page.frame_locator("iframe >> nth=0").locator("h1")
        expect(heading).to_have_text("Films you can watch at University of Example")
        expect(page.frame_locator("iframe >> nth=1").locator("video")).to_be_visible()

        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.goto(f"http://localhost:{foreign}/")
        assert [_is_blocked(frame) for frame in page.frames[1:]] == [True, True]
        assert len([text for text in said if "frame-ancestors" in text]) == 2
        context.close()


def test_a_page_that_is_not_made_for_frames_is_in_none(chromium, desk):
    with site_with_frames(f"{desk.url}/films/the-third-man/") as port:
        desk.manage("add_university", "example", "--origin", f"http://localhost:{port}")
        context = chromium.new_context()
        page = context.new_page()
        page.goto(f"http://localhost:{port}/")

        assert _is_blocked(page.frames[1])
        context.close()


def test_a_link_in_a_frame_opens_a_page_of_its_own(visitor, library):
    page = visitor(library, width=280)
    page.goto("/embed/example/")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="The Third Man").click()

    expect(opened.value.locator("h1")).to_have_text("The Third Man")


def test_a_frame_asks_nothing_of_the_one_who_holds_it(visitor, library):
    page = visitor(library, width=280)
    page.goto("/embed/example/the-third-man/")

    found = page.locator("script[src]").evaluate_all("all => all.map(({ src }) => src)")
    names = {src.rpartition("/")[2].partition(".")[0] for src in found}
    # The first tells its height to who holds it, if asked; the others are the player's.
    assert names == {"framed", "player", "transcript", "clips"}
    assert page.locator(".site-bar, .site-foot").count() == 0
    assert page.evaluate("document.activeElement === document.body")
    assert page.context.cookies() == []


def _is_blocked(frame) -> bool:
    """Chromium shows its own page for what it will not frame, as soon as it has heard so."""
    frame.wait_for_url(re.compile("."))
    return frame.url.startswith("chrome-error://")
