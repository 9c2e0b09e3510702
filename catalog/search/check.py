"""Whether the index says what the catalogue says: each film's row and words, made anew."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.db.models import Exists, OuterRef

from catalog.models import Film, SearchEntry, SearchStale, SearchWord
from catalog.search import vocabulary
from catalog.search.documents import TIERS, documents
from catalog.search.engine import engine
from catalog.search.writer import AT_ONCE, FIELDS, entry_of

COMPARED = [field for field in FIELDS if field != "revision"]


class Difference(NamedTuple):
    """what: the part of the index that is wrong, or the word that is counted wrongly."""

    film_id: int | None
    what: str


def differences(tell: Callable[[int], object] = lambda _done: None) -> Iterator[Difference]:
    """Everything that would be written otherwise now.

    Films that the next search indexes anyway are out of step, and not wrong. tell: hears how many
    films were compared, after each batch.
    """
    for film_ids in _batches():
        yield from _of_films(film_ids)
        tell(len(film_ids))
    film = Film.objects.filter(pk=OuterRef("film_id"))
    gone = SearchEntry.objects.exclude(published_from=None).exclude(Exists(film))
    for film_id in gone.exclude(film_id__in=_noted()).values_list("film_id", flat=True):
        yield Difference(film_id, "gone")
    yield from _of_words()


def _batches() -> Iterator[list[int]]:
    films, after = Film.objects.order_by("pk"), 0
    while film_ids := list(films.filter(pk__gt=after).values_list("pk", flat=True)[:AT_ONCE]):
        yield film_ids
        after = film_ids[-1]


def _noted() -> set[int]:
    return set(SearchStale.objects.values_list("film_id", flat=True))


def _of_films(film_ids: list[int]) -> Iterator[Difference]:
    entries = SearchEntry.objects.in_bulk(film_ids)
    prepared = documents(sorted(set(film_ids) - _noted()))
    for film_id, document in prepared.items():
        if _values(entries.get(film_id)) != _values(entry_of(film_id, document, revision=0)):
            yield Difference(film_id, "entry")
    for tier in TIERS:
        texts = {film_id: document.texts.get(tier) for film_id, document in prepared.items()}
        for film_id in sorted(engine().unlike(tier, texts)):
            yield Difference(film_id, tier)


def _values(entry: SearchEntry | None) -> list[object] | None:
    return [getattr(entry, field) for field in COMPARED] if entry else None


def _of_words() -> Iterator[Difference]:
    """The vocabulary counts what stands in the films' rows."""
    counted = vocabulary.counted()
    held = dict(SearchWord.objects.values_list("word", "films"))
    for word in sorted(held.keys() | counted.keys()):
        if held.get(word, 0) != counted[word]:
            yield Difference(None, word)
