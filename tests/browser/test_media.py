"""A film's file goes in through the admin's page, is broken off, goes on, is packaged and plays."""

import os
import struct

import pytest
from playwright.sync_api import expect

from tests.browser.staff import log_in, open_film
from tests.browser.test_accessibility import WIDTHS, violations
from tests.html_checker import html_errors
from tests.streaming.media.films import film

MB = 1024**2
PADDING = 18 * MB  # so that it comes in two pieces
PACKAGED = 180_000  # milliseconds, on a machine that is busy otherwise
TITLE, WATCH = "The Third Man", "/films/the-third-man/streaming/"
PLAYS = "() => document.querySelector('video').readyState >= 2"


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = film(tmp_path_factory.mktemp("made") / "Große Fahrt.mp4", seconds=2, size="256x144")
    with path.open("ab") as file:  # a box that players skip
        file.write(struct.pack(">I4s", PADDING + 8, b"free") + os.urandom(PADDING))
    return path


def open_upload(page):
    open_film(page, TITLE)
    page.get_by_role("link", name="Upload a film file").click()
    expect(page.locator("h1")).to_have_text("Upload a film file")


def hand_in(page, path):
    page.get_by_label("Film file").set_input_files(path)
    page.get_by_role("button", name="Upload").click()


def is_sound(page):
    assert violations(page, WIDTHS) == []
    assert html_errors([page.context.request.get(page.url).text()]) == []


def test_a_film_goes_in_is_broken_off_goes_on_and_plays(visitor, desk, path):
    page = visitor(desk)
    log_in(page, desk, "librarian")
    open_upload(page)
    is_sound(page)
    pieces = []

    def break_off_the_second(route):
        if route.request.method == "PATCH":
            pieces.append(route.request.headers["upload-offset"])
        route.abort() if len(pieces) > 1 else route.continue_()

    page.route("**/uploads/*", break_off_the_second)
    hand_in(page, path)
    expect(page.get_by_role("status")).to_contain_text("goes on by itself, at 16.8 MB")
    page.once("dialog", lambda dialog: dialog.accept())
    page.unroute("**/uploads/*")
    page.reload()
    expect(page.locator("[data-upload]")).to_contain_text("Große Fahrt.mp4: 16.0")
    is_sound(page)
    with page.expect_request(lambda asked: asked.method == "PATCH") as going_on:
        hand_in(page, path)

    assert going_on.value.headers["upload-offset"] == str(16 * MB)
    expect(page.locator("h1")).to_have_text("Große Fahrt.mp4")
    expect(page.locator("#waiting")).to_contain_text("Is watched.", timeout=PACKAGED)
    is_sound(page)
    page.get_by_role("link", name="All versions").click()
    expect(page.locator("#versions")).to_contain_text("256 × 144")
    assert violations(page, WIDTHS) == []
    page.goto(WATCH)
    page.evaluate("document.querySelector('video').play()")
    page.wait_for_function(PLAYS)


def test_it_goes_without_script_and_a_refusal_says_why(visitor, desk, path, tmp_path):
    (tmp_path / "film.mp4").write_text("#EXTM3U\nother.mp4\n")
    page = visitor(desk, java_script_enabled=False)
    log_in(page, desk, "librarian")
    open_upload(page)

    hand_in(page, tmp_path / "film.mp4")
    expect(page.locator(".errorlist")).to_contain_text("This is a playlist")
    hand_in(page, path)

    expect(page.locator("h1")).to_have_text("Große Fahrt.mp4")
