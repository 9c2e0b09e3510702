"""Films of the catalogue as a file that comes back without a change."""

from collections.abc import Iterator
from typing import IO

from catalog.exchange.film_table import HEADINGS, row
from catalog.exchange.present import facts_in_batches
from catalog.exchange.sheets import csv_pieces, write_xlsx
from catalog.models.film import FilmQuerySet

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def csv_of(films: FilmQuerySet) -> Iterator[bytes]:
    """The films by title, a batch in memory at a time."""
    return csv_pieces(_rows(films))


def write_films(films: FilmQuerySet, file: IO[bytes], *, form: str) -> int:
    """Write the films into the file, as one of CONTENT_TYPES; say how many there were.

    Raises ValueError, with words, for what the format cannot hold.
    """
    written = 0

    def counted() -> Iterator[list[str]]:
        nonlocal written
        for number, cells in enumerate(_rows(films)):
            written = number
            yield cells

    if form == "xlsx":
        write_xlsx(counted(), file, title="Films")
    else:
        file.writelines(csv_pieces(counted()))
    return written


def _rows(films: FilmQuerySet) -> Iterator[list[str]]:
    yield HEADINGS
    keys = films.order_by("sort_key", "pk").values_list("pk", flat=True)
    for _pk, facts in facts_in_batches(list(keys)):
        yield row(facts)
