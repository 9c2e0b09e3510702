import logging
import os
import socket
import stat

import pytest
from django.contrib.auth import get_user_model

from filmlib.demo import load, logins, serving
from filmlib.production import SHORTEST_KEY
from tests.commands import assert_refused, manage
from tests.factories.catalog import make_film
from tests.factories.streaming import make_university


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.SECRET_KEY_FILE = tmp_path / "secret_key"
    return tmp_path


@pytest.fixture
def universities(db):
    make_university(slug="example-harbour")


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_a_key_is_made_once_for_its_owner_alone(data_dir, settings, monkeypatch):
    monkeypatch.delenv("SECRET_KEY")
    settings.SECRET_KEY = ""

    serving.make_secret_key()
    key = (data_dir / "secret_key").read_text()
    serving.make_secret_key()

    assert len(key) > SHORTEST_KEY
    assert key.strip() == settings.SECRET_KEY
    assert mode(data_dir / "secret_key") == 0o600
    assert (data_dir / "secret_key").read_text() == key


@pytest.mark.parametrize(("asked", "said"), [("", False), ("INFO", True)])
def test_what_is_written_down_while_the_demo_is_made_is_not_said(monkeypatch, asked, said):
    root = logging.getLogger()
    monkeypatch.setattr(root, "level", root.level)
    monkeypatch.setenv("LOG_LEVEL", asked)

    serving.quieten()

    assert root.isEnabledFor(logging.INFO) is said
    assert (os.environ["LOG_LEVEL"] == "INFO") is said  # for the workers that it starts


def test_a_key_that_is_given_needs_no_file(data_dir):
    serving.make_secret_key()

    assert not (data_dir / "secret_key").exists()


def test_the_logins_work_and_are_kept_for_their_owner_alone(universities, data_dir):
    passwords = logins.ensure()

    for username, password in passwords.items():
        user = get_user_model().objects.get(username=username)
        assert user.is_staff
        assert user.check_password(password)
    assert mode(data_dir / "demo-logins.txt") == 0o600
    harbour = get_user_model().objects.get(username="harbour-librarian")
    assert harbour.memberships.get().university.slug == "example-harbour"


def test_the_logins_stay_from_one_start_to_the_next(universities):
    first = logins.ensure()
    users = list(get_user_model().objects.order_by("pk").values())

    assert logins.ensure() == first
    assert list(get_user_model().objects.order_by("pk").values()) == users


def test_logins_whose_file_is_lost_get_new_passwords(universities):
    first = logins.ensure()
    logins.file().unlink()

    second = logins.ensure()

    assert second["owner"] != first["owner"]
    assert get_user_model().objects.get(username="owner").check_password(second["owner"])


def test_static_files_are_collected_when_one_changed_and_not_otherwise(monkeypatch, settings):
    collected = []
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    monkeypatch.setattr(serving, "call_command", lambda *names, **_how: collected.append(names))

    serving.collect_static()
    serving.collect_static()
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "another"}}
    serving.collect_static()

    assert collected == [("collectstatic",)] * 2


def test_a_migrated_database_is_not_migrated_again(db, monkeypatch):
    monkeypatch.setattr(serving, "call_command", lambda *_names, **_how: pytest.fail("migrated"))

    serving.migrate()


def test_a_library_of_films_that_are_not_the_demo_s_is_not_given_demo_logins(db):
    make_film()

    with pytest.raises(ValueError, match="not the demo"):
        serving.fill()


def test_a_demo_that_is_whole_is_not_loaded_again(db, monkeypatch):
    make_film(identifier="fl-0001")
    monkeypatch.setattr(serving.clip, "is_made", lambda: True)
    monkeypatch.setattr(load, "load", lambda: pytest.fail("loaded again"))

    serving.fill()


def test_a_port_in_use_is_refused_before_anything_is_made(monkeypatch, data_dir):
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        monkeypatch.setenv("PORT", str(door.getsockname()[1]))

        done = manage("serve_demo")

    assert_refused(done)
    assert not list(data_dir.iterdir())


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1", "８０", "9" * 5000])
def test_a_port_that_is_none_is_refused(monkeypatch, port):
    monkeypatch.setenv("PORT", port)

    assert_refused(manage("serve_demo"))


def test_the_server_is_gunicorn_at_the_port_with_its_address(monkeypatch, capsys):
    became = []
    monkeypatch.setattr(os, "execve", lambda *call: became.append(call))
    monkeypatch.setattr(serving.connections, "close_all", lambda: None)
    monkeypatch.delenv("SITE_URL")
    monkeypatch.setenv("DEBUG", "on")

    serving.exec_server(8123)

    [(_program, command, environment)] = became
    assert command[1:6] == ["-m", "gunicorn", "filmlib.wsgi", "--bind", "127.0.0.1:8123"]
    assert (environment["SITE_URL"], environment["DEBUG"]) == ("http://127.0.0.1:8123", "off")
