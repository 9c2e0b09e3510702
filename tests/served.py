"""A real server on the test's own database: gunicorn, by default with four workers."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders

from tests.databases import url_in_use
from tests.over_http import HOST, Answer, ask, free_port

LONGEST_START = 240  # seconds


@dataclass(frozen=True)
class Server:
    """pid: of gunicorn's master, whose children are the workers."""

    port: int
    pid: int

    def ask(self, path: str, **request: str) -> Answer:
        return ask(self.port, path, **request)

    def say(self, text: bytes) -> bytes:
        """All that the server answers to bytes as they are, until it closes."""
        with socket.create_connection((HOST, self.port), timeout=30) as door:
            door.sendall(text)
            return b"".join(iter(lambda: door.recv(65536), b""))

    def workers(self) -> list[int]:
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text()
        return [int(pid) for pid in children.split()]


@contextmanager
def served(folder: Path, *, workers: int = 4, **environment: str) -> Iterator[Server]:
    """Serve the database of a `transactional_db` test; `folder` becomes the server's DATA_DIR."""
    _name_static_files(folder)
    (folder / "media").symlink_to(settings.MEDIA_ROOT)
    port = free_port()
    given = os.environ | {"DATA_DIR": str(folder), "DATABASE_URL": url_in_use()} | environment
    command = [sys.executable, "-m", "gunicorn", "filmlib.wsgi", f"--bind={HOST}:{port}"]
    command += [f"--workers={workers}", "--log-level=warning", "--graceful-timeout=3"]
    log = folder / "server.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=settings.BASE_DIR, env=given, stdout=out, stderr=out
        )
        try:
            yield _ready(Server(port, process.pid), process, log)
        finally:
            process.terminate()
            process.wait(120)


def _ready(server: Server, process: subprocess.Popen, log: Path) -> Server:
    deadline = time.monotonic() + LONGEST_START
    while process.poll() is None and time.monotonic() < deadline:
        try:
            if server.ask("/healthz").status == 200:
                return server
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"The server did not start.\n{log.read_text()}")


def _name_static_files(folder: Path) -> None:
    """What collecting them would leave for the templates, without the files."""
    names = [name for finder in get_finders() for name, _storage in finder.list([])]
    manifest = {"version": "1.1", "paths": {name: name for name in names}, "hash": ""}
    (folder / "static").mkdir(exist_ok=True)
    (folder / "static" / "staticfiles.json").write_text(json.dumps(manifest))
