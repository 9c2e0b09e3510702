"""A server that would not be safe does not start; it says why, and what cures it."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

GOOD_KEY = "".join(chr(ord("!") + number % 90) for number in range(70))
SETTINGS = {"SECRET_KEY": GOOD_KEY, "DEBUG": "off", "ALLOWED_HOSTS": "films.uni.example"}
REFUSED = {
    "no key": ({"SECRET_KEY": ""}, "SECRET_KEY is missing: set it to"),
    "a short key": ({"SECRET_KEY": GOOD_KEY[:49]}, "SECRET_KEY is shorter than 50"),
    "Django's key": ({"SECRET_KEY": f"django-insecure-{GOOD_KEY}"}, "SECRET_KEY is a default: set"),
    "a key of one letter": ({"SECRET_KEY": "x" * 60}, "SECRET_KEY is a default: set it to"),
    "debugging": ({"DEBUG": "on"}, "DEBUG is on: unset it"),
    "any host": ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS has *: name each host"),
    "no such delivery": ({"MEDIA_DELIVERY": "x-accel"}, "MEDIA_DELIVERY is none of app, nginx"),
    "nginx before a bucket": (
        {"MEDIA_DELIVERY": "nginx", "MEDIA_STORAGE_URL": "s3://films"},
        "MEDIA_DELIVERY=nginx sends files of a folder: set",
    ),
    "signed addresses of a folder": (
        {"MEDIA_DELIVERY": "signed-url"},
        "MEDIA_DELIVERY=signed-url needs S3: set",
    ),
    "media on the web": (
        {"MEDIA_STORAGE_URL": "https://films.example"},
        "MEDIA_STORAGE_URL is neither file:///a/folder nor s3://bucket",
    ),
    "media nowhere": ({"MEDIA_STORAGE_URL": "media"}, "MEDIA_STORAGE_URL is neither file:///a"),
    "no bucket": ({"MEDIA_STORAGE_URL": "s3:///films"}, "MEDIA_STORAGE_URL names no bucket"),
    "a bucket and its key": (
        {"MEDIA_STORAGE_URL": "s3://films?secret_key=x"},
        "MEDIA_STORAGE_URL names no bucket, or more than endpoint_url and region: set",
    ),
    "a bucket at no address": (
        {"MEDIA_STORAGE_URL": "s3://films?endpoint_url=films.example"},
        "MEDIA_STORAGE_URL has an endpoint_url that is no https:// address",
    ),
    "any host among others": ({"ALLOWED_HOSTS": "a.example,*"}, "ALLOWED_HOSTS has *"),
    "a queue of no kind": ({"QUEUE_URL": "amqp://user:hush@host/"}, "QUEUE_URL is no queue's"),
    "a queue without a host": ({"QUEUE_URL": "redis:6379"}, "QUEUE_URL is no queue's address"),
    "a queue at no port": ({"QUEUE_URL": "redis://host:x/0"}, "QUEUE_URL is no queue's address"),
}


def start(tmp_path, *command, **changes):
    (tmp_path / "static").mkdir()  # where collected files are looked for
    environment = os.environ | SETTINGS | {"DATA_DIR": str(tmp_path)} | changes
    return subprocess.run(
        [sys.executable, *command],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("name", REFUSED)
def test_a_server_refuses_to_start_with(tmp_path, name):
    changes, line = REFUSED[name]

    refused = start(tmp_path, "-c", "import filmlib.wsgi", **changes)

    assert refused.returncode != 0
    assert refused.stdout == ""
    assert refused.stderr.count("\n") == 1
    assert refused.stderr.startswith(line)
    assert not changes.get("SECRET_KEY") or changes["SECRET_KEY"] not in refused.stderr
    assert "hush" not in refused.stderr


def test_every_reason_has_its_line(tmp_path):
    refused = start(
        tmp_path, "-c", "import filmlib.wsgi", SECRET_KEY="", DEBUG="on", ALLOWED_HOSTS="*"
    )

    names = [line.split()[0] for line in refused.stderr.splitlines()]
    assert names == ["SECRET_KEY", "DEBUG", "ALLOWED_HOSTS"]


def test_a_server_starts_with_settings_that_are_fit(tmp_path):
    started = start(tmp_path, "-c", "import filmlib.wsgi")

    assert (started.returncode, started.stderr) == (0, "")


def test_a_command_refuses_what_a_server_refuses(tmp_path):
    refused = start(tmp_path, "manage.py", "migrate", "--plan", MEDIA_DELIVERY="x-accel")

    assert refused.returncode == 1
    assert "MEDIA_DELIVERY is none of app, nginx, signed-url: set one of them" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize(
    ("url", "delivery"),
    [("s3://films/1?region=eu-central-1", "signed-url"), ("s3://films", "app"), ("", "nginx")],
)
def test_a_server_starts_with_each_delivery(tmp_path, url, delivery):
    where = {"MEDIA_STORAGE_URL": url or tmp_path.as_uri(), "MEDIA_DELIVERY": delivery}

    started = start(tmp_path, "-c", "import filmlib.wsgi", **where)

    assert (started.returncode, started.stderr) == (0, "")


def test_the_demos_key_lies_in_the_data_folder(tmp_path):
    (tmp_path / "secret_key").write_text(f"{GOOD_KEY}\n")

    started = start(tmp_path, "-c", "import filmlib.wsgi", SECRET_KEY="")

    assert (started.returncode, started.stderr) == (0, "")


def test_gunicorn_gives_up_rather_than_trying_again(tmp_path):
    command = ["-m", "gunicorn", "filmlib.wsgi", "--bind", f"unix:{tmp_path}/socket"]

    refused = start(tmp_path, *command, "--no-control-socket", SECRET_KEY="")

    assert refused.returncode == 3
    assert refused.stderr.count("SECRET_KEY is missing") == 1
    assert "Traceback" not in refused.stderr
