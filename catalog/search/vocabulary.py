"""The words of titles, names and subjects, and what somebody may have meant."""

from collections import Counter

from django.db import connection

from catalog.models import SearchWord

COUNT = """
INSERT INTO catalog_searchword (word, initial, length, films) VALUES (%s, %s, %s, %s)
ON CONFLICT (word) DO UPDATE SET films = catalog_searchword.films + excluded.films
"""


def count(change: Counter[str]) -> None:
    """Count films more or less for each word; a word of no film is forgotten."""
    rows = [(word, word[0], len(word), films) for word, films in sorted(change.items())]
    with connection.cursor() as cursor:
        cursor.executemany(COUNT, rows)
    fewer = [word for word, films in change.items() if films < 0]
    if fewer:
        SearchWord.objects.filter(films__lte=0, word__in=fewer).delete()
