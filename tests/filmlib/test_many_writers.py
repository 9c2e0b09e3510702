"""Twenty people save at once, through the forms of a real server, while others read."""

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from threading import Event, Thread

import pytest
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.test import Client

from catalog.models import Film
from streaming.models import Licence
from tests.factories.catalog import make_film
from tests.factories.streaming import make_staff, make_university
from tests.filmlib.writer import Desk
from tests.served import served

WRITERS, LICENCES, EDITS = 20, 46, 4  # of each writer: fifty writes
PATIENCE = 300  # seconds, for a machine with much else to do
WRITER = Path(__file__).with_name("writer.py")


@pytest.fixture
def server(transactional_db, tmp_path):
    with served(tmp_path) as server:
        yield server


def read_on(server, paths, done, statuses):
    while not done.is_set():
        statuses += [server.ask(path).status for path in paths]


def signed_in(user):
    """The cookie of a session that nobody had to type a password for."""
    client = Client()
    client.force_login(user)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def test_a_thousand_writes_by_twenty_people_at_once_are_all_kept(server):
    licensed, university = make_film(slug="licensed"), make_university()
    staff = [make_staff("catalogue") for _ in range(WRITERS)]
    films = [make_film(slug=f"film-of-{user.username}") for user in staff]
    desks = [
        Desk(user.username, server.port, signed_in(user), film.pk, licensed.pk, university.pk,
             LICENCES, EDITS)
        for user, film in zip(staff, films, strict=True)
    ]  # fmt: skip
    done, statuses = Event(), []
    paths = ["/films/licensed/", *(f"/films/{film.slug}/" for film in films[:3])]
    reader = Thread(target=read_on, args=(server, paths, done, statuses))
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
