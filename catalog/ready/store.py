"""What is kept ready: read in one query, kept when made."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import structlog
from django.conf import settings
from django.db import InternalError, OperationalError, connection

from catalog.ready.triggers import shared_things

log = structlog.get_logger(__name__)

LONGEST_WAIT = 50  # milliseconds for another writer of SQLite

# Written by hand, and not through the ORM, which takes longer to write this sentence than the
# database to answer it: it is asked on every view of a film's page.
READ = """
SELECT stamp.of, stamp.mark, ready.body
FROM catalog_stamp AS stamp
LEFT JOIN catalog_ready AS ready
  ON ready.of = stamp.of AND ready.mark = stamp.mark || %s AND ready.edition IN (%s, %s)
WHERE stamp.of IN ({})
"""
KEEP = """
INSERT INTO catalog_ready (of, edition, mark, body) VALUES (%s, %s, %s, %s)
ON CONFLICT (of, edition) DO UPDATE SET mark = excluded.mark, body = excluded.body
"""


@dataclass(frozen=True)
class Kept:
    """A thing's present mark and, unless it has to be made anew, what was made under it."""

    mark: str
    body: str | None


def read(*things: str, language: str, template: str = "") -> dict[str, Kept]:
    """The things asked for, and those that every page shares, by name. One query.

    A thing that does not exist is not in the answer. template: which form of a page is meant;
    what pages share has one form a language.
    """
    names = (*things, *shared_things())
    with connection.cursor() as cursor:
        cursor.execute(
            READ.format(", ".join(["%s"] * len(names))),
            [release(), language, f"{language} {template}", *names],
        )
        return {of: Kept(mark, body) for of, mark, body in cursor.fetchall()}


def keep(thing: str, body: str, *, mark: str, language: str, template: str = "") -> None:
    """Keep what was made under `mark`.

    The mark was read before the first fact was: an edit in between has changed it since, and what
    is kept here is then never read. A writer who holds the database is not waited for: the page
    is shown anyway, and kept at its next view; nor does a database that may only be read stop it.
    """
    edition = f"{language} {template}" if template else language
    try:
        with short_wait(), connection.cursor() as cursor:
            cursor.execute(KEEP, [thing, edition, mark + release(), body])
    except (OperationalError, InternalError) as error:  # the second: PostgreSQL's read-only
        log.info("ready_not_kept", thing=thing, error=str(error))


@cache
def release() -> str:
    """Eight digits that differ when our code, templates or static files do.

    Part of every mark kept under: what an earlier release made is not shown by this one.
    """
    sum_ = hashlib.sha256()
    base: Path = settings.BASE_DIR
    rooms = [base / "templates", base / "catalog", base / "streaming", base / "filmlib"]
    made = [path for room in rooms for path in sorted(room.rglob("*")) if path.is_file()]
    for path in [*made, settings.STATIC_ROOT / "staticfiles.json"]:
        if path.suffix in {".py", ".html", ".json"} and path.is_file():
            sum_.update(path.read_bytes())
    return sum_.hexdigest()[:8]


@contextmanager
def short_wait() -> Iterator[None]:
    """For a write that can be left undone: SQLite does not wait long for another writer."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    connection.connection.execute(f"PRAGMA busy_timeout = {LONGEST_WAIT}")
    try:
        yield
    finally:
        patience = connection.settings_dict["OPTIONS"].get("timeout", 5) * 1000
        connection.connection.execute(f"PRAGMA busy_timeout = {patience}")
