"""Films on a real server, and those who ask for their bytes: by any delivery the same way."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.management import call_command

from streaming.models import University, Version
from tests.bucket import s3
from tests.factories.streaming import (
    make_licence,
    make_media,
    make_range,
    make_token,
    make_university,
    make_version,
)
from tests.nginx import counted, documented, nginx
from tests.over_http import HOST, PATIENCE, Answer, free_port
from tests.served import served

CAMPUS = "127.0.0.1"
ELSEWHERE = "127.0.0.2"
BROWSER = "a browser"


@dataclass
class House:
    """A server, and a university whose campus is this machine's own address.

    port: where viewers ask. log: the folder of what the servers write.
    """

    campus: University
    port: int
    log: Path
    tokens: dict[int, str] = field(default_factory=dict)

    def film(self, **licence: Any) -> Version:
        version = make_version(media=make_media())
        make_licence(film=version.media.film, university=self.campus, **licence)
        return version

    def address(self, version: Version, name: str, folder: str | None = None) -> str:
        """As a page of the film gives it to who is on the campus."""
        film = version.media.film
        if film.pk not in self.tokens:
            self.tokens[film.pk] = make_token(
                film, self.campus, REMOTE_ADDR=CAMPUS, HTTP_USER_AGENT=BROWSER
            )
        token = self.tokens[film.pk]
        return f"/play/{token}/{version.folder if folder is None else folder}/{name}"

    def ask(self, path: str, *, source: str = CAMPUS, method: str = "GET", **named: str) -> Answer:
        """Over a connection of its own; who is sent on to another server goes there."""
        headers = {"User-Agent": BROWSER} | {k.replace("_", "-"): v for k, v in named.items()}
        answer = _ask(self.port, path, source, method, headers)
        if answer.status != 302:
            return answer
        there = urlsplit(answer.headers["Location"])
        return _ask(there.port or 80, f"{there.path}?{there.query}", source, method, headers)


def _ask(port: int, path: str, source: str, method: str, headers: dict[str, str]) -> Answer:
    connection = HTTPConnection(HOST, port, timeout=PATIENCE, source_address=(source, 0))
    with closing(connection):
        connection.request(method, path, headers=headers | {"Connection": "close"})
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())


@contextmanager
def emptied(blocker: Any) -> Iterator[None]:
    """The test's database for a whole module, with rows that other processes see; empty after."""
    with blocker.unblock():
        try:
            yield
        finally:
            call_command("flush", verbosity=0, interactive=False)


def the_campus() -> University:
    """One for all houses of a module: nobody else has this machine's address."""
    known = University.objects.filter(slug="campus").first()
    return known or make_range(CAMPUS, university=make_university(slug="campus")).university


@contextmanager
def by_the_app(folder: Path, **environment: str) -> Iterator[House]:
    with served(folder, workers=1, **environment) as server:
        yield House(the_campus(), server.port, folder)


@contextmanager
def by_nginx(folder: Path) -> Iterator[House]:
    """gunicorn behind nginx, as the guide says."""
    port, counting, media = free_port(), free_port(), Path(settings.MEDIA_ROOT)
    with served(folder, workers=1, MEDIA_DELIVERY="nginx", TRUSTED_PROXIES="1") as server:
        logs = folder / "nginx"
        site = documented(logs, port=port, application=counting, media=media)
        site += counted(logs, counting=counting, application=server.port)
        with nginx(logs, site, port=port):
            yield House(the_campus(), port, logs)


@contextmanager
def by_the_store(folder: Path) -> Iterator[House]:
    """A bucket that sends what it is asked for by a signed address."""
    with (
        s3() as url,
        by_the_app(folder, MEDIA_DELIVERY="signed-url", MEDIA_STORAGE_URL=url) as house,
    ):
        yield house


Ways = dict[str, Callable[[Path], Any]]
WAYS: Ways = {"app": by_the_app, "nginx": by_nginx, "signed-url": by_the_store}


@pytest.fixture(scope="module")
def rows_that_others_see(django_db_setup, django_db_blocker) -> Iterator[None]:
    with emptied(django_db_blocker):
        yield


@pytest.fixture
def _django_db_helper(rows_that_others_see: None) -> None:
    """In place of pytest-django's, for a module with the mark: servers start once, not per test."""
