"""The pictures of the documentation, taken anew of the demo: `make screenshots`.

Each is one screen, with as few colours as keep it within 200 kB, so that a clone stays small.
"""

import sys
import tempfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Literal

from PIL import Image as Pillow
from playwright.sync_api import Browser, Page

from tests import chromium
from tests.browser.staff import log_in, open_film
from tests.demo_server import ROOT, DemoServer, make_demo, served

FOLDER = ROOT / "docs" / "images"
LARGEST = 200_000  # bytes
COLOURS = (256, 128, 64, 32)
DESK, PHONE, FRAME = (1280, 800), (390, 844), (640, 480)


@dataclass(frozen=True)
class Shot:
    name: str
    path: str
    size: tuple[int, int] = DESK
    scheme: Literal["light", "dark"] = "light"


SHOTS = [
    Shot("film-available", "/films/the-third-man/"),
    Shot("film-not-available", "/films/last-train-home/"),
    Shot("film-on-a-phone-at-night", "/films/cleo-from-5-to-7/", PHONE, "dark"),
    Shot("films", "/films/"),
    Shot("university", "/u/example/"),
    Shot("embed", "/embed/example/", FRAME),
]


def take_all(folder: Path) -> list[Path]:
    """Write every picture into the folder; return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        make_demo(Path(place) / "demo")
        with (
            served(Path(place) / "demo", Path(place) / "shown") as server,
            chromium.started() as browser,
        ):
            taken = {shot.name: _taken(browser, server, shot) for shot in SHOTS}
            taken["admin-film"] = _form_of_a_film(browser, server)
    return [_write(folder / f"{name}.png", picture) for name, picture in taken.items()]


def small(picture: bytes) -> bytes:
    """The picture as a PNG within the limit, in as many colours as that leaves it.

    Raises ValueError where even the fewest do not.
    """
    image = Pillow.open(BytesIO(picture)).convert("RGB")
    for colours in COLOURS:
        out = BytesIO()
        image.quantize(colours, method=Pillow.Quantize.MEDIANCUT).save(out, "PNG", optimize=True)
        if out.tell() <= LARGEST:
            return out.getvalue()
    raise ValueError(f"A picture of {image.width} × {image.height} does not fit {LARGEST} bytes.")


def _taken(browser: Browser, server: DemoServer, shot: Shot) -> bytes:
    page = _page(browser, server, shot)
    page.goto(shot.path, wait_until="networkidle")
    return page.screenshot(animations="disabled")


def _form_of_a_film(browser: Browser, server: DemoServer) -> bytes:
    page = _page(browser, server, Shot("admin-film", "/admin/"))
    log_in(page, server, "librarian")
    open_film(page, "Night Mail")
    return page.screenshot(animations="disabled")


def _page(browser: Browser, server: DemoServer, shot: Shot) -> Page:
    width, height = shot.size
    return browser.new_page(
        base_url=server.url,
        viewport={"width": width, "height": height},
        color_scheme=shot.scheme,
        reduced_motion="reduce",
        locale="en-GB",
    )


def _write(path: Path, picture: bytes) -> Path:
    path.write_bytes(small(picture))
    return path


if __name__ == "__main__":
    for path in take_all(Path(sys.argv[1]) if sys.argv[1:] else FOLDER):
        print(f"{path.relative_to(ROOT) if path.is_relative_to(ROOT) else path}")
