"""An independent client of tus at a real server, which is killed in the middle of a piece."""

import os
import secrets
import signal
import socket
import struct
import time
from contextlib import suppress

import pytest
from django.conf import settings as site
from django.core.files.storage import default_storage
from tusclient.client import TusClient
from tusclient.exceptions import TusCommunicationError

from streaming.media.uploads import files
from streaming.models import FilmUpload, Version
from tests.nginx import documented, nginx
from tests.over_http import HOST, free_port
from tests.served import served
from tests.streaming.media.films import film as film_file
from tests.streaming.media.uploads.conftest import PIECE, TUS

pytestmark = [pytest.mark.programs, pytest.mark.django_db(transaction=True)]
MB = 1024**2
PADDING = 9 * MB


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    """A film that is large for a test: in a box that players skip."""
    path = film_file(tmp_path_factory.mktemp("made") / "film.mp4", seconds=1)
    with path.open("ab") as file:
        file.write(struct.pack(">I4s", PADDING + 8, b"free") + os.urandom(PADDING))
    return path


@pytest.fixture
def server(tmp_path, settings):
    """Its uploads are seen here too."""
    with served(tmp_path, workers=2) as server:
        settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "uploads"
        yield server


@pytest.fixture(autouse=True)
def uploads_of_its_own():
    """They are the server's."""


@pytest.fixture
def headers(sender):
    token = secrets.token_hex(16)
    session = sender.client.cookies[site.SESSION_COOKIE_NAME].value
    cookies = f"{site.SESSION_COOKIE_NAME}={session}; {site.CSRF_COOKIE_NAME}={token}"
    return {"Cookie": cookies, "X-CSRFToken": token}


@pytest.fixture
def client(server, headers):
    return TusClient(f"http://{HOST}:{server.port}/uploads/", headers=headers)


def uploader(client, path, film, **options):
    said = {"film": str(film.pk), "filename": path.name}
    return client.uploader(str(path), chunk_size=2 * MB, metadata=said, **options)


def test_a_file_comes_whole_through_a_server_killed_in_between(
    server, client, headers, path, film, sender
):
    first = uploader(client, path, film)
    first.upload(stop_at=2 * MB)
    kill_in_the_middle(server, headers, first, path.read_bytes()[2 * MB : 8 * MB])

    on = uploader(client, path, film, url=first.url)
    offset = on.get_offset()
    on.upload(stop_at=path.stat().st_size - 1)  # the last byte is sent where no worker starts
    sender.send(f"/uploads/{key_of(on)}", path.read_bytes()[-1:], offset=path.stat().st_size - 1)

    assert 3 * MB <= offset < 8 * MB
    with default_storage.open(Version.objects.get().source) as kept:
        assert kept.read() == path.read_bytes()


def test_a_file_comes_whole_through_nginx_set_up_as_the_guide_says(
    server, headers, path, film, sender, tmp_path
):
    port, own, last = free_port(), tmp_path / "nginx", path.stat().st_size - 1
    site = documented(own, port=port, application=server.port, media=tmp_path / "media")
    with nginx(own, site, port=port):
        through = TusClient(f"http://{HOST}:{port}/uploads/", headers=headers)
        upload = uploader(through, path, film)
        upload.upload(stop_at=last)
    sender.send(f"/uploads/{key_of(upload)}", path.read_bytes()[last:], offset=last)

    with default_storage.open(Version.objects.get().source) as kept:
        assert kept.read() == path.read_bytes()


def test_a_stranger_hears_no_and_leaves_nothing(server, path, film):
    stranger = TusClient(f"http://{HOST}:{server.port}/uploads/")

    with pytest.raises(TusCommunicationError) as refused:
        uploader(stranger, path, film).upload()

    assert refused.value.status_code == 403
    assert not FilmUpload.objects.exists()


def kill_in_the_middle(server, headers, upload, piece):
    """Send five sixths of a piece, and kill whoever reads it."""
    said = TUS | headers | {
        "Host": HOST, "Content-Type": PIECE, "Content-Length": len(piece), "Upload-Offset": 2 * MB
    }  # fmt: skip
    head = "".join(f"{name}: {value}\r\n" for name, value in said.items())
    with socket.create_connection((HOST, server.port), timeout=60) as door:
        door.sendall(f"PATCH /uploads/{key_of(upload)} HTTP/1.1\r\n{head}\r\n".encode())
        door.sendall(piece[: 5 * MB])
        until = time.monotonic() + 60
        while files.path_of(key_of(upload)).stat().st_size < 3 * MB:
            assert time.monotonic() < until, "nothing was written"
            time.sleep(0.05)
        for worker in server.workers():
            os.kill(worker, signal.SIGKILL)
        with suppress(ConnectionError):
            assert door.recv(1) == b"", "it was answered before it was killed"


def key_of(upload):
    return upload.url[-32:]
