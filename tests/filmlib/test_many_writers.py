"""Twenty people save at once, through the forms of a real server, while others read."""

import json
import os
import socket
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import asdict
from http.client import HTTPConnection
from pathlib import Path
from threading import Event, Thread

import pytest
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.staticfiles.finders import get_finders
from django.test import Client

from catalog.models import Film
from streaming.models import Licence
from tests.databases import url_in_use
from tests.factories.catalog import make_film
from tests.factories.streaming import make_staff, make_university
from tests.filmlib.writer import Desk

WRITERS, LICENCES, EDITS = 20, 46, 4  # of each writer: fifty writes
WORKERS = 4
PATIENCE = 300  # seconds, for a machine with much else to do
WRITER = Path(__file__).with_name("writer.py")


def name_static_files(folder):
    """What collecting them would leave for the templates, without the files."""
    names = [name for finder in get_finders() for name, _storage in finder.list([])]
    manifest = {"version": "1.1", "paths": {name: name for name in names}, "hash": ""}
    (folder / "static").mkdir()
    (folder / "static" / "staticfiles.json").write_text(json.dumps(manifest))


@pytest.fixture
def port(transactional_db, tmp_path):
    """Of a server with four workers on the test's database."""
    name_static_files(tmp_path)
    with closing(socket.socket()) as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    environment = os.environ | {"DATA_DIR": str(tmp_path), "DATABASE_URL": url_in_use()}
    command = [sys.executable, "-m", "gunicorn", "filmlib.wsgi", f"--bind=127.0.0.1:{port}"]
    command += [f"--workers={WORKERS}", "--log-level=warning"]
    with (tmp_path / "server.log").open("wb") as log:
        server = subprocess.Popen(
            command, cwd=settings.BASE_DIR, env=environment, stdout=log, stderr=log
        )
        try:
            wait_for(port, server, tmp_path / "server.log")
            yield port
        finally:
            server.terminate()
            server.wait(30)


def wait_for(port, server, log):
    deadline = time.monotonic() + 60
    while server.poll() is None and time.monotonic() < deadline:
        try:
            if status_of(port, "/healthz") == 200:
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"The server did not start.\n{log.read_text()}")


def status_of(port, path):
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    with closing(connection):
        connection.request("GET", path, headers={"Connection": "close"})
        response = connection.getresponse()
        response.read()
        return response.status


def read_on(port, paths, done, statuses):
    while not done.is_set():
        statuses += [status_of(port, path) for path in paths]


def signed_in(user):
    """The cookie of a session that nobody had to type a password for."""
    client = Client()
    client.force_login(user)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def test_a_thousand_writes_by_twenty_people_at_once_are_all_kept(port):
    licensed, university = make_film(slug="licensed"), make_university()
    staff = [make_staff("catalogue") for _ in range(WRITERS)]
    films = [make_film(slug=f"film-of-{user.username}") for user in staff]
    desks = [
        Desk(user.username, port, signed_in(user), film.pk, licensed.pk, university.pk,
             LICENCES, EDITS)
        for user, film in zip(staff, films, strict=True)
    ]  # fmt: skip
    done, statuses = Event(), []
    paths = ["/films/licensed/", *(f"/films/{film.slug}/" for film in films[:3])]
    reader = Thread(target=read_on, args=(port, paths, done, statuses))
    reader.start()
    writers = []
    try:
        writers += [
            subprocess.Popen(
                [sys.executable, WRITER, json.dumps(asdict(desk))],
                stderr=subprocess.PIPE,
                text=True,
            )
            for desk in desks
        ]
        failed = [writer.communicate(timeout=PATIENCE)[1] for writer in writers]
    finally:
        done.set()
        for writer in writers:
            writer.kill()  # nobody stays when one of them failed
        reader.join()

    assert set(failed) == {""}
    assert {writer.returncode for writer in writers} == {0}
    assert set(statuses) == {200}
    assert_every_licence_is_there_once_with_its_history(staff)
    for film, user in zip(films, staff, strict=True):
        assert_every_edit_is_told(film, user)
    assert LogEntry.objects.count() == WRITERS * (LICENCES + EDITS)


def assert_every_licence_is_there_once_with_its_history(staff):
    wanted = sorted(f"{user.username}, {n}" for user in staff for n in range(LICENCES))
    licences = Licence.objects.values_list("order_number", flat=True)
    told = Licence.history.filter(history_type="+").values_list(
        "order_number", "history_user__username"
    )

    assert sorted(licences) == wanted
    assert sorted(number for number, _user in told) == wanted
    assert all(number.startswith(f"{user}, ") for number, user in told)


def assert_every_edit_is_told(film, user):
    titles = [f"{user.username}, edited {n}" for n in range(EDITS)]
    edits = film.history.filter(history_type="~").order_by("history_id")

    assert Film.objects.get(pk=film.pk).title == titles[-1]
    assert [edit.title for edit in edits] == titles
    assert {edit.history_user for edit in edits} == {user}
