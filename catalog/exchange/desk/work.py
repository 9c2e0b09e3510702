"""What is done with a file outside of requests: looking through it, and bringing it in."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import blake2b
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from catalog.exchange.desk import files, steps
from catalog.exchange.importing.applying import Refused, apply
from catalog.exchange.importing.planning import Gathered, Tell, gathered, plan
from catalog.exchange.importing.spool import Spool
from catalog.exchange.incoming import Undecided, Unreadable
from catalog.exchange.reading import read
from catalog.exchange.reading.tables.dates import Dates
from catalog.models import Upload

State = Upload.State
# All that a preview shows, and a yes to it holds for; the numbers of new films are not known then.
SHOWN = (
    "SELECT outcome, place, title, told FROM change ORDER BY outcome, place, rowid",
    "SELECT kind, place, title, words FROM note ORDER BY kind, place, words",
)


class Changed(Exception):
    """What would be done is not what the preview showed."""


class Kept(Gathered):
    """A file's records that stay open after their import, to be compared with the preview."""

    def __exit__(self, *_error: object) -> None:
        """Whoever gathered them closes them."""


def plan_import(key: str, tell: Tell) -> None:
    """Find out what an upload would do, and keep that beside its file."""
    with _upload(key, State.PLANNING) as upload:
        if upload is None:
            return
        found = plan(_records(upload, _dates(upload)), steps.source_of(upload), tell=tell)
        with found:
            place = files.folder_of(upload.folder) / files.PREVIEW
            with closing(sqlite3.connect(place)) as kept:
                found.spool.database.backup(kept)
            steps.planned(upload, digest=digest_of(found.spool), counts=found.counts.as_json())


plan_import.short_description = _("Preview of an import")  # type: ignore[attr-defined]


def apply_import(key: str, tell: Tell) -> None:
    """Bring in what somebody said yes to: that, or nothing."""
    with _upload(key, State.APPLYING) as upload:
        if upload is None:
            return
        dates = _dates(upload)
        try:
            with gathered(_records(upload, dates), tell=tell) as found, transaction.atomic():
                run = apply(
                    Kept(found.spool, found.read),
                    steps.source_of(upload),
                    by=upload.by,
                    file=upload.name,
                    keep_good=upload.keeps_good,
                    as_drafts=upload.as_drafts,
                    dates=dates.answered,
                    tell=tell,
                )
                if digest_of(found.spool) != upload.digest or not steps.done(upload, run):
                    raise Changed
        except (Changed, Refused):
            steps.plan_again(upload)
        else:
            files.remove(upload.folder)


apply_import.short_description = _("Import of films")  # type: ignore[attr-defined]


def digest_of(spool: Spool) -> str:
    """Thirty-two digits that differ when what a preview shows does."""
    whole = blake2b(digest_size=16)
    for sql in SHOWN:
        for row in spool.database.execute(sql):
            whole.update(repr(row).encode())
    return whole.hexdigest()


@contextmanager
def _upload(key: str, state: State) -> Iterator[Upload | None]:
    """The upload, if it still waits for this; a file that proves unreadable ends its way.

    One that raises a question goes back to its headings, where that is asked.
    """
    upload = Upload.objects.filter(pk=key, state=state).first()
    try:
        yield upload
    except Undecided as question:
        if upload is not None:
            steps.ask_dates(upload, question.columns)
    except Unreadable as refusal:
        if upload is not None:
            steps.fail(upload, refusal.reason)
    except FileNotFoundError:
        if upload is not None and Upload.objects.filter(pk=key, state=state).exists():
            raise  # it was not given up meanwhile


def _dates(upload: Upload) -> Dates:
    return Dates({heading: order for heading, (_text, order) in upload.dates.items()})


def _records(upload: Upload, dates: Dates) -> Iterator[Any]:
    headings = dict(upload.headings) or None
    with (files.folder_of(upload.folder) / files.FILE).open("rb") as file:
        yield from read(file, name=upload.name, headings=headings, dates=dates)
