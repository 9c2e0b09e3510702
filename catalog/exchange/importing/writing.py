"""A batch of verdicts written: films, what belongs to them, and what the source said."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.text import slugify

from catalog.exchange.importing.facts import Said
from catalog.exchange.importing.holdings import (
    BELONGING,
    SHARED,
    Holding,
    said_value,
    value_of,
)
from catalog.exchange.importing.judging import Outcome, Verdict
from catalog.exchange.importing.making import Making
from catalog.exchange.importing.names import Names
from catalog.exchange.importing.slugs import Slugs, wish
from catalog.exchange.importing.spool import Spool
from catalog.exchange.present import DESCRIBING, YEAR
from catalog.history.rows import Rows
from catalog.models import (
    Award,
    Credit,
    Film,
    FilmIdentifier,
    ImportRun,
    OtherTitle,
    Participation,
    Review,
    SourceRecord,
)
from catalog.models.film import new_identifier, sort_key

OF_A_FILM = [OtherTitle, Credit, FilmIdentifier, Review, Participation, Award]


class Writer:
    """Writes the batches of one import, in the transaction that is open."""

    def __init__(self, run: ImportRun, spool: Spool, rows: Rows) -> None:
        self.run, self.rows = run, rows
        self.making = Making(spool)
        self.slugs = Slugs(Film)

    def write(self, verdicts: Iterable[Verdict], names: Names) -> dict[int, int]:
        """Write them; the number of the film of each record that was read, by the record's own."""
        verdicts = list(verdicts)
        new = [verdict for verdict in verdicts if verdict.outcome == Outcome.NEW]
        changed = [verdict for verdict in verdicts if verdict.outcome == Outcome.CHANGED]
        used = [verdict.entry.said for verdict in new] + [_used(verdict) for verdict in changed]
        self.making.make(used, names, self.rows)
        films = self._make_films(new)
        shared: list[Any] = []
        for verdict, film in zip(new, films, strict=True):
            shared += self._fill(Holding(film), verdict.entry.said, names)
        edited = [self._change(verdict, names, shared) for verdict in changed]
        self.rows.update(Film, self.rows.changed.pop(Film, {}))
        self._share(shared)
        self.rows.write(OF_A_FILM)
        self.rows.remember_films(films, "+")
        self.rows.remember_films([film for film in edited if film], "~")
        numbers = {verdict.entry.number: verdict.film or 0 for verdict in verdicts}
        numbers |= {v.entry.number: film.pk for v, film in zip(new, films, strict=True)}
        self._note_what_was_said(verdicts, numbers)
        return numbers

    # --- films ------------------------------------------------------------------------------------

    def _make_films(self, verdicts: Sequence[Verdict]) -> list[Film]:
        slugs = self.slugs.give([_wishes(verdict.entry.said) for verdict in verdicts])
        films = []
        for verdict, slug in zip(verdicts, slugs, strict=True):
            said = verdict.entry.said
            film = Film(identifier=said.get("identifier") or new_identifier(), slug=slug)
            film.published_from = None if self.run.as_drafts else self.run.began_at
            _set_columns(film, said)
            films.append(film)
        return Film.objects.bulk_create(films)

    def _fill(self, holding: Holding, said: Said, names: Names) -> list[Any]:
        """All that belongs to a new film; what it shares with others is handed back."""
        shared = []
        for fact in said:
            if fact in BELONGING:
                self._place(fact, holding, said_value(fact, said, names), names)
            elif fact in SHARED:
                shared += _shared(fact, holding, said_value(fact, said, names), names)[0]
        return shared

    def _change(self, verdict: Verdict, names: Names, shared: list[Any]) -> Film | None:
        """Make the changes of one film; the film, if its own history has something to tell."""
        holding = verdict.holding
        assert holding is not None
        film, columns, is_shared = holding.film, set[str](), False
        said = _used(verdict)
        for fact in said:
            there = said_value(fact, said, names)
            if fact in BELONGING:
                self._place(fact, holding, there, names)
            elif fact in SHARED:
                added, removed = _shared(fact, holding, there, names)
                shared += added
                self.rows.removed[SHARED[fact]] += removed
                is_shared = True
            else:
                columns |= _set_columns(film, {fact: said[fact]})
        if columns:
            self.rows.change(film, *columns)
        return film if columns or is_shared else None

    # --- what belongs to a film -------------------------------------------------------------------

    def _place(self, fact: str, holding: Holding, values: list[Any], names: Names) -> None:
        """Make the film's rows of a fact these, in this order; a row that stays is the same row."""
        values = [_settled(fact, value, names) for value in values]
        rows = list(holding.rows[fact])
        places: list[Any] = [_take(rows, value, value_of) for value in values]
        for number, value in enumerate(values):
            places[number] = places[number] or _take(rows, value, value_of, same=LIKE[fact])
        for order, (row, value) in enumerate(zip(places, values, strict=True)):
            if row is None:
                self._add(fact, holding.film, value, order)
            elif (value_of(row), row.order) != (value, order):
                self._alter(row, value, order)
        for row in rows:
            self._remove(row)

    def _add(self, fact: str, film: Film, value: list[Any], order: int) -> None:
        columns = dict(zip(COLUMNS[fact], value, strict=False))
        row = BELONGING[fact](film=film, order=order, **columns)
        self.rows.add(row)
        if fact == "festivals":
            self._award(row, value[2])

    def _alter(self, row: Any, value: list[Any], order: int) -> None:
        if isinstance(row, Participation) and value_of(row)[2] != value[2]:
            self.rows.removed[Award] += row.awards.all()
            self._award(row, value[2])
        columns = {**dict(zip(COLUMNS[_fact_of(row)], value, strict=False)), "order": order}
        differing = [name for name, there in columns.items() if getattr(row, name) != there]
        for name in differing:
            setattr(row, name, columns[name])
        if differing:
            self.rows.change(row, *(name.removesuffix("_id") for name in differing))

    def _award(self, row: Participation, texts: list[str]) -> None:
        for order, text in enumerate(texts):
            self.rows.add(Award(participation=row, text=text, order=order))

    def _remove(self, row: Any) -> None:
        if isinstance(row, Participation):
            self.rows.removed[Award] += row.awards.all()
        self.rows.remove(row)

    def _share(self, added: list[Any]) -> None:
        for through in SHARED.values():
            self.rows.write([through])  # those removed
            through.objects.bulk_create([row for row in added if isinstance(row, through)])

    # --- what the source said ---------------------------------------------------------------------

    def _note_what_was_said(self, verdicts: list[Verdict], films: dict[int, int]) -> None:
        run, seen = self.run, list[int]()
        new: list[SourceRecord] = []
        changed: list[SourceRecord] = []
        for verdict in verdicts:
            record, entry = verdict.record, verdict.entry
            if not verdict.is_read:
                seen += [record.pk] if record else []
                continue
            record = record or SourceRecord(source=run.source, film_id=films[entry.number])
            (changed if record.pk else new).append(record)
            record.key, record.said, record.unread = entry.key, entry.said, entry.unread
            record.digest, record.seen_in, record.seen_at = entry.digest, run, run.began_at
        SourceRecord.objects.bulk_create(new)
        columns = ["key", "said", "unread", "digest", "seen_in", "seen_at"]
        SourceRecord.objects.bulk_update(changed, columns, batch_size=100)
        unchanged = SourceRecord.objects.filter(pk__in=seen)
        unchanged.update(seen_in=run, seen_at=run.began_at)


COLUMNS = {
    "other_titles": ("text", "language"),
    "credits": ("person_id", "role", "function"),
    "identifiers": ("scheme", "value"),
    "reviews": ("quotation", "outlet", "critic", "url", "verdict"),
    "festivals": ("festival_id", "edition"),
}
LIKE = {"other_titles": 1, "credits": 2, "identifiers": 2, "reviews": 1, "festivals": 1}
"""How many of a row's first values make it the same row, put right."""


def _fact_of(row: Any) -> str:
    return next(fact for fact, model in BELONGING.items() if type(row) is model)


def _take(rows: list[Any], value: list[Any], value_of: Any, *, same: int | None = None) -> Any:
    """Take the first row with this value, or its first values, out of `rows`."""
    for place, row in enumerate(rows):
        if value_of(row)[:same] == value[:same]:
            return rows.pop(place)
    return None


def _used(verdict: Verdict) -> Said:
    """Of what the source says, only what is going to be written."""
    said = verdict.entry.said
    return {difference.fact: said[difference.fact] for difference in verdict.weighed.changes}


def _settled(fact: str, value: list[Any], names: Names) -> list[Any]:
    kind = {"credits": "person", "festivals": "festival"}.get(fact)
    return [names.settled(kind, value[0]), *value[1:]] if kind else list(value)


def _shared(
    fact: str, holding: Holding, refs: list[Any], names: Names
) -> tuple[list[Any], list[Any]]:
    """Rows to add and to remove, so that the film has these subjects, say."""
    kind, through = fact[:-1], SHARED[fact]
    wanted = [names.settled(kind, ref) for ref in refs]
    had = {getattr(row, f"{kind}_id"): row for row in holding.rows[fact]}
    new = [pk for pk in dict.fromkeys(wanted) if pk not in had]
    added = [through(film=holding.film, **{f"{kind}_id": pk}) for pk in new]
    return added, [row for pk, row in had.items() if pk not in wanted]


def _set_columns(film: Film, said: Said) -> set[str]:
    """Set the film's own columns; which they were. Its sort key follows its title."""
    columns = {fact: said[fact] for fact in DESCRIBING if fact in said}
    if "year" in said:
        columns |= dict(zip(YEAR, said["year"], strict=True))
    if columns.get("synopsis_language") == "":
        del columns["synopsis_language"]  # unsaid; a film has one in any case
    for column, value in columns.items():
        setattr(film, column, value)
    if {"title", "sort_title"} & set(columns):
        film.sort_key = columns["sort_key"] = sort_key(film.sort_title or film.title)
    return set(columns)


def _wishes(said: Said) -> list[str]:
    """The address a new film had where it comes from; else of its title, then with its year."""
    title = wish(said["title"], otherwise="film")
    year = (said.get("year") or [None])[0]
    wishes = [slugify(said.get("slug") or ""), title, f"{title}-{year}" if year else ""]
    return [one for one in wishes if one]
