"""What becomes of each record of a batch: a new film, a changed one, or nothing, and why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from catalog.exchange.importing.compare import Weighed, weigh
from catalog.exchange.importing.facts import Said
from catalog.exchange.importing.gathering import OWN
from catalog.exchange.importing.holdings import Holding, holdings
from catalog.exchange.importing.known import Ambiguous, Library
from catalog.exchange.importing.names import Names
from catalog.exchange.importing.spool import Entry, Spool
from catalog.models import Source, SourceRecord

NOTHING = Weighed((), ())


class Outcome(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Verdict:
    """words: why, for what is rejected or skipped. holding: the film, where it was weighed."""

    entry: Entry
    outcome: Outcome
    film: int | None = None
    record: SourceRecord | None = None
    weighed: Weighed = NOTHING
    holding: Holding | None = None
    words: str = ""

    @property
    def is_read(self) -> bool:
        """It brings something that has to be written down, if only what the source now says."""
        return self.outcome in {Outcome.NEW, Outcome.CHANGED} or self.holding is not None


class Judge:
    """Judges a source's records, a batch at a time; the same few queries for any batch.

    until: the number of the last film before this import (see `Library`). lock: keep others from
    editing these films until the transaction ends.
    """

    def __init__(self, source: Source, spool: Spool, *, until: int, lock: bool = False) -> None:
        self.source, self.spool, self.until, self.lock = source, spool, until, lock
        self.own = SourceRecord.objects.filter(source_id=source.pk)

    def judge(self, entries: Sequence[Entry]) -> tuple[list[Verdict], Names]:
        """A verdict for each, in their order, and the names that they speak of."""
        known = self.own.filter(key__in=[entry.key for entry in entries]).defer("said", "unread")
        records = {record.key: record for record in known}
        fresh = [entry for entry in entries if is_news(entry, records.get(entry.key))]
        strangers = [entry for entry in fresh if entry.key not in records]
        names = Names(entry.said for entry in fresh)
        met = self._meet(strangers, names)
        records |= self._adopted(strangers, met)
        spoken = [records[entry.key] for entry in fresh if entry.key in records]
        last = self._last_said(spoken)
        names.look_up(last.values())
        films = {record.film_id for record in spoken if record.film_id is not None}
        films |= {pk for pk in met.values() if isinstance(pk, int)}
        held = holdings(films, names, lock=self.lock)
        verdicts = []
        for entry in entries:
            record, film = records.get(entry.key), met.get(entry.number)
            if isinstance(film, str):
                verdicts.append(Verdict(entry, Outcome.REJECTED, words=film))
                continue
            film, said = (record.film_id, last.get(record.pk, {})) if record else (film, {})
            holding = held.get(film) if film else None
            verdicts.append(self._verdict(entry, record, holding, said, names))
        return verdicts, names

    def _verdict(
        self,
        entry: Entry,
        record: SourceRecord | None,
        holding: Holding | None,
        last: Said,
        names: Names,
    ) -> Verdict:
        if record is not None and record.film_id is None:
            words = _("Its film was removed here.")
            return Verdict(entry, Outcome.SKIPPED, record=record, words=words)
        if record is not None and not is_news(entry, record):
            return Verdict(entry, Outcome.UNCHANGED, record.film_id, record)
        if holding is not None:
            weighed = weigh(entry.said, last, holding, names)
            outcome = Outcome.CHANGED if weighed.changes else Outcome.UNCHANGED
            return Verdict(entry, outcome, holding.film.pk, record, weighed, holding)
        if not entry.said.get("title"):
            return Verdict(entry, Outcome.REJECTED, words=_("It has no title."))
        return Verdict(entry, Outcome.NEW)

    def _meet(self, strangers: Sequence[Entry], names: Names) -> dict[int, int | str]:
        """The films of records that are news, or words for why none can be told."""
        library = Library(strangers, self.source, names, self.until)
        met: dict[int, int | str] = {}
        for entry in strangers:
            try:
                film = library.film_of(entry)
            except Ambiguous as error:
                met[entry.number] = str(error)
                continue
            if film is None:
                continue
            first = self.spool.claim(film, entry.place)
            if first == entry.place:
                met[entry.number] = film
            elif entry.key.startswith(OWN):
                words = _("Record %(place)s is of the same film.")
                met[entry.number] = words % {"place": first}
        return met

    def _adopted(
        self, strangers: Sequence[Entry], met: dict[int, int | str]
    ) -> dict[str, SourceRecord]:
        """A row of a table without numbers, known by its film: what tells it apart was edited."""
        films: dict[int | None, Entry] = {}
        for entry in strangers:
            film = met.get(entry.number)
            if entry.key.startswith(OWN) and isinstance(film, int):
                films[film] = entry
        rows = self.own.filter(film__in=list(films), key__startswith=OWN).defer("said", "unread")
        found = {record.film_id: record for record in rows.order_by("-pk")}
        present = self.spool.known_keys(record.key for record in found.values())
        return {films[pk].key: record for pk, record in found.items() if record.key not in present}

    def _last_said(self, records: Iterable[SourceRecord]) -> dict[int, Said]:
        """What their source said the last time, by the records' numbers."""
        said = SourceRecord.objects.filter(pk__in=[record.pk for record in records])
        return dict(said.values_list("pk", "said"))


def is_news(entry: Entry, record: SourceRecord | None) -> bool:
    """The record says something that it did not say the last time."""
    return record is None or record.digest != entry.digest
