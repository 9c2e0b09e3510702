"""The columns as they are now, kept in each process and brought up to date at each request."""

import gc
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from django.db import connection

from catalog.models import SearchEntry
from catalog.search.columns import Columns, Entry
from catalog.search.writer import State, up_to_date

LARGE = 5_000  # films
MANY = 500  # films changed, after which all columns are made anew
_lock = Lock()
_kept: Columns | None = None


@dataclass(frozen=True)
class Moment:
    """The catalogue at an instant: its columns, and the set of the films published by then."""

    columns: Columns
    published: int
    at: datetime


def moment(*, at: datetime, state: State | None = None) -> Moment:
    """One query, and one more after an edit. state: of the index, where it was just read."""
    kept = columns(state or up_to_date())
    return Moment(kept, kept.published(at=at), at)


def columns(state: State) -> Columns:
    """As of a state of the index, or a later one. One query after a change, else none.

    state: read from the database just now. What is read inside a transaction may still be undone
    with it, so it is not kept.
    """
    global _kept
    with _lock:
        if _kept is not None and _kept.revision == state.revision:
            return _kept
        made = _renewed(_kept, state)
        if not connection.in_atomic_block:
            _kept = made
    return made


def _renewed(known: Columns | None, state: State) -> Columns:
    """After the entries written since; all anew where the index went back, as to a backup."""
    if known is None or known.revision > state.revision:
        return _made_anew()
    later = list(_entries_after(known.revision))
    return known.with_entries(later) if len(later) <= MANY else _made_anew()


def _made_anew() -> Columns:
    """Of all entries. The garbage collector looks through what is left in vain, and for long.

    Of a hundred thousand films that is a quarter of a second, in the middle of somebody's request,
    so it is told to pass them by. They hold no cycles: who lets go of them frees them.
    """
    made = Columns.of(_entries_after(0))
    if len(made.held) >= LARGE:
        gc.collect()
        gc.freeze()
    return made


def _entries_after(revision: int) -> Iterator[Entry]:
    entries = SearchEntry.objects.filter(revision__gt=revision)
    return map(Entry._make, entries.values_list(*Entry._fields).iterator(chunk_size=5_000))
