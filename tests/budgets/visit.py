"""One first visit to a page, as a phone on a slow network makes it."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

import brotli
from playwright.sync_api import Browser, Page, Response, ViewportSize

SCREEN: ViewportSize = {"width": 390, "height": 844}
DOTS = 2  # of the screen, for each pixel of the page
NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 200_000}  # 1.6 Mbit/s
NETWORK |= {"uploadThroughput": 100_000}  # bytes a second
SLOWER = 4  # times, the processor
SETTLED = 500  # ms without a change, after which nothing more is expected

WATCH = """
window.seen = {paint: 0, shift: 0, response: 0};
const watch = (type, told, more) => new PerformanceObserver(list => list.getEntries().forEach(told))
  .observe({type, buffered: true, ...more});
watch("largest-contentful-paint", entry => { seen.paint = entry.startTime; });
watch("layout-shift", entry => { if (!entry.hadRecentInput) seen.shift += entry.value; });
watch("event", entry => {
  if (entry.interactionId) seen.response = Math.max(seen.response, entry.duration);
}, {durationThreshold: 16});
"""


@dataclass(frozen=True)
class Visit:
    """Times in ms, sizes in bytes as sent; HTML as a proxy sends it, in brotli.

    requests: all but pictures. elsewhere: requests to other hosts, and for fonts.
    """

    largest_paint: float
    shift: float
    response: float
    requests: int
    elsewhere: int
    html: int
    style: int
    script: int
    pictures: int
    largest_picture: int


def visit(browser: Browser, address: str) -> Visit:
    """Open the address with nothing kept, scroll nowhere, type a letter, and see."""
    context = browser.new_context(
        viewport=SCREEN, device_scale_factor=DOTS, is_mobile=True, has_touch=True
    )
    page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.add_init_script(WATCH)
    _slow_down(page)
    page.goto(address, wait_until="networkidle")
    page.wait_for_timeout(SETTLED)
    seen, weight = page.evaluate("window.seen"), weight_of(answers, address)
    _type(page)
    response = page.evaluate("window.seen.response")
    context.close()
    return Visit(seen["paint"], seen["shift"], response, **weight)


def weight_of(answers: Iterable[Response], address: str) -> dict[str, int]:
    """What was asked for, and how much came."""
    answers = list(answers)
    sizes: dict[str, list[int]] = {"stylesheet": [], "script": [], "image": [], "font": []}
    for answer in answers:
        kind = answer.request.resource_type
        sizes.setdefault(kind, []).append(answer.request.sizes()["responseBodySize"])
    host = urlsplit(address).netloc
    return {
        "requests": sum(not _is_picture(answer) for answer in answers),
        "elsewhere": sum(urlsplit(answer.url).netloc != host for answer in answers)
        + len(sizes["font"]),
        "html": len(brotli.compress(answers[0].body(), quality=5)),
        "style": sum(sizes["stylesheet"]),
        "script": sum(sizes["script"]),
        "pictures": sum(sizes["image"]),
        "largest_picture": max(sizes["image"], default=0),
    }


def _is_picture(answer: Response) -> bool:
    return (answer.header_value("content-type") or "").startswith("image/")


def _slow_down(page: Page) -> None:
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", NETWORK)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def _type(page: Page) -> None:
    """A tap into the search field, and two letters."""
    page.locator("input[type=search]").first.tap()
    page.keyboard.type("tr", delay=50)
    page.wait_for_timeout(SETTLED)
