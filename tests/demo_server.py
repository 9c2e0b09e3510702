"""The demo, served as in production: gunicorn, two workers, a database and a clip of its own."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from tests.over_http import HOST, Answer, ask, free_port

ROOT = Path(__file__).parent.parent
LONGEST_START = 240  # seconds: the first one draws posters and makes the clip
GUNICORN = ["-m", "gunicorn", "filmlib.wsgi", "--workers", "2", "--threads", "4"]
GUNICORN += ["--no-control-socket", "--log-level", "warning", "--graceful-timeout", "3"]


@dataclass(frozen=True)
class DemoServer:
    """A server that answers. folder: its DATA_DIR, gone when it is."""

    port: int
    folder: Path
    environment: dict[str, str]

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    def password(self, username: str) -> str:
        lines = (self.folder / "demo-logins.txt").read_text().splitlines()
        return dict(line.split(": ", 1) for line in lines)[username]

    def ask(self, path: str, **headers: str) -> Answer:
        return ask(self.port, path, **headers)

    def manage(self, *argv: str) -> str:
        """Run a command of the site beside the server; return what it printed."""
        command = [sys.executable, "manage.py", *argv]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(argv)} failed: {done.stderr.strip()}")
        return done.stdout


def make_demo(folder: Path) -> None:
    """Make all that a first `make demo` makes, and end its server."""
    with _running(["manage.py", "serve_demo"], folder, free_port(), {}) as server:
        server.manage("make_pictures")  # waits for the process that is at it


@contextmanager
def served(demo: Path, folder: Path, **settings: str) -> Iterator[DemoServer]:
    """A server of a copy of what `make_demo` made, with some settings of its own."""
    shutil.copytree(demo, folder)
    port = free_port()
    command = [*GUNICORN, "--bind", f"{HOST}:{port}"]
    try:
        with _running(command, folder, port, settings) as server:
            yield server
    finally:
        print(_end_of(folder / "server.log"))  # shown beside a test that failed
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _running(
    command: list[str], folder: Path, port: int, settings: dict[str, str]
) -> Iterator[DemoServer]:
    server = DemoServer(port, folder, _environment(folder, port) | settings)
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / "server.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, *command], cwd=ROOT, env=server.environment, stdout=out, stderr=out
        )
        try:
            _wait_until_ready(server, process, log)
            yield server
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait_until_ready(server: DemoServer, process: subprocess.Popen, log: Path) -> None:
    until = monotonic() + LONGEST_START
    while not _is_ready(server):
        try:
            process.wait(timeout=0.1)
        except subprocess.TimeoutExpired:
            if monotonic() < until:
                continue
        raise RuntimeError(f"The demo's server did not start: {_end_of(log)}")


def _is_ready(server: DemoServer) -> bool:
    try:
        answer = server.ask("/readyz")
    except OSError:  # nobody answers yet
        return False
    if answer.status != 200:
        raise RuntimeError(f"The demo's server is not ready: {answer.text}")
    return True


def _end_of(log: Path) -> str:
    return log.read_text()[-4000:]


def _environment(folder: Path, port: int) -> dict[str, str]:
    """Every documented setting has a value, so that no `.env` file reaches the server."""
    return os.environ | {
        "DATA_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'library.sqlite3'}",
        "MEDIA_STORAGE_URL": folder.as_uri(),
        "CACHE_URL": "locmemcache://",
        "SECRET_KEY": "",  # the one that the demo makes
        "DEBUG": "off",
        "ALLOWED_HOSTS": f"localhost,{HOST}",
        "SITE_URL": f"http://{HOST}:{port}",
        "PORT": str(port),
        "TRUSTED_PROXIES": "0",
        "MEDIA_DELIVERY": "app",
        "QUEUE_URL": "",
        "EMAIL_URL": "dummymail://",
        "TIME_ZONE": "UTC",
        "LARGEST_UPLOAD": "20480",
        "RATE_LIMITS": "",
        "LOG_FORMAT": "console",
        "LOG_LEVEL": "WARNING",
    }
