"""nginx, set up as docs/operations.md says, sends films to exactly those whom the gate admits."""

import re
import socket
from contextlib import closing, suppress
from time import monotonic, sleep

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from streaming.grants import revoke
from streaming.models import AuditLine, Seat
from tests.delivered import (  # noqa: F401 -- fixtures among them
    BROWSER,
    ELSEWHERE,
    _django_db_helper,
    by_nginx,
    rows_that_others_see,
)
from tests.factories.catalog import make_material
from tests.factories.streaming import PACKAGE, make_captions, make_licence, make_media, make_version
from tests.nginx import questions
from tests.over_http import HOST

pytestmark = [pytest.mark.programs, pytest.mark.django_db(transaction=True)]

SEGMENT = "540p_00001.m4s"
SLOW = 300
PATIENCE = 30  # seconds


@pytest.fixture(scope="module")
def house(rows_that_others_see, tmp_path_factory):  # noqa: F811
    with by_nginx(tmp_path_factory.mktemp("house")) as house:
        yield house


@pytest.fixture(scope="module")
def film(house):
    """One that nobody changes."""
    return house.film()


def words_of(answer):
    reference = answer.headers["X-Request-ID"]
    return re.sub(r"nonce-[\w-]+", "", answer.text.replace(reference, "…"))


@pytest.mark.parametrize("name", PACKAGE)
def test_an_admitted_viewer_gets_each_file_as_the_application_would_send_it(house, film, name):
    answer = house.ask(house.address(film, name))

    assert (answer.status, answer.body) == (200, PACKAGE[name])
    assert answer.headers.get_all("Cache-Control") == ["private, no-store"]
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    kinds = {"m3u8": "application/vnd.apple.mpegurl", "vtt": "text/vtt; charset=utf-8"}
    kinds |= {"mp4": "video/mp4", "m4s": "video/mp4", "jpg": "image/jpeg"}
    assert answer.headers["Content-Type"] == kinds[name.rpartition(".")[2]]
    assert answer.headers["Server"] == "nginx"


def test_strangers_are_refused_in_the_applications_words_and_the_audit_tells(house, film):
    path = house.address(film, SEGMENT)
    assert house.ask(path).status == 200
    lines = AuditLine.objects.count()

    refused = {
        "from elsewhere": house.ask(path, source=ELSEWHERE),
        "by another browser": house.ask(path, User_Agent="another"),
        "by a bent token": house.ask(path.replace(":", ":A", 1)),
    }
    by_the_page = house.ask(path.replace("/play/", "/play/x", 1))

    assert {name: answer.status for name, answer in refused.items()} == dict.fromkeys(refused, 403)
    assert {answer.headers["Cache-Control"] for answer in refused.values()} == {"private, no-store"}
    assert "You need access through" in refused["from elsewhere"].text
    assert words_of(refused["by a bent token"]) == words_of(by_the_page)
    assert AuditLine.objects.count() > lines


def test_what_a_stranger_claims_to_be_forwarded_for_changes_nothing(house, film):
    path = house.address(film, SEGMENT)
    assert house.ask(path).status == 200
    forged = {
        "X_Forwarded_For": "127.0.0.1",
        "X_Real_IP": "127.0.0.1",
        "Forwarded": "for=127.0.0.1",
        "X_Accel_Redirect": f"/_media/packages/{film.folder}/{SEGMENT}",
        "X_Original_URI": path,
        "Remote_User": "owner",
    }

    assert house.ask(path, source=ELSEWHERE, **forged).status == 403


def test_no_answer_is_anybody_elses(house, film):
    """One who is let in first, so that an answer is kept; then others in every part of its key."""
    path, stranger = house.address(film, SEGMENT), make_version(media=make_media())
    make_licence(film=stranger.media.film)
    assert house.ask(path, Cookie="a=1").status == 200

    assert house.ask(path, Cookie="a=1", source=ELSEWHERE).status == 403
    assert house.ask(path, Cookie="a=1", User_Agent=f"{BROWSER}\ta=1").status == 403
    assert house.ask(path.replace(film.folder, stranger.folder), Cookie="a=1").status == 403
    assert house.ask(house.address(stranger, SEGMENT), Cookie="a=1").status == 403


PATHS = {
    "another film's folder": "/play/{token}/{other}/main.m3u8",
    "out and into another's": "/play/{token}/{own}/../{other}/main.m3u8",
    "the same, encoded": "/play/{token}/{own}/..%2f{other}%2fmain.m3u8",
    "the same, encoded twice": "/play/{token}/{own}/..%252f{other}%252fmain.m3u8",
    "backwards": "/play/{token}/{own}/..%5c{other}%5cmain.m3u8",
    "a slash too many": "/play/{token}//{other}/main.m3u8",
    "no folder": "/play/{token}/{other}%2fmain.m3u8",
    "a NUL": "/play/{token}/{own}/main.m3u8%00.jpg",
    "a line after it": "/play/{token}/{own}/main.m3u8%0a",
    "a line in the token": "/play/{token}%0d%0aX:%20y/{own}/main.m3u8",
    "a question in the token": "/play/{token}%3f/{own}/main.m3u8",
    "no file of a package": "/play/{token}/{own}/notes.txt",
    "capitals": "/play/{token}/{own}/MAIN.m3u8",
    "the folder itself": "/play/{token}/{own}/",
    "nginx's own place": "/_media/packages/{own}/main.m3u8",
    "nginx's own question": "/_admission",
    "the application's": "/admission/{token}/{own}/main.m3u8",
    "the folder on the disk": "/media/packages/{own}/main.m3u8",
    "without a door": "/packages/{own}/main.m3u8",
    "out of the place": "/_media/../sources/{own}.mov",
    "the source": "/_media/sources/{own}.mov",
    "the source by its folder": "/play/{token}/{own}/..%2f..%2fsources%2f{own}.mov",
}


@pytest.mark.parametrize("name", PATHS)
def test_no_path_leads_past_the_gate(house, film, name):
    other = make_version(media=make_media(), files={"main.m3u8": b"not yours"}, is_live=False)
    default_storage.save(film.stored("notes.txt"), ContentFile(b"not for players"))
    default_storage.save(f"sources/{film.folder}.mov", ContentFile(b"as handed over"))
    token = house.address(film, "").split("/")[2]
    assert house.ask(house.address(film, "main.m3u8")).status == 200  # a yes is kept

    answer = house.ask(PATHS[name].format(token=token, own=film.folder, other=other.folder))

    assert answer.status in {400, 403, 404}
    assert b"not yours" not in answer.body
    assert b"handed over" not in answer.body


def test_captions_a_plain_film_and_materials_leave_through_nginx_as_well(house):
    media = make_media()
    make_licence(film=media.film, university=house.campus)
    captions = make_captions(media=media)
    version = make_version(media=media, is_live=False)
    file = ContentFile(b"a guide", name="übung.pdf")
    material = make_material(film=media.film, file=file, url="", audience="everyone")
    names = [stored.name.rpartition("/")[2] for stored in (media.file, captions.file)]
    film, words = (house.address(version, name).replace(f"/{version.folder}", "") for name in names)

    assert house.ask(film).body == b"no film"
    part = house.ask(film, Range="bytes=3-")
    assert (part.status, part.body, part.headers["Content-Type"]) == (206, b"film", "video/mp4")
    assert part.headers["Cache-Control"] == "private, no-store"
    assert house.ask(words).headers["Content-Type"] == "text/vtt; charset=utf-8"
    assert house.ask(film, source=ELSEWHERE).status == 403
    guide = house.ask(f"/films/{media.film.slug}/materials/{material.pk}/")
    assert (guide.status, guide.body) == (200, b"a guide")
    assert guide.headers["Content-Disposition"].startswith("attachment")


def test_the_application_is_asked_once_a_viewer_and_four_seconds(house, film):
    path, before, began = house.address(film, SEGMENT), questions(house.log), monotonic()

    for _segment in range(40):
        assert house.ask(path, Cookie="a=viewer", Range="bytes=0-9").status == 206

    assert questions(house.log) - before <= 1 + (monotonic() - began) / 3


def test_a_right_that_ends_is_refused_within_five_seconds(house):
    version = house.film()
    path = house.address(version, SEGMENT)
    assert house.ask(path).status == 200

    revoke(version.media.film, house.campus, at=timezone.now())
    ended_at = monotonic()
    last_sent_at = ended_at
    while (asked_at := monotonic()) < ended_at + 60 and house.ask(path).status == 200:
        last_sent_at = asked_at

    assert asked_at < ended_at + 60, "it is never refused"
    assert last_sent_at - ended_at <= 5
    assert house.ask(path).status == 403


def test_seats_are_counted_by_playlists_and_segments(house):
    version = house.film(seats=1)
    path = house.address(version, SEGMENT)
    one, other = ({"Cookie": f"library_viewer={digit * 32}"} for digit in "ab")

    assert house.ask(path, **one).status == 200
    assert Seat.objects.filter(film=version.media.film).count() == 1
    full = house.ask(path, **other)
    assert full.status == 403
    assert "All seats are taken." in full.text
    assert house.ask(house.address(version, "sprites.vtt"), **other).status == 200
    assert house.ask(path, **other).status == 403  # a yes for pictures is none for the film
    assert house.ask(path, **one).status == 200


def test_the_log_holds_neither_token_nor_address_nor_cookie(house, film):
    house.ask(house.address(film, SEGMENT), Cookie="library_viewer=secret")
    house.ask(house.address(film, SEGMENT).replace("/play", "/%70lay"), source=ELSEWHERE)
    house.ask("/admission/" + house.address(film, SEGMENT))
    token = house.address(film, "").split("/")[2]
    deadline = monotonic() + PATIENCE
    while (house.log / "access.log").read_text().count("\n") < 3 and monotonic() < deadline:
        sleep(0.1)  # nginx writes what it logs once a second

    said = "".join((house.log / name).read_text() for name in ("access.log", "error.log"))
    assert "GET /play/ 200" in said
    assert not any(secret in said for secret in (token, token[-20:], "127.0.0.", "secret"))


def test_slow_visitors_hold_up_nobody(house, film):
    """Three hundred who never finish asking, or never read what they asked for."""
    path = house.address(film, SEGMENT)
    question = f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\nUser-Agent: {BROWSER}\r\n"
    slow = [socket.create_connection((HOST, house.port), timeout=30) for _one in range(SLOW)]
    try:
        for number, door in enumerate(slow):
            with suppress(ConnectionError):
                door.sendall((question + "\r\n" * (number % 2)).encode())
        assert [house.ask(path).status for _good in range(20)] == [200] * 20
        assert house.ask("/healthz").status == 200
    finally:
        for door in slow:
            with closing(door):
                pass
