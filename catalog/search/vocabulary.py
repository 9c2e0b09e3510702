"""The words of titles, names and subjects, each with the number of films that have it."""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from django.db import connection
from django.db.models import QuerySet

from catalog.models import SearchEntry, SearchWord
from catalog.search.slips import is_near, slips
from catalog.search.text import UNSPACED

SHORTEST = 3  # letters
MOST_ALIKE = 3
COUNT = """
INSERT INTO catalog_searchword (word, initial, length, films) VALUES (%s, %s, %s, %s)
ON CONFLICT (word) DO UPDATE SET films = catalog_searchword.films + excluded.films
"""


@lru_cache(maxsize=50_000)
def is_counted(word: str) -> bool:
    """Whether it is one that somebody could have misspelt: no number, and no pair of characters."""
    return len(word) >= SHORTEST and word.isalpha() and not UNSPACED.match(word)


def count(change: Counter[str]) -> None:
    """Count films more or less for each word; a word of no film is forgotten."""
    rows = [(word, word[0], len(word), films) for word, films in sorted(change.items())]
    with connection.cursor() as cursor:
        cursor.executemany(COUNT, rows)
    fewer = [word for word, films in change.items() if films < 0]
    if fewer:
        SearchWord.objects.filter(films__lte=0, word__in=fewer).delete()


def counted() -> Counter[str]:
    """What the films' rows say: by how many films each word is had."""
    counted: Counter[str] = Counter()
    for words in SearchEntry.objects.values_list("words", flat=True).iterator():
        counted.update(words.split())
    return counted


def count_anew() -> None:
    """Put the vocabulary right, whatever it said before. The index has to be held."""
    SearchWord.objects.all().delete()
    count(counted())


def known(words: Iterable[str]) -> set[str]:
    """Those that are in the vocabulary. One query."""
    return set(SearchWord.objects.filter(word__in=list(words)).values_list("word", flat=True))


def alike(word: str, *, most_slips: int) -> list[str]:
    """Words that somebody may have meant, likeliest first.

    The first letter is mostly right, or the second came before it; only where no word of that kind
    is near are the others looked at. One query or two.
    """
    lengths = (len(word) - most_slips, len(word) + most_slips)
    rows = SearchWord.objects.filter(length__range=lengths).exclude(word=word)
    near = _near(word, rows.filter(initial__in=set(word[:2])), most_slips)
    return near or _near(word, rows.exclude(initial__in=set(word[:2])), most_slips)


def _near(word: str, rows: QuerySet[SearchWord], most_slips: int) -> list[str]:
    found = [
        (number, other[0] != word[0], -films, other)
        for other, films in rows.values_list("word", "films")
        if is_near(word, other, most_slips) and (number := slips(word, other)) <= most_slips
    ]
    return [other for *_rank, other in sorted(found)[:MOST_ALIKE]]
