"""The index is written: for the films that are out of step, many at once.

What is written is prepared before the index is held, and a film that was edited again in between
is left to its next turn: its mark is another one by then.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Set
from contextlib import contextmanager
from typing import Any, NamedTuple

import structlog
from django.db import (
    DEFAULT_DB_ALIAS,
    DatabaseError,
    InternalError,
    OperationalError,
    connection,
    connections,
    transaction,
)

from catalog.models import Film, SearchEntry, SearchRevision, SearchStale
from catalog.ready.store import LONGEST_WAIT, short_wait
from catalog.search import names, vocabulary
from catalog.search.documents import TIERS, Document, documents
from catalog.search.engine import engine
from catalog.search.entry import Facets
from catalog.search.stems import known

log = structlog.get_logger(__name__)

AT_ONCE = 1_000  # films prepared and written together
A_FEW = 250  # films read and written while the index is held
NO_FACETS: Facets = {}
FIELDS = ("revision", "published_from", "sort_key", "year", "titles", "words", "facets")
# One row, and who changes it holds the index until the commit: revisions come in commits' order.
NEXT_REVISION = """
INSERT INTO catalog_searchrevision (id, number, languages) VALUES (1, 1, %s)
ON CONFLICT (id) DO UPDATE SET number = catalog_searchrevision.number + 1
RETURNING number, languages
"""


class State(NamedTuple):
    """Where the index stands: its revision, its languages, and whether films are out of step."""

    revision: int
    languages: tuple[str, ...]
    is_stale: bool


def state() -> State:
    """One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COALESCE(MAX(number), 0), COALESCE(MAX(languages), ''),"
            " EXISTS (SELECT 1 FROM catalog_searchstale) FROM catalog_searchrevision"
        )
        number, languages, is_stale = cursor.fetchone()
    return State(number, known(set(languages.split())), bool(is_stale))


def up_to_date() -> State:
    """The state of the index once what is out of step was indexed, for who is about to search.

    Where another writer is at work, or the database may only be read, the search goes on without.
    """
    found = state()
    if not found.is_stale:
        return found
    try:
        with impatient():
            index_stale()
    except (OperationalError, InternalError) as error:
        log.info("search_not_indexed", error=str(error))
        return found
    return state()


@contextmanager
def impatient() -> Iterator[None]:
    """Nobody who searches waits for somebody who writes."""
    with short_wait():
        if connection.vendor != "postgresql":
            yield
            return
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = {LONGEST_WAIT}")
            try:
                yield
            finally:
                cursor.execute("RESET lock_timeout")


def index_stale(tell: Callable[[int], object] = lambda _done: None) -> int:
    """Index what is out of step, and say how many films that were.

    For every door that edits films, at the end of its transaction. tell: hears how many films were
    written, after each batch.
    """
    done = 0
    for marks in _batches():
        prepared = documents(list(marks))
        with transaction.atomic():
            held = _take(marks)
            if held:
                _write(held, {pk: prepared[pk] for pk in held if pk in prepared})
        done += len(held)
        tell(len(held))
    return done


def after_migrations(using: str = DEFAULT_DB_ALIAS, plan: Any = (), **_signal: Any) -> None:
    """Index what migrations may have changed, before anybody searches.

    Where they stopped half way, tables are missing still: it is done at the end of the others.
    """
    if plan and "catalog_searchstale" in connections[using].introspection.table_names():
        try:
            index_stale()
        except DatabaseError as error:
            log.info("search_not_indexed", error=str(error))


def index_everything(tell: Callable[[int], object] = lambda _done: None) -> int:
    """Write every film's rows anew, and say how many films there are.

    A few at a time, so that nobody who edits waits long, while searches read what stands. Each few
    are read while the index is held: an edit in between is indexed after, by its own door.
    """
    film_ids = {*Film.objects.values_list("pk", flat=True)}
    gone = {*SearchEntry.objects.values_list("film_id", flat=True)} - film_ids
    in_order = sorted(film_ids) + sorted(gone)
    for start in range(0, len(in_order), A_FEW):
        few = in_order[start : start + A_FEW]
        with transaction.atomic():
            _next_revision()
            _write(few, documents(few))
        tell(len(film_ids.intersection(few)))
    with transaction.atomic():
        _next_revision()
        vocabulary.count_anew()
    return len(film_ids)


def _batches() -> Iterator[dict[int, str]]:
    """Films that are out of step, with their marks; each film comes once."""
    after = -1
    stale = SearchStale.objects.order_by("film_id")
    while marks := dict(stale.filter(film_id__gt=after).values_list("film_id", "mark")[:AT_ONCE]):
        yield marks
        after = max(marks)


def _take(marks: dict[int, str]) -> list[int]:
    """Those films that nobody edited or indexed since; they are noted no longer.

    A film whose editor is still at work is not waited for.
    """
    rows = SearchStale.objects.filter(film_id__in=list(marks))
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True)
    held = [pk for pk, mark in rows.values_list("film_id", "mark") if marks[pk] == mark]
    SearchStale.objects.filter(film_id__in=held).delete()
    return sorted(held)


def _write(film_ids: list[int], prepared: dict[int, Document]) -> None:
    """Write the films' rows; those that have no document are gone."""
    revision = _next_revision({tag for doc in prepared.values() for tag in doc.languages})
    vocabulary.count(_change_of_words(film_ids, prepared))
    names.keep({key: name for doc in prepared.values() for key, name in doc.names.items()})
    for tier in TIERS:
        texts = {pk: prepared[pk].texts.get(tier) if pk in prepared else None for pk in film_ids}
        engine().replace(tier, texts)
    SearchEntry.objects.bulk_create(
        (entry_of(pk, prepared.get(pk), revision) for pk in film_ids),
        update_conflicts=True,
        unique_fields=["film_id"],
        update_fields=FIELDS,
    )


def _next_revision(languages: Set[str] = frozenset()) -> int:
    """Hold the index until the commit. languages: those of what is about to be written."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT_REVISION, [" ".join(known(languages))])
        number, held = cursor.fetchone()
    if not languages <= set(held.split()):
        SearchRevision.objects.update(languages=" ".join(known(languages | set(held.split()))))
    return int(number)


def _change_of_words(film_ids: list[int], prepared: dict[int, Document]) -> Counter[str]:
    """By how many films each word of the vocabulary has more, or less."""
    change: Counter[str] = Counter()
    before = SearchEntry.objects.filter(film_id__in=film_ids).exclude(words="")
    for words in before.values_list("words", flat=True):
        change.subtract(words.split())
    for document in prepared.values():
        change.update(document.words)
    return Counter({word: films for word, films in change.items() if films})


def entry_of(film_id: int, document: Document | None, revision: int) -> SearchEntry:
    """The film's row; of a film that is gone, one that says so."""
    if document is None:
        return SearchEntry(film_id=film_id, revision=revision, sort_key="", facets=NO_FACETS)
    return SearchEntry(
        film_id=film_id,
        revision=revision,
        published_from=document.published_from,
        sort_key=document.sort_key,
        year=document.year,
        titles=document.titles,
        words=" ".join(sorted(document.words)),
        facets=document.facets,
    )
