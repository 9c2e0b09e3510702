"""A library to measure: a checkout of the code, a folder of its own, a large catalogue."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

HOUSE = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Library:
    """code: the checkout that serves it. data: its DATA_DIR. database: its DATABASE_URL."""

    code: Path
    data: Path
    database: str

    @property
    def environment(self) -> dict[str, str]:
        """What its processes run in: every setting has a value, so no `.env` file is heard."""
        return os.environ | {
            "DATA_DIR": str(self.data),
            "DATABASE_URL": self.database,
            "MEDIA_STORAGE_URL": self.data.as_uri(),
            "DJANGO_SETTINGS_MODULE": "filmlib.settings",
            "SECRET_KEY": "only-for-measuring-0123456789-abcdefghijklmnopqrstuvwxyz",
            "SECRET_KEY_FALLBACKS": "",
            "DEBUG": "off",
            "ALLOWED_HOSTS": "127.0.0.1",
            "SITE_URL": "http://127.0.0.1",
            "TRUSTED_PROXIES": "1",  # a visitor's address is what the header says
            "CACHE_URL": "locmemcache://",
            "EMAIL_URL": "dummymail://",
            "MEDIA_DELIVERY": "app",
            "QUEUE_URL": "",
            "TIME_ZONE": "UTC",
            "RATE_LIMITS": "search=0,suggestions=0,finder=0,sign_on=0",  # one address asks it all
            "LOG_FORMAT": "console",
            "LOG_LEVEL": "WARNING",
        }

    def manage(self, *argv: str) -> None:
        subprocess.run(
            [sys.executable, "manage.py", *argv],
            cwd=self.code,
            env=self.environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )

    def make(self, *, films: int, universities: int, licences: int) -> None:
        """Fill it, unless an earlier run did. Triggers and static files are always the code's."""
        self.data.mkdir(parents=True, exist_ok=True)
        self.manage("migrate", "--verbosity", "0")
        self.manage("collectstatic", "--noinput", "--verbosity", "0")
        if not self.ask("SELECT 1 FROM catalog_film LIMIT 1"):
            wanted = {"films": films, "universities": universities, "licences": licences}
            self.manage("make_catalogue", *(f"--{noun}={n}" for noun, n in wanted.items()))

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        with self._connect() as connection:
            rows = connection.execute(sql).fetchall()
        connection.close()
        return rows

    def edit_titles(self, numbers: Iterable[int], *, words: str) -> None:
        """Give invented films new titles, each in a transaction of its own, past all our Python."""
        mark = "?" if self.database.startswith("sqlite") else "%s"
        sql = f"UPDATE catalog_film SET title = {mark} WHERE slug = {mark}"
        for number in numbers:
            with self._connect() as connection:
                connection.execute(
                    sql, (f"{words} (Invented Film {number})", f"invented-film-{number}")
                )
            connection.close()

    def _connect(self) -> Any:
        if self.database.startswith("sqlite"):
            return sqlite3.connect(self.database.removeprefix("sqlite:///"), timeout=20)
        return psycopg.connect(self.database)
