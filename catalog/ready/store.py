"""What is kept ready: read in one query, kept when made."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
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
SELECT stamp.of, stamp.mark, {body}
FROM catalog_stamp AS stamp
LEFT JOIN catalog_ready AS ready
  ON ready.of = stamp.of AND ready.mark = stamp.mark || %s AND ready.edition IN (%s, %s)
WHERE stamp.of IN ({names})
"""
# Read with it: something made of several things, as long as each still has the mark it had then.
COMPOSED = """
UNION ALL
SELECT ready.of, ready.mark, {body} FROM catalog_ready AS ready
WHERE ready.of = %s AND ready.mark = %s AND ready.edition = %s AND NOT EXISTS (
  SELECT 1 FROM {sources} LEFT JOIN catalog_stamp AS stamp ON stamp.of = source.key
  WHERE COALESCE(stamp.mark, '') <> source.value
)
"""
BODY = {  # SQLite hands over the bytes it has; PostgreSQL would first write them as digits
    "sqlite": "CAST(ready.body AS blob)",
    "postgresql": "ready.body",
}
SOURCES = {
    "sqlite": "json_each(ready.made_of) AS source",
    "postgresql": "jsonb_each_text(ready.made_of) AS source(key, value)",
}
KEEP = """
INSERT INTO catalog_ready (of, edition, mark, body, made_of) VALUES {}
ON CONFLICT (of, edition)
DO UPDATE SET mark = excluded.mark, body = excluded.body, made_of = excluded.made_of
"""


@dataclass(frozen=True)
class Kept:
    """A thing's present mark and, unless it has to be made anew, what was made under it.

    body: in UTF-8, as it is sent.
    """

    mark: str
    body: bytes | None


@dataclass(frozen=True)
class Made:
    """What was made of a thing under a mark; or of several, under a mark of each: `made_of`."""

    thing: str
    body: str
    language: str
    template: str = ""
    mark: str = ""
    made_of: Mapping[str, str] = field(default_factory=dict)

    @property
    def edition(self) -> str:
        return f"{self.language} {self.template}" if self.template else self.language


def read(*things: str, language: str, template: str = "", composed: str = "") -> dict[str, Kept]:
    """The things asked for, and those that every page shares, by name. One query.

    A thing that does not exist is not in the answer. template: which form of a page is meant;
    what pages share has one form a language. composed: a thing made of several, which has no mark
    of its own: it is in the answer if what is kept of it still holds.
    """
    names = (*things, *shared_things())
    values = [release(), language, f"{language} {template}", *names]
    if composed:
        values += [composed, release(), language]
    with connection.cursor() as cursor:
        cursor.execute(_sql(connection.vendor, len(names), bool(composed)), values)
        return {of: Kept(mark, _as_sent(body)) for of, mark, body in cursor.fetchall()}


@cache
def _sql(vendor: str, names: int, is_composed: bool) -> str:
    sql = READ + COMPOSED if is_composed else READ
    marks = ", ".join(["%s"] * names)
    return sql.format(body=BODY[vendor], names=marks, sources=SOURCES[vendor])


def _as_sent(body: str | bytes | None) -> bytes | None:
    return body.encode() if isinstance(body, str) else body


def keep(thing: str, body: str, *, mark: str, language: str, template: str = "") -> None:
    """Keep one thing that was made under `mark`."""
    keep_all([Made(thing, body, language, template, mark)])


def keep_all(made: Sequence[Made]) -> None:
    """Keep what was made, in one query.

    The mark was read before the first fact was: an edit in between has changed it since, and what
    is kept here is then never read. A writer who holds the database is not waited for: the page
    is shown anyway, and kept at its next view; nor does a database that may only be read stop it.
    """
    if not made:
        return
    rows = ", ".join(["(%s, %s, %s, %s, %s)"] * len(made))
    values = sorted(  # whoever keeps several does it in the same order, so that none blocks another
        (one.thing, one.edition, one.mark + release(), one.body, json.dumps(dict(one.made_of)))
        for one in made
    )
    try:
        with short_wait(), connection.cursor() as cursor:
            cursor.execute(KEEP.format(rows), [value for row in values for value in row])
    except (OperationalError, InternalError) as error:  # the second: PostgreSQL's read-only
        log.info("ready_not_kept", thing=made[0].thing, error=str(error))


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
