"""The invented catalogue as a whole: one transaction, a batch of films at a time."""

from collections.abc import Callable
from random import Random

from django.db import connection
from django.utils import timezone

from catalog.models import Film, Week, WeekEntry
from catalog.models.week import monday_of
from catalog.ready.triggers import lifted
from catalog.search.writer import index_stale
from filmlib.invented.films import Films
from filmlib.invented.shared import make_shared
from streaming.access.ip_ranges import first_and_last
from streaming.models import AddressRange

BATCH = 2_000  # films held in memory at once
FEATURED = 12


def make_catalogue(
    *, films: int, universities: int, licences: int, seed: int, tell: Callable[[int], None]
) -> None:
    """Make so many films with so many licences each, the same for the same seed and day.

    tell: hears how many films there are, after each batch. Raises ValueError, with words, where
    there are invented films, or universities in the networks meant for invented ones.
    """
    _refuse_where_it_would_not_fit()
    chance, today = Random(seed), timezone.localdate()
    with lifted():
        _check_keys_at_once()
        shared = make_shared(chance, films=films, universities=universities)
        writer = Films(chance, shared, licences=licences, today=today)
        first = writer.films.next_id
        for done in range(0, films, BATCH):
            until = min(films, done + BATCH)
            writer.write(range(done + 1, until + 1))
            tell(until)
        writer.finish()
        _feature(range(first, first + min(films, FEATURED)))
    index_stale()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _refuse_where_it_would_not_fit() -> None:
    if Film.objects.filter(slug__startswith="invented-film-").exists():
        raise ValueError("There are invented films already: this is for a database without any.")
    first, last = first_and_last("10.0.0.0/8")
    taken = AddressRange.objects.filter(first__lte=last, last__gte=first).first()
    if taken is not None:
        raise ValueError(
            f"{taken} of {taken.university} is among the networks of invented universities."
        )


def _check_keys_at_once() -> None:
    """PostgreSQL would note every foreign key for the end, in memory; SQLite counts open ones."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _feature(films: range) -> None:
    """This week's films, unless the library has chosen its own."""
    monday = monday_of(timezone.localdate())
    week, is_new = Week.objects.get_or_create(
        monday=monday, defaults={"note": "Invented films of an invented week."}
    )
    if is_new:
        WeekEntry.objects.bulk_create(
            WeekEntry(week=week, film_id=film, order=order) for order, film in enumerate(films)
        )
