"""As many as the licences allow watch at once, and whoever stops makes room."""

import os
import re
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from streaming.models import Seat
from streaming.playback import again
from tests.factories.catalog import make_film
from tests.factories.streaming import (
    make_captions,
    make_licence,
    make_media,
    make_range,
    make_university,
)
from tests.served import served

HERE = "192.0.2.7"
PAGE = "/films/the-film/streaming/"
SOURCE = re.compile(r'<source src="([^"]+)"')
NOON = "2026-03-02T12:00:00Z"


@pytest.fixture
def campus(db):
    return make_range("192.0.2.0/24", university=make_university(slug="campus")).university


@pytest.fixture
def film(campus):
    film = make_film(slug="the-film")
    make_captions(media=make_media(film=film))
    return film


class Viewer:
    """A browser of its own on the campus, with whatever cookies it was given."""

    def __init__(self):
        self.client = Client(REMOTE_ADDR=HERE, headers={"User-Agent": "one for all"})

    def open(self):
        html = self.client.get(PAGE).content.decode()
        found = SOURCE.search(html)
        self.film = found[1] if found else None
        return html

    def play(self):
        response = self.client.get(self.film)
        b"".join(response)
        return response.status_code


def watching(number):
    viewers = [Viewer() for _ in range(number)]
    for viewer in viewers:
        viewer.open()
    return viewers


def test_without_a_limit_nothing_is_counted_and_nobody_gets_a_number(film, campus):
    make_licence(film=film, university=campus)

    [viewer] = watching(1)

    assert viewer.play() == 200
    assert not viewer.client.cookies
    assert not Seat.objects.exists()


def test_as_many_watch_as_there_are_seats(film, campus):
    make_licence(film=film, university=campus, seats=2)

    assert sorted(viewer.play() for viewer in watching(4)) == [200, 200, 403, 403]


def test_opening_the_page_takes_no_seat_nor_do_captions(film, campus):
    make_licence(film=film, university=campus, seats=1)

    [viewer] = watching(1)
    captions = re.search(r'<track src="([^"]+)"', viewer.open())[1]

    assert viewer.client.get(captions).status_code == 200
    assert not Seat.objects.exists()


def test_licences_add_their_seats_and_one_without_a_limit_lifts_them(film, campus):
    make_licence(film=film, university=campus, seats=1)
    make_licence(film=film, university=campus, seats=2)
    make_licence(film=film, university=campus, seats=9, revoked_at=timezone.now())
    make_licence(film=film, seats=9)
    viewers = watching(5)
    assert [viewer.play() for viewer in viewers] == [200, 200, 200, 403, 403]

    make_licence(film=film, university=campus)

    assert viewers[4].play() == 200


def test_two_tabs_and_a_page_opened_anew_are_one_seat(film, campus):
    make_licence(film=film, university=campus, seats=1)
    [viewer] = watching(1)

    for _ in range(3):
        viewer.open()
        assert viewer.play() == 200

    assert Seat.objects.count() == 1


def test_a_seat_is_free_a_minute_after_the_last_sign_of_life(film, campus):
    make_licence(film=film, university=campus, seats=1)
    with time_machine.travel(NOON, tick=False) as clock:
        first, second = watching(2)
        assert first.play() == 200
        for _ in range(4):
            clock.shift(45)
            assert (first.client.head(first.film).status_code, second.play()) == (200, 403)
        clock.shift(60)

        assert second.play() == 200
        assert first.play() == 403


def test_a_sign_of_life_is_written_every_quarter_of_a_minute_at_most(film, campus):
    make_licence(film=film, university=campus, seats=1)
    with time_machine.travel(NOON, tick=False) as clock:
        [viewer] = watching(1)
        viewer.play()
        began = Seat.objects.get().seen_at
        clock.shift(14)
        viewer.play()
        assert Seat.objects.get().seen_at == began
        clock.shift(1)
        viewer.play()

        assert Seat.objects.get().seen_at == began + timedelta(seconds=15)


def test_who_finds_all_seats_taken_is_told_so_and_what_to_do(film, campus):
    make_licence(film=film, university=campus, seats=1)
    first, second = watching(2)
    first.play()

    refused = second.client.get(second.film).content.decode()
    page = second.open()

    assert "<h1>All seats are taken.</h1>" in refused
    assert "All seats are taken just now" in page
    assert 'data-availability="streaming"' in page
    assert 'data-may-play="false"' in page
    assert "<video" not in page
    assert "<video" in first.open()


def test_a_row_says_nothing_of_its_viewer_and_goes_by_itself(film, campus):
    make_licence(film=film, university=campus, seats=5)
    with time_machine.travel(NOON, tick=False) as clock:
        first, second = watching(2)
        first.play()
        row = Seat.objects.get()
        number = first.client.cookies["library_viewer"].value
        assert number not in row.viewer
        assert re.fullmatch("[0-9a-f]{32}", row.viewer)
        clock.shift(61)
        second.play()

    assert [seat.pk for seat in Seat.objects.all()] != [row.pk]
    assert Seat.objects.count() == 1


def test_the_viewers_number_is_for_this_browsers_session_and_no_script(film, campus):
    make_licence(film=film, university=campus, seats=1)
    [viewer] = watching(1)

    cookie = viewer.client.cookies["library_viewer"]

    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert (cookie["max-age"], cookie["expires"], cookie["domain"]) == ("", "", "")


def test_a_film_on_its_way_ends_where_its_right_does(film, campus, monkeypatch):
    monkeypatch.setattr(again, "EVERY", -1)  # asked again before every chunk
    licence = make_licence(film=film, university=campus)
    [viewer] = watching(1)
    answer = viewer.client.get(viewer.film)
    licence.revoked_at = timezone.now()
    licence.save()

    with pytest.raises(ConnectionResetError):
        list(answer.streaming_content)


# --- with a real server --------------------------------------------------------------------------


@pytest.fixture
def five_seats(transactional_db):
    university = make_range("127.0.0.1", university=make_university(slug="campus")).university
    film = make_film(slug="the-film")
    make_media(film=film)
    make_licence(film=film, university=university, seats=5)


def opened(server):
    """A new browser's page: the film's address and the cookie it came with."""
    page = server.ask(PAGE)
    return SOURCE.search(page.text)[1], page.headers["Set-Cookie"].partition(";")[0]


def start(server, place):
    film, cookie = place
    return server.ask(film, Cookie=cookie, Range="bytes=0-0").status


def test_of_fifty_who_start_at_once_exactly_five_watch_and_a_dead_worker_keeps_none(
    five_seats, tmp_path
):
    with served(tmp_path) as server, ThreadPoolExecutor(50) as crowd:
        places = [opened(server) for _ in range(50)]
        statuses = list(crowd.map(lambda place: start(server, place), places))
        assert sorted(statuses) == [206] * 5 + [403] * 45
        assert Seat.objects.count() == 5

        for pid in server.workers()[:2]:
            os.kill(pid, signal.SIGKILL)
        aged = timezone.now() - timedelta(seconds=60)
        Seat.objects.update(seen_at=aged)  # as if a minute had passed
        until = time.monotonic() + 60
        while server.ask("/healthz").status != 200 and time.monotonic() < until:
            pass
        statuses = list(crowd.map(lambda place: start(server, place), places))
        assert sorted(statuses) == [206] * 5 + [403] * 45
