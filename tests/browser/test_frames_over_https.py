"""Films in frames of another https site, in a browser that gives those frames no cookie."""

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from secrets import token_hex
from time import time
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Frame, Page, expect

from tests.browser.conftest import CAMPUS, ELSEWHERE
from tests.browser.https_sites import (
    FILMS,
    FOREIGN,
    OWN,
    browser_of_a_student,
    https_site,
    make_certificate,
    over_https,
)
from tests.demo_server import DemoServer, served
from tests.over_http import free_port

FILM = "/embed/example/the-third-man/"
PLAYS = "() => document.querySelector('video').currentTime > 0.2"


@dataclass
class Sites:
    """The library, the university's own site and one that it never heard of.

    frame: what the two hold in their one frame.
    """

    server: DemoServer
    library: str
    own: str = ""
    foreign: str = ""
    frame: str = ""

    def page(self, path: str) -> tuple[int, dict[str, str], str]:
        """A page of a course; at `/portal`, the portal, which knows whoever comes."""
        if path.startswith("/portal"):
            [back] = parse_qs(urlsplit(path).query)["back"]
            return 302, {"Location": f"{self.library}{self.launch(back)}"}, ""
        head = '<!doctype html><html lang="en"><title>A page of a course</title>'
        script = f'<script src="{self.library}/embed/height.js" defer></script>'
        frame = f'<iframe title="film" src="{self.library}{self.frame}" width="640" height="900"'
        return 200, {}, f'{head}{script}{frame} allow="fullscreen"></iframe>'

    def python(self, code: str) -> str:
        """What a few lines print that run beside the server."""
        return self.server.manage("shell", "-v", "0", "-c", code).strip()

    def launch(self, page: str) -> str:
        """The address by which the university's portal sends somebody to a page here."""
        key = self.python(
            "from streaming.models import LaunchKey, University\n"
            "university = University.objects.get(slug='example')\n"
            "found = LaunchKey.objects.filter(university=university).first()\n"
            "print((found or LaunchKey.objects.create(university=university)).key)"
        )
        now = int(time())
        claims = {"aud": self.library, "iat": now, "exp": now + 120, "jti": token_hex(16)}
        body = ".".join(_b64(json.dumps(part).encode()) for part in ({"alg": "HS256"}, claims))
        seal = hmac.digest(key.encode(), body.encode(), "sha256")
        return f"/launch/example/?token={body}.{_b64(seal)}&next={quote(page, safe='')}"

    def ticket(self) -> str:
        """As a portal's door gives it to somebody whom it has just let in."""
        return self.python(
            "from django.utils import timezone\n"
            "from catalog.models import Film\n"
            "from streaming.models import SignOn, University\n"
            "from streaming.playback.frame_ticket import ticket_for\n"
            "university = University.objects.get(slug='example')\n"
            "portal, _ = SignOn.objects.get_or_create(university=university, kind='launch')\n"
            "film = Film.objects.get(slug='the-third-man')\n"
            "print(ticket_for(portal, university, film.pk, at=timezone.now()))"
        )


def _b64(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


@pytest.fixture(scope="module")
def sites(demo, tmp_path_factory) -> Iterator[Sites]:
    folder = tmp_path_factory.mktemp("sites")
    certificate, front = make_certificate(folder), free_port()
    address = f"https://{FILMS}:{front}"
    settings = {"SITE_URL": address, "ALLOWED_HOSTS": f"{FILMS},127.0.0.1", "TRUSTED_PROXIES": "1"}
    with served(demo, folder / "data", **settings) as server:
        found = Sites(server, address)
        with (
            over_https(server.port, certificate, front=front),
            https_site(found.page, certificate) as own,
            https_site(found.page, certificate) as foreign,
        ):
            found.own, found.foreign = f"https://{OWN}:{own}", f"https://{FOREIGN}:{foreign}"
            server.manage("add_university", "example", "--origin", found.own)
            yield found


@pytest.fixture
def student(chromium, tmp_path) -> Iterator[BrowserContext]:
    """Somebody at home."""
    with browser_of_a_student(chromium, tmp_path / "profile", ELSEWHERE) as context:
        yield context


def framed(context: BrowserContext, site: str) -> tuple[Page, Frame]:
    page = context.new_page()
    page.goto(f"{site}/")
    page.wait_for_load_state("networkidle")
    return page, page.frames[1]


def play(where: Page | Frame) -> None:
    """Start the film as its button does, and wait until the picture moves."""
    where.evaluate("() => { const v = document.querySelector('video'); v.muted = true; v.play(); }")
    where.wait_for_function(PLAYS)


def test_a_ticket_plays_on_the_universitys_own_site_without_any_cookie(student, sites):
    sites.frame = f"{FILM}?ticket={sites.ticket()}"
    page, frame = framed(student, sites.own)

    play(frame)

    assert student.cookies() == []
    assert page.url == f"{sites.own}/"


def test_a_film_in_a_frame_tells_nobody_how_it_was_let_in(student, sites):
    ticket = sites.ticket()
    sites.frame = f"{FILM}?ticket={ticket}"
    asked = []
    student.on("request", lambda request: asked.append(request))
    _page, frame = framed(student, sites.own)
    play(frame)

    token = frame.evaluate("document.querySelector('video').currentSrc").split("/")[4]
    told = [request.all_headers().get("referer", "") for request in asked]
    assert any(token in request.url for request in asked)
    assert not [said for said in told if "ticket" in said or token in said or "/embed/" in said]
    assert {request.url.split("/")[2] for request in asked if token in request.url} == {
        sites.library.removeprefix("https://")
    }
    log = (sites.server.folder / "server.log").read_text()
    assert ticket not in log
    assert token not in log


def test_a_used_ticket_says_so_and_shows_where_to_sign_in(student, sites):
    sites.frame = f"{FILM}?ticket={sites.ticket()}"
    framed(student, sites.own)
    _page, frame = framed(student, sites.own)

    expect(frame.get_by_text("This way in has been used already, or is too old.")).to_be_visible()
    expect(frame.locator("#streaming")).to_contain_text("Sign in")
    assert frame.locator("video").count() == 0


def test_on_campus_a_frame_plays_without_a_ticket(chromium, tmp_path, sites):
    sites.frame = FILM
    with browser_of_a_student(chromium, tmp_path / "profile", CAMPUS) as context:
        _page, frame = framed(context, sites.own)

        play(frame)


def test_a_site_that_is_not_listed_is_refused_by_the_browser(student, sites):
    sites.frame = f"{FILM}?ticket={sites.ticket()}"
    said: list[str] = []
    student.on("console", lambda message: said.append(message.text))
    _page, frame = framed(student, sites.foreign)

    assert frame.url.startswith("chrome-error://")
    assert [text for text in said if "frame-ancestors" in text]


def test_the_address_that_a_browser_refuses_to_frame_opens_by_itself(student, sites):
    page = student.new_page()

    page.goto(f"{sites.library}{FILM}?ticket={sites.ticket()}")

    play(page.main_frame)


def test_without_evidence_a_frame_shows_poster_title_and_where_to_sign_in(student, sites):
    sites.frame = FILM
    _page, frame = framed(student, sites.own)

    expect(frame.locator(".stage .poster img")).to_be_visible()
    expect(frame.locator("h1")).to_have_text("The Third Man")
    expect(frame.locator("#streaming")).to_have_attribute("data-may-play", "false")
    expect(frame.get_by_role("link", name="Sign in")).to_have_attribute("target", "_blank")


def test_the_script_gives_a_frame_the_height_of_what_is_in_it(student, sites):
    sites.frame = FILM
    page, frame = framed(student, sites.own)
    page.wait_for_function("() => document.querySelector('iframe').height !== '900'")

    height = frame.evaluate("document.body.scrollHeight")
    assert page.evaluate("Number(document.querySelector('iframe').height)") == height


def test_a_portal_lets_somebody_into_the_frame_and_its_cookie_is_the_frames_own(student, sites):
    sites.frame = sites.launch(FILM)
    _page, frame = framed(student, sites.own)
    play(frame)

    [visit] = [one for one in student.cookies() if one["name"] == "library_visit"]
    assert (visit["sameSite"], visit["secure"], visit["httpOnly"]) == ("None", True, True)
    assert visit["partitionKey"] == f"https://{OWN.removeprefix('www.')}"

    frame.goto(f"{sites.library}{FILM}")  # no ticket any more: it is the cookie that is known
    expect(frame.locator("#streaming")).to_have_attribute("data-may-play", "true")
    play(frame)


def test_signing_in_from_a_frame_opens_a_window_that_comes_back_playing(student, sites):
    sites.launch(FILM)  # so that there is a portal
    sites.python(
        "from streaming.models import SignOn\n"
        f"SignOn.objects.filter(launchkey__isnull=False).update("
        f"start_page='{sites.own}/portal?back={{next}}', name='Portal')"
    )
    sites.frame = FILM
    _page, frame = framed(student, sites.own)
    with student.expect_page() as opened:
        frame.get_by_role("link", name="Sign in").click()
    window = opened.value
    window.get_by_role("link", name="Go to Portal").click()

    window.wait_for_url(f"{sites.library}/films/the-third-man/streaming/")
    play(window)
