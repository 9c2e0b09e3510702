"""Each way a right can end, on a real server: the very next request is refused, by every worker.

`make revocation-clock` prints how long it took; the test asks for refusals, not for seconds.
"""

import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection, IncompleteRead
from itertools import count
from time import monotonic
from urllib.parse import urljoin

import pytest
from django.utils import timezone

from streaming.grants import revoke
from tests.delivered import _django_db_helper, rows_that_others_see  # noqa: F401
from tests.over_http import HOST
from tests.served import Server, served
from tests.streaming.playback.endings import WAYS, Scene, make_scene

pytestmark = pytest.mark.django_db(transaction=True)

WORKERS = 4
ASKED = 2 * WORKERS  # at once, of each door; of all doors together, every worker has to answer
LONG = 64 * 1024 * 1024  # bytes, more than lies ready between a server and who reads nothing
IN_A_PAGE = {
    "playlist": r' data-hls="([^"]+)"',
    "film": r'<source src="([^"]+)"',
    "captions": r'<track src="([^"]+)"',
    "pictures": r' data-sprites="([^"]+)"',
    "poster": r' poster="([^"]+)"',
}
REFERENCE = re.compile(r"^[^#\s].*$", re.MULTILINE)  # RFC 8216, section 4.1: a line without a #

numbers = count(1)


def addresses_in(page: str) -> dict[str, str]:
    """What a page with a player leads to. Raises TypeError when a kind of address lacks."""
    return {kind: re.search(shape, page)[1] for kind, shape in IN_A_PAGE.items()}


def first_in(playlist: str, address: str) -> str:
    """The address of the first thing that a playlist names."""
    return urljoin(address, REFERENCE.search(playlist)[0])


def doors_of(scene: Scene, server: Server) -> dict[str, str]:
    """What the viewer is let in by: the page, and all that it leads to, as a player goes."""
    doors = addresses_in(server.ask(scene.page, **scene.headers).text)
    main = server.ask(doors["playlist"], **scene.headers).text
    doors["variant"] = first_in(main, doors["playlist"])
    variant = server.ask(doors["variant"], **scene.headers).text
    doors["segment"] = first_in(variant, doors["variant"])
    if scene.ticket:  # such a page opens once, and its material needs another proof
        return doors
    return {"page": scene.page, "material": scene.material} | doors


def is_let_in(server: Server, door: str, path: str, headers: dict[str, str]) -> bool:
    answer = server.ask(path, **headers)
    assert answer.status in {200, 403, 404}, (door, answer.status)
    return answer.status == 200 and (door != "page" or b"<video" in answer.body)


def let_in(server: Server, crowd: ThreadPoolExecutor, scene: Scene, doors: dict[str, str]):
    """Of each door, how many of those who ask at once are let in."""

    def ask(door):
        return door, is_let_in(server, door, doors[door], scene.headers)

    asked = list(crowd.map(ask, [*doors] * ASKED))
    return {door: sum(is_in for name, is_in in asked if name == door) for door in doors}


@pytest.fixture(scope="module")
def server(rows_that_others_see, tmp_path_factory):  # noqa: F811
    with served(tmp_path_factory.mktemp("house"), workers=WORKERS, TRUSTED_PROXIES="1") as server:
        yield server


def test_whatever_ends_a_right_is_refused_at_the_next_request_by_every_worker(server):
    print(f"\nUntil all have been refused, {WORKERS} workers, in seconds:")
    taken = {}
    with ThreadPoolExecutor(8) as crowd:
        for way in WAYS:
            scene = make_scene(next(numbers))
            end = way(scene)
            doors = doors_of(scene, server)
            assert let_in(server, crowd, scene, doors) == dict.fromkeys(doors, ASKED), way

            end()
            ended_at = monotonic()
            found = let_in(server, crowd, scene, doors)
            taken[way.__name__] = monotonic() - ended_at
            print(f"  {way.__name__:25} {taken[way.__name__]:5.2f}  {', '.join(doors)}")
            assert found == dict.fromkeys(doors, 0), way
    print(f"  the longest: {max(taken.values()):.2f}")


def test_a_film_on_its_way_is_broken_off(server):
    scene = make_scene(next(numbers))
    with open(scene.film.media.file.path, "r+b") as file:
        file.truncate(LONG)
    film = doors_of(scene, server)["film"]
    headers = {name.replace("_", "-"): value for name, value in scene.headers.items()}
    with closing(HTTPConnection(HOST, server.port, timeout=60)) as connection:
        connection.request("GET", film, headers=headers)
        answer = connection.getresponse()
        answer.read(1)
        revoke(scene.film, scene.university, at=timezone.now())
        until = monotonic() + 5
        while monotonic() < until:  # the viewer watches what is loaded, and asks for no more
            assert not is_let_in(server, "film", film, scene.headers)

        with pytest.raises((IncompleteRead, ConnectionError)):
            answer.read()


# --- the clock's own parts ------------------------------------------------------------------------


def test_a_page_that_lacks_a_kind_of_address_stops_the_clock():
    whole = '<video poster="p" data-hls="h" data-sprites="s"><source src="f"><track src="c">'

    assert addresses_in(whole)["captions"] == "c"
    with pytest.raises(TypeError):
        addresses_in(whole.replace(' poster="p"', ""))


def test_a_playlist_leads_to_what_it_names_beside_itself():
    playlist = "#EXTM3U8\n#EXTINF:6,\n540p_00001.m4s\n#EXTINF:6,\n540p_00002.m4s\n"

    assert first_in(playlist, "/play/t/f/540p.m3u8") == "/play/t/f/540p_00001.m4s"
