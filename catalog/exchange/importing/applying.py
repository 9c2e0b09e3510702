"""An import carried out: all of it or nothing, in one transaction."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.exchange.importing.gathering import Read
from catalog.exchange.importing.planning import (
    AT_ONCE,
    Counts,
    Gathered,
    Tell,
    count,
    finish,
    gathered,
    judged,
    silent,
    vanished,
)
from catalog.exchange.importing.spool import Note, Spool
from catalog.exchange.importing.writing import Writer
from catalog.history.rows import Rows
from catalog.models import ImportLine, ImportRun, Source
from catalog.search.writer import index_stale

REJECTED = ImportLine.Kind.REJECTED


class Refused(ValueError):
    """Some records were rejected, so nothing was written. `counts`; `notes` has the reasons."""

    def __init__(self, counts: Counts, spool: Spool) -> None:
        super().__init__(
            ngettext(
                "%(count)s record was rejected, so nothing was imported.",
                "%(count)s records were rejected, so nothing was imported.",
                counts.rejected,
            )
            % {"count": counts.rejected}
        )
        self.counts, self.notes = counts, list(spool.notes(REJECTED))


def apply(
    records: Iterable[Read] | Gathered,
    source: Source,
    *,
    by: Any = None,
    file: str = "",
    keep_good: bool = False,
    as_drafts: bool = False,
    dates: Mapping[str, str] | None = None,
    tell: Tell = silent,
    tell_indexed: Callable[[int], None] = lambda _films: None,
) -> ImportRun:
    """Bring the records in, as the library is at this moment, and keep the report.

    by: the staff account that asks for it; None for a command. keep_good: without what was
    rejected. as_drafts: new films stay unseen. dates: by heading, how its dates were read.
    tell_indexed: hears how many films more can be found, at the end. Films are published, and can
    be found, from the end of the transaction. Raises Refused, and what the reader raises; then
    nothing is changed.
    """
    gathering = records if isinstance(records, Gathered) else gathered(records)
    with gathering as all_records, transaction.atomic():
        if source._state.adding:
            source.save()
        run = ImportRun.objects.create(
            source=source,
            file=file[-200:],
            began_at=timezone.now(),
            by=by,
            keeps_good=keep_good,
            as_drafts=as_drafts,
            dates=dict(dates or {}),
        )
        counts = _write(all_records, run, tell)
        if counts.rejected and not keep_good:
            raise Refused(counts, all_records.spool)
        _report(run, counts, all_records.spool)
        index_stale(tell_indexed)
    return run


def _write(file: Gathered, run: ImportRun, tell: Tell) -> Counts:
    """Write what can be written; once a record is rejected in vain, only look for others."""
    spool, counts = file.spool, Counts(read=file.read)
    spool.begin_anew()
    reason = (_("Import: %(file)s") % {"file": run.file})[:100]
    writer = Writer(run, spool, Rows(by=run.by, at=run.began_at, reason=reason))
    for verdicts, names in judged(spool, run.source, tell=tell, lock=True):
        rejected = spool.count_notes(REJECTED) + sum(v.outcome == "rejected" for v in verdicts)
        films: dict[int, int] = {}
        if run.keeps_good or not rejected:
            films = writer.write(verdicts, names)
        for verdict in verdicts:
            count(verdict, names, counts, spool, film=films.get(verdict.entry.number))
    finish(counts, spool)
    spool.note(*vanished(spool, run.source, counts))
    return counts


def _report(run: ImportRun, counts: Counts, spool: Spool) -> None:
    run.counts, run.ended_at = counts.as_json(), timezone.now()
    run.save()
    lines: list[ImportLine] = []
    for note in spool.notes(*ImportLine.Kind.values):
        lines.append(_line(run, note))
        if len(lines) == AT_ONCE:
            ImportLine.objects.bulk_create(lines)
            lines = []
    ImportLine.objects.bulk_create(lines)


def _line(run: ImportRun, note: Note) -> ImportLine:
    return ImportLine(
        run=run, kind=note.kind, place=note.place, title=note.title[:500], words=note.words,
        film_id=note.film or None,
    )  # fmt: skip
