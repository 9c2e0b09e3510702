"""What a page may weigh, and whom it may ask."""

from urllib.parse import urlsplit

import brotli
import pytest

from tests.browser.page_types import PUBLIC

KB = 1000  # bytes
POSTERS = {"320w": 14 * KB, "480w": 24 * KB, "640w": 70 * KB}


def sent(library, path: str) -> int:
    """The size of a static file as a browser gets it."""
    return len(library.ask(path, Accept_Encoding="br").body)


def requests_of(page, path: str) -> list:
    found = []
    page.on("request", lambda request: found.append(request))
    page.goto(path, wait_until="networkidle")
    return found


SCRIPTS = {
    "/films/": 6 * KB,
    "/films/hoop-dreams/": 6 * KB,
    "/films/night-mail/streaming/": 20 * KB,
}


@pytest.mark.parametrize("path", SCRIPTS)
def test_style_and_script_are_light(page, library, path):
    found = requests_of(page, path)
    paths = {kind: _paths(found, kind) for kind in ("stylesheet", "script")}

    assert sum(sent(library, path) for path in paths["stylesheet"]) <= 12 * KB
    assert sum(sent(library, path) for path in paths["script"]) <= SCRIPTS[path]


def test_styles_and_scripts_are_sent_compressed_and_kept(page, library):
    """A script's modules too: what one imports is named by its content."""
    found = requests_of(page, "/films/night-mail/streaming/")
    for path in _paths(found, "stylesheet") + _paths(found, "script"):
        answer = library.ask(path, Accept_Encoding="br")
        assert answer.headers["Content-Encoding"] == "br"
        assert "immutable" in answer.headers["Cache-Control"]


def test_a_film_s_page_asks_little_and_nobody_else(page, library):
    found = requests_of(page, "/films/hoop-dreams/")
    others = [request.url for request in found if not _is_picture(request)]

    assert len(others) <= 8, others  # page, 4 style sheets, 3 scripts; the icon is a picture
    assert {urlsplit(request.url).netloc for request in found} == {f"127.0.0.1:{library.port}"}


def test_no_page_asks_anybody_else(page, library):
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    for kind in PUBLIC:
        page.goto(kind.path)

    assert asked == {f"127.0.0.1:{library.port}"}


def test_html_is_light(library):
    sizes = {kind.name: len(brotli.compress(_html(library, kind), quality=5)) for kind in PUBLIC}

    assert {name: size for name, size in sizes.items() if size > 20 * KB} == {}


@pytest.mark.parametrize("path", ["/", "/films/", "/films/hoop-dreams/", "/u/example/"])
def test_posters_are_light(page, library, path):
    page.goto(path)
    offered = page.locator(".poster source[type='image/avif']").evaluate_all(
        "all => all.map(source => source.srcset)"
    )
    names = {tuple(choice.split()) for srcset in offered for choice in srcset.split(", ")}

    assert names
    sizes = {name: (width, len(library.ask(name).body)) for name, width in names}
    assert {name: found for name, found in sizes.items() if found[1] > POSTERS[found[0]]} == {}


def test_a_first_visit_on_a_phone_asks_for_pictures_of_its_size_in_the_smallest_format(
    visitor, library
):
    page = visitor(library, width=390, device_scale_factor=2)
    pictures = [r for r in requests_of(page, "/films/") if r.resource_type == "image"]
    pictures = [r for r in pictures if "/images/" in r.url]

    assert 0 < len(pictures) <= 24
    assert {r.response().header_value("content-type") for r in pictures} == {"image/avif"}
    assert {urlsplit(r.url).path.split("-")[1] for r in pictures} == {"480"}
    assert sum(r.sizes()["responseBodySize"] for r in pictures) <= 300 * KB


@pytest.mark.parametrize("path", ["/", "/films/", "/films/last-train-home/"])
def test_every_picture_says_its_size_before_it_arrives(page, path):
    page.goto(path)
    unsized = "all => all.filter(i => !i.getAttribute('width') || !i.getAttribute('height')).length"

    assert page.locator("picture img").count()
    assert page.locator("picture img").evaluate_all(unsized) == 0


def test_the_largest_picture_of_a_film_s_page_is_light(visitor, library):
    page = visitor(library, width=1280, device_scale_factor=2)
    page.goto("/films/last-train-home/")
    page.locator(".stills img").scroll_into_view_if_needed()
    page.locator(".stills img").evaluate("image => image.decode()")
    shown = page.locator(".film-top img, .stills img").evaluate_all(
        "all => all.map(image => image.currentSrc)"
    )

    assert max(len(library.ask(urlsplit(one).path).body) for one in shown) <= 70 * KB


def test_only_the_first_row_of_a_list_loads_before_it_is_seen(page):
    page.goto("/films/")
    lazy = page.locator(".card img[loading=lazy]").count()

    assert page.locator(".card img").count() - lazy <= 6


def _is_picture(request) -> bool:
    return request.response().header_value("content-type").startswith("image/")


def _paths(found: list, kind: str) -> list[str]:
    return [urlsplit(request.url).path for request in found if request.resource_type == kind]


def _html(library, kind) -> bytes:
    return library.ask(kind.path, X_Forwarded_For=kind.address).body
