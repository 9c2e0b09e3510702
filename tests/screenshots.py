"""The pictures of the documentation, taken anew of the demo: `make screenshots`.

Each is one screen and at most 200 kB, in fewer colours where it must, so that a clone stays small.
With `--all FOLDER`, every type of page instead, whole, by day and by night, for a designer's eyes.
"""

import argparse
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Literal

from PIL import Image as Pillow
from playwright.sync_api import Browser, Page, StorageState, expect

from tests import chromium
from tests.browser.additions import ADDITIONS
from tests.browser.conftest import PATIENCE
from tests.browser.imports import FIRST, LATER, bring_in, bring_in_whole
from tests.browser.page_types import ADMIN, PUBLIC
from tests.browser.staff import log_in
from tests.demo_server import ROOT, DemoServer, make_demo, served
from tests.over_http import HOST

FOLDER = ROOT / "docs" / "images"
LARGEST = 200_000  # bytes
COLOURS = (256, 128, 64, 32)
DESK, PHONE, FRAME = (1280, 800), (390, 844), (640, 480)
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")


@dataclass(frozen=True)
class Shot:
    name: str
    path: str
    size: tuple[int, int] = DESK
    scheme: Scheme = "light"
    address: str = HOST
    chosen: str = ""
    is_whole: bool = False
    staff: str = ""


SHOTS = [
    Shot("film-page", "/films/last-train-home/", (1280, 860)),
    Shot("film-available", "/films/the-third-man/"),
    Shot("university", "/u/example/"),
    Shot("embed", "/embed/example/", FRAME),
    Shot("admin-film", "/admin/catalog/film/4/change/", staff="librarian"),
    Shot("media-upload", "/admin/streaming/media/film/4/upload/", (1280, 460), staff="librarian"),
]


def every_page() -> Iterator[Shot]:
    for size, width in ((PHONE, "phone"), (DESK, "desk")):
        for scheme in SCHEMES:
            end = f"{width}-{scheme}"
            for kind in PUBLIC:
                name = f"{_file_name(kind.name)}-{end}"
                yield Shot(name, kind.path, size, scheme, kind.address, kind.chosen, True)
            for title, path in ADMIN.items():
                name = f"admin-{_file_name(title)}-{end}"
                yield Shot(name, path, size, scheme, is_whole=True, staff="owner")


def take(shots: Iterable[Shot], *, of_all: bool = False) -> Iterator[tuple[str, bytes]]:
    """The name and the PNG of each, of a demo made for them; with what it lacks, if of all."""
    with _demo() as (server, browser):
        if of_all:
            server.manage("shell", "-c", ADDITIONS)
        cookies: dict[str, StorageState] = {}
        for shot in shots:
            if shot.staff and shot.staff not in cookies:
                cookies[shot.staff] = _logged_in(browser, server, shot.staff)
            with _page(browser, server, shot, cookies.get(shot.staff)) as page:
                page.goto(shot.path, wait_until="networkidle")
                yield (
                    shot.name,
                    page.screenshot(animations="disabled", full_page=shot.is_whole),
                )


def import_steps() -> Iterator[tuple[str, bytes]]:
    """The name and the PNG of each step of a list's later edition, from the file to the report."""
    expect.set_options(timeout=PATIENCE)
    with _demo() as (server, browser):
        cookies = _logged_in(browser, server, "librarian")
        with _page(browser, server, Shot("import", "/admin/", (1280, 860)), cookies) as page:
            bring_in_whole(page, FIRST)
            for step in bring_in(page, LATER):
                if step == "import-preview":
                    page.get_by_role("link", name="Changed").click()
                yield step, page.screenshot(animations="disabled", full_page=True)


@contextmanager
def _demo() -> Iterator[tuple[DemoServer, Browser]]:
    """A demo made to be looked at, and a browser."""
    with tempfile.TemporaryDirectory() as place:
        demo, shown = Path(place) / "demo", Path(place) / "shown"
        make_demo(demo)
        with (
            served(demo, shown, TRUSTED_PROXIES="1") as server,
            chromium.started() as browser,
        ):
            yield server, browser


def small(picture: bytes) -> bytes:
    """The picture as a PNG within the limit, in as many colours as that leaves it.

    Raises ValueError where even the fewest do not fit.
    """
    image = Pillow.open(BytesIO(picture)).convert("RGB")
    for candidate in [image, *(_in_colours(image, colours) for colours in COLOURS)]:
        out = BytesIO()
        candidate.save(out, "PNG", optimize=True)
        if out.tell() <= LARGEST:
            return out.getvalue()
    raise ValueError(f"A picture of {image.width} × {image.height} does not fit {LARGEST} bytes.")


def _in_colours(image: Pillow.Image, colours: int) -> Pillow.Image:
    """By coverage, since a sign of a few pixels has to keep its own colour."""
    return image.quantize(colours, method=Pillow.Quantize.MAXCOVERAGE, kmeans=1)


def _logged_in(browser: Browser, server: DemoServer, username: str) -> StorageState:
    with _page(browser, server, Shot(username, "/admin/"), None) as page:
        log_in(page, server, username)
        return page.context.storage_state()


@contextmanager
def _page(
    browser: Browser, server: DemoServer, shot: Shot, cookies: StorageState | None
) -> Iterator[Page]:
    width, height = shot.size
    context = browser.new_context(
        base_url=server.url,
        viewport={"width": width, "height": height},
        color_scheme=shot.scheme,
        reduced_motion="reduce",
        locale="en-GB",
        storage_state=cookies,
        extra_http_headers={"X-Forwarded-For": shot.address},
    )
    if shot.chosen:
        context.add_cookies([{"name": "university", "value": shot.chosen, "url": server.url}])
    yield context.new_page()
    context.close()


def _file_name(words: str) -> str:
    return re.sub(r"\W+", "-", words)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots", description=__doc__)
    parser.add_argument("--all", action="store_true", help="every type of page, whole")
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    asked = parser.parse_args()
    if asked.all and asked.folder == FOLDER:
        parser.error("--all needs a folder of its own")
    asked.folder.mkdir(parents=True, exist_ok=True)
    pictures = take(every_page(), of_all=True) if asked.all else chain(take(SHOTS), import_steps())
    for name, picture in pictures:
        path = asked.folder / f"{name}.png"
        path.write_bytes(picture if asked.all else small(picture))
        print(path.name)


if __name__ == "__main__":
    main()
