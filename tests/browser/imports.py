"""The way of a file through the admin, from the first click to the report."""

from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.demo_server import ROOT

SAMPLES = ROOT / "tests" / "samples" / "imports"
FIRST, LATER = SAMPLES / "invented-films.csv", SAMPLES / "invented-films-2.csv"
SOURCE = "Invented list of the University of Example"


def bring_in(page: Page, file: Path, *, looks_again: bool = False) -> Iterator[str]:
    """Each step's name, when its page is there; asking for the next one goes on."""
    page.goto("/admin/catalog/importrun/new/")
    page.get_by_label("File").set_input_files(file)
    page.get_by_label("Source").fill(SOURCE)
    yield "import-file"
    page.get_by_role("button", name="Look through it").click()
    expect(page.get_by_label("Film title")).to_have_value("title")
    yield "import-headings"
    page.get_by_role("button", name="Show what would happen").click()
    _wait(page, page.get_by_role("button", name="Bring it in"), looks_again)
    yield "import-preview"
    if page.get_by_role("link", name="Rejected").count():
        page.get_by_label("All but what is rejected").check()
    page.get_by_role("button", name="Bring it in").click()
    _wait(page, page.get_by_role("link", name="Take it away as CSV"), looks_again)
    yield "import-report"


def bring_in_whole(page: Page, file: Path, *, looks_again: bool = False) -> None:
    for _step in bring_in(page, file, looks_again=looks_again):
        pass


def _wait(page: Page, goal: Locator, looks_again: bool) -> None:
    """The page goes on by itself; without a script somebody has to ask it."""
    again = page.get_by_role("link", name="Look again")
    while looks_again and not goal.is_visible():
        expect(again.or_(goal)).to_be_visible()
        if again.is_visible():
            again.click()
    expect(goal).to_be_visible()
