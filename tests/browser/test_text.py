"""The text alone: what a reader without pictures, style or script has of the demo's first film."""

import pytest

from tests.demo_server import ROOT

LINES = (ROOT / "tests" / "samples" / "last-train-home.txt").read_text("utf-8").splitlines()
NOT_ON_THE_SUMMARY = "Back to film summary"


def _text(visitor, library, path):
    page = visitor(library, java_script_enabled=False)
    page.route("**/*.{webp,jpg,png,avif,css}", lambda route: route.abort())
    page.goto(path)
    return [line.strip() for line in page.locator("main").inner_text().splitlines()]


@pytest.mark.parametrize(
    ("path", "missing"),
    [
        ("/films/last-train-home/", {NOT_ON_THE_SUMMARY}),
        ("/films/last-train-home/streaming/", set()),
    ],
)
def test_every_line_of_the_film_is_there_letter_for_letter(visitor, library, path, missing):
    text = _text(visitor, library, path)

    assert {line for line in LINES if line not in text} == missing


def test_a_section_that_holds_nothing_is_absent(visitor, library):
    text = _text(visitor, library, "/films/last-train-home/")

    assert "Additional materials" not in text
    assert "Distribution company" not in text
