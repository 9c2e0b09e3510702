"""What an import would do, said without doing it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from catalog.exchange.importing.compare import told
from catalog.exchange.importing.gathering import Read, gather
from catalog.exchange.importing.judging import Judge, Outcome, Verdict
from catalog.exchange.importing.names import Names, named_in
from catalog.exchange.importing.spool import Entry, Note, Spool
from catalog.models import Film, ImportLine, Source, SourceRecord

AT_ONCE = 500  # records held in memory
Tell = Callable[[int, int], None]  # hears how many records are done, and of how many (0: unknown)
KINDS = ImportLine.Kind


def silent(_done: int, _whole: int) -> None:
    """For who does not want to hear."""


@dataclass
class Counts:
    """How many records became what. kept, unread: facts, not records. made, matched: by kind."""

    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0
    skipped: int = 0
    vanished: int = 0
    kept: int = 0
    unread: int = 0
    made: dict[str, int] = field(default_factory=dict)
    matched: dict[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass
class Gathered:
    """A file's records, read and checked, before the library is asked about them."""

    spool: Spool
    read: int

    def __enter__(self) -> "Gathered":
        return self

    def __exit__(self, *_error: object) -> None:
        self.spool.close()


@dataclass
class Plan(Gathered):
    """What an import would do. Closed, like a file, when it is no longer needed."""

    counts: Counts

    def notes(self, *kinds: str) -> Iterator[Note]:
        """What there is to say of single records, by `ImportLine.Kind`; all kinds unasked."""
        return self.spool.notes(*(kinds or KINDS.values))

    def changes(self) -> Iterator[tuple[int, str, int, list[list[str]]]]:
        """Place, title, the film's number, and for each fact its name, what is here, what comes."""
        return self.spool.told(Outcome.CHANGED)  # type: ignore[return-value]

    def new(self) -> Iterator[tuple[int, str]]:
        """Place and title of each film that would be added."""
        return ((place, title) for place, title, *_rest in self.spool.told(Outcome.NEW))


def gathered(records: Iterable[Read], *, tell: Tell = silent) -> Gathered:
    """Read a file to its end. Raises what its reader raises: `Unreadable`."""
    spool, read = Spool(), 0
    try:
        for read in gather(records, spool):
            tell(read, 0)
    except BaseException:
        spool.close()
        raise
    spool.seal()
    return Gathered(spool, read)


def plan(records: Iterable[Read] | Gathered, source: Source, *, tell: Tell = silent) -> Plan:
    """What an import of these records would do to the library as it is now; nothing is written.

    source: may be one that is not saved yet; then nothing of it can be known.
    """
    file = records if isinstance(records, Gathered) else gathered(records)
    spool = file.spool
    spool.begin_anew()
    counts = Counts(read=file.read)
    for verdicts, names in judged(spool, source, tell=tell):
        for verdict in verdicts:
            count(verdict, names, counts, spool)
    finish(counts, spool)
    spool.note(*vanished(spool, source, counts))
    return Plan(spool, file.read, counts)


def judged(
    spool: Spool, source: Source, *, tell: Tell, lock: bool = False
) -> Iterator[tuple[list[Verdict], Names]]:
    """Verdicts on all records, a batch at a time."""
    until = Film.objects.aggregate(last=Max("pk"))["last"] or 0
    judge = Judge(source, spool, until=until, lock=lock)
    done, whole = 0, spool.count()
    for entries in spool.batches(AT_ONCE):
        yield judge.judge(entries)
        done += len(entries)
        tell(done, whole)


def count(
    verdict: Verdict, names: Names, counts: Counts, spool: Spool, *, film: int | None = None
) -> None:
    """Note what became of a record, for the report. film: its number, once that is known."""
    entry, weighed, film = verdict.entry, verdict.weighed, film or verdict.film
    setattr(counts, verdict.outcome, getattr(counts, verdict.outcome) + 1)
    if verdict.words:
        is_rejected = verdict.outcome == Outcome.REJECTED
        kind = KINDS.REJECTED if is_rejected else KINDS.SKIPPED
        spool.note(Note(kind, entry.place, entry.title, verdict.words))
    if not verdict.is_read:
        return
    spool.tell(verdict.outcome, entry, film, told(weighed.changes, names))
    for fact, here, there in told(weighed.kept, names):
        words = _("%(fact)s: “%(here)s”; the source says “%(there)s”")
        values = {"fact": fact, "here": here, "there": there}
        spool.note(Note(KINDS.KEPT, entry.place, entry.title, words % values, film))
    for noun, name in named_in(entry.said):
        ref = names.find(noun, name)
        spool.name(noun, ref, is_new=isinstance(ref, str))
    spool.note(*unread(entry, film))
    counts.kept += len(weighed.kept)
    counts.unread += len(entry.unread)


def unread(entry: Entry, film: int | None) -> Iterator[Note]:
    for fact, text in entry.unread:
        words = _("%(fact)s: %(text)s") % {"fact": fact, "text": text}
        yield Note(KINDS.UNREAD, entry.place, entry.title, words, film)


def finish(counts: Counts, spool: Spool) -> None:
    """What only the whole file tells: how many were refused before, what was named."""
    counts.rejected = spool.count_notes(KINDS.REJECTED)
    counts.skipped = spool.count_notes(KINDS.SKIPPED)
    for (kind, is_new), number in sorted(spool.named().items()):
        (counts.made if is_new else counts.matched)[kind] = number


def vanished(spool: Spool, source: Source, counts: Counts) -> Iterator[Note]:
    """Films that the source spoke of before, and no longer does."""
    if source._state.adding:
        return
    records = SourceRecord.objects.filter(source=source, film__isnull=False)
    rows = records.order_by("pk").values_list("key", "film_id", "film__title").iterator(AT_ONCE)
    for some in _some(rows):
        present = spool.known_keys(key for key, *_rest in some)
        for key, film, title in some:
            if key not in present:
                counts.vanished += 1
                words = "" if key.startswith("~") else _("Its number there: %(key)s") % {"key": key}
                yield Note(KINDS.VANISHED, None, title, words, film)


def _some(rows: Iterable[Any]) -> Iterator[list[Any]]:
    some: list[Any] = []
    for row in rows:
        some.append(row)
        if len(some) == AT_ONCE:
            yield some
            some = []
    if some:
        yield some
