"""Each way a right can end, on a real server: the very next request is refused, by every worker.

`make revocation-clock` prints how long it took; the test asks for refusals, not for seconds.
"""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from http.client import HTTPConnection, IncompleteRead
from time import monotonic

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from catalog.models import Film, Material
from streaming.access import visit
from streaming.access.arrival import vouched
from streaming.grants import revoke
from streaming.models import Licence, Membership, University
from tests.factories.catalog import make_film, make_material
from tests.factories.streaming import (
    make_captions,
    make_licence,
    make_media,
    make_range,
    make_sign_on,
    make_staff,
    make_university,
)
from tests.over_http import HOST
from tests.served import Server, served

WORKERS = 4
ASKED = 4 * WORKERS  # at once, of each door, so that every worker has to answer
LONG = 64 * 1024 * 1024  # bytes, more than lies ready between a server and who reads nothing
ELSEWHERE = "203.0.113.9"
ADDRESS = re.compile(r'<(?:source|track) src="([^"]+)"')


@dataclass
class Scene:
    """One viewer who may watch one film at one university, and by what they are let in."""

    film: Film
    university: University
    headers: dict[str, str]

    def doors(self, server: Server) -> dict[str, str]:
        """What the viewer is let in by: the page, and all that it leads to."""
        page = f"/films/{self.film.slug}/streaming/"
        film, captions = ADDRESS.findall(server.ask(page, **self.headers).text)
        material = f"/films/{self.film.slug}/materials/{self.film.materials.get().pk}/"
        return {"page": page, "film": film, "captions": captions, "material": material}


def make_scene(number: int) -> Scene:
    university = make_university(slug=f"campus-{number}")
    make_range(f"192.0.2.{number}", university=university)
    film = make_film(slug=f"film-{number}")
    make_captions(media=make_media(film=film))
    make_licence(film=film, university=university)
    file = ContentFile(b"a guide", name="guide.pdf")
    make_material(film=film, file=file, url="", audience=Material.Audience.LICENSED)
    return Scene(film, university, {"X_Forwarded_For": f"192.0.2.{number}"})


def by_sign_on(scene: Scene):
    """Let them in by a visit instead, from elsewhere. Returns who vouched."""
    sign_on = make_sign_on(university=scene.university)
    request, response, now = RequestFactory().get("/"), HttpResponse(), timezone.now()
    visit.begin(request, response, vouched(sign_on, at=now), at=now)
    cookie = f"{visit.COOKIE}={response.cookies[visit.COOKIE].value}"
    scene.headers = {"X_Forwarded_For": ELSEWHERE, "Cookie": cookie}
    return sign_on


def by_staff(scene: Scene):
    """Let in a librarian of the university, from elsewhere."""
    user, client = make_staff("librarian", scene.university), Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    cookie = f"{name}={client.cookies[name].value}"
    scene.headers = {"X_Forwarded_For": ELSEWHERE, "Cookie": cookie}
    return user


# Each arranges the scene and returns what ends the right.


def licence_revoked(scene: Scene):
    return lambda: revoke(scene.film, scene.university, at=timezone.now())


def last_day_over(scene: Scene):
    yesterday = timezone.now().date() - timedelta(days=2)
    licences = Licence.objects.filter(film=scene.film)
    return lambda: [change(licence, ends_on=yesterday) for licence in licences]


def withdrawn(scene: Scene):
    return lambda: change(scene.film.media, withdrawn_at=timezone.now())


def unpublished(scene: Scene):
    return lambda: change(scene.film, published_from=None)


def rights_over(scene: Scene):
    long_ago = timezone.now().date() - timedelta(days=400)
    return lambda: change(scene.film.media, rights_until=long_ago)


def range_removed(scene: Scene):
    return lambda: scene.university.ranges.all().delete()


def sign_on_shut(scene: Scene):
    sign_on = by_sign_on(scene)
    return lambda: change(sign_on, is_active=False)


def sign_on_changed(scene: Scene):
    """A new key, say: any change of it is a new rule."""
    return by_sign_on(scene).save


def signed_out(scene: Scene):
    by_sign_on(scene)
    key = scene.headers["Cookie"].partition("=")[2]
    return lambda: Session.objects.filter(pk=key).delete()


def staff_disabled(scene: Scene):
    user = by_staff(scene)
    return lambda: change(user, is_active=False)


def role_taken_away(scene: Scene):
    user = by_staff(scene)
    return lambda: Membership.objects.filter(user=user).delete()


def media_removed(scene: Scene):
    return lambda: scene.film.media.delete()


def university_deleted(scene: Scene):
    def end():
        Licence.objects.filter(university=scene.university).delete()
        scene.university.delete()

    return end


WAYS: list[Callable[[Scene], Callable[[], object]]] = [
    *(licence_revoked, last_day_over, rights_over, withdrawn, unpublished, media_removed),
    *(range_removed, sign_on_shut, sign_on_changed, signed_out),
    *(staff_disabled, role_taken_away, university_deleted),
]


def change(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def is_let_in(server: Server, door: str, path: str, headers: dict[str, str]) -> bool:
    answer = server.ask(path, **headers)
    assert answer.status in {200, 403, 404}, (door, answer.status)
    return answer.status == 200 and (door != "page" or b"<video" in answer.body)


def let_in(server: Server, crowd: ThreadPoolExecutor, scene: Scene, doors: dict[str, str]):
    """Of each door, how many of those who ask at once are let in."""

    def ask(door):
        return door, is_let_in(server, door, doors[door], scene.headers)

    asked = list(crowd.map(ask, [door for door in doors for _ in range(ASKED)]))
    return {door: sum(is_in for name, is_in in asked if name == door) for door in doors}


@pytest.fixture
def server(transactional_db, tmp_path):
    with served(tmp_path, workers=WORKERS, TRUSTED_PROXIES="1") as server:
        yield server


def test_whatever_ends_a_right_is_refused_at_the_next_request_by_every_worker(server):
    print(f"\nUntil {WORKERS} workers refuse page, film, captions and material, in seconds:")
    with ThreadPoolExecutor(8) as crowd:
        for number, way in enumerate(WAYS, start=1):
            scene = make_scene(number)
            end = way(scene)
            doors = scene.doors(server)
            assert let_in(server, crowd, scene, doors) == dict.fromkeys(doors, ASKED), way

            end()
            ended_at = monotonic()
            found = let_in(server, crowd, scene, doors)
            print(f"  {way.__name__:20} {monotonic() - ended_at:5.2f}")
            assert found == dict.fromkeys(doors, 0), way


def test_a_film_on_its_way_is_broken_off(server):
    scene = make_scene(1)
    path = scene.film.media.file.path
    with open(path, "r+b") as file:
        file.truncate(LONG)
    film = scene.doors(server)["film"]
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
