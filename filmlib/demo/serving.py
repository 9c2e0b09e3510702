"""What stands between a fresh checkout and a served demo, each step skipped when it is done."""

import hashlib
import logging
import os
import secrets
import socket
import sys
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from catalog.ready.triggers import laid
from filmlib.demo import clip, fixtures, load, logins
from streaming.media.program import programs

HOST = "127.0.0.1"
LOG_LEVEL = "WARNING"  # a newcomer reads what the demo says, not what it does


def refuse_port_in_use(port: int) -> None:
    with closing(socket.socket()) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((HOST, port))
        except OSError as error:
            raise ValueError(
                f"Port {port} cannot be opened ({error.strerror}):"
                " name another, as in PORT=8001 make demo"
            ) from error


def quieten() -> None:
    """Leave out of what is said whatever LOG_LEVEL does not ask for; workers started here too."""
    os.environ["LOG_LEVEL"] = os.environ.get("LOG_LEVEL") or LOG_LEVEL
    logging.getLogger().setLevel(os.environ["LOG_LEVEL"])


def make_secret_key() -> None:
    """A key for this demo alone, unless there is one; it is never printed."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    if not os.environ.get("SECRET_KEY") and not settings.SECRET_KEY_FILE.is_file():
        key = secrets.token_urlsafe(64)
        logins.write_secret(settings.SECRET_KEY_FILE, f"{key}\n")
        settings.SECRET_KEY = key  # what the first start puts on the queue is signed with it


def migrate() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()) or not laid():
        call_command("migrate", verbosity=0, interactive=False, skip_checks=True)


def collect_static() -> None:
    """Collect, compress and hash static files, unless nothing changed since the last time."""
    stamp = settings.DATA_DIR / "static.stamp"
    present = _static_mark()
    if stamp.is_file() and stamp.read_text() == present and settings.STATIC_ROOT.is_dir():
        return
    call_command("collectstatic", verbosity=0, interactive=False, skip_checks=True)
    stamp.write_text(present)


def fill() -> None:
    """Load the demo where it is not yet, and a clip that became possible since.

    Raises ValueError for somebody's library: the demo's logins are not for it.
    """
    is_loaded = load.demo_films(fixtures.read("films")).exists()
    is_whole = clip.is_made() or not any(True for _program in programs())
    if not (is_loaded and is_whole):
        load.load()


def exec_server(port: int) -> None:
    """Become the server, in the foreground: what is said to this process is said to it."""
    connections.close_all()
    environment = (
        {
            "SITE_URL": f"http://{HOST}:{port}",
            "LOG_FORMAT": "console",
            "LOG_LEVEL": LOG_LEVEL,
        }
        | os.environ
        | {"DEBUG": "off"}
    )
    command = [sys.executable, "-m", "gunicorn", "filmlib.wsgi", "--bind", f"{HOST}:{port}"]
    command += ["--workers", "2", "--threads", "4", "--chdir", str(settings.BASE_DIR)]
    command += ["--no-control-socket", "--log-level", "warning"]
    sys.stdout.flush()
    os.execve(sys.executable, command, environment)


def _static_mark() -> str:
    """Changes when a static file, or the way they are kept, does."""
    sum_ = hashlib.sha256(str(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            state = Path(storage.path(name)).stat()
            sum_.update(f"{name} {state.st_size} {state.st_mtime_ns}\n".encode())
    return sum_.hexdigest()
