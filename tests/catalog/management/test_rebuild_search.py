"""The command that writes the index anew, and the one that only looks."""

import pytest
from django.db import connection

from catalog.models import SearchEntry, SearchWord
from catalog.search.writer import index_stale
from tests.asking import best_matches
from tests.commands import manage
from tests.factories.catalog import make_film

pytestmark = pytest.mark.django_db


@pytest.fixture
def film():
    film = make_film(title="Lantern", synopsis="A harbour.")
    index_stale()
    return film


def lose_the_words(film):
    row = "rowid" if connection.vendor == "sqlite" else "id"
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM catalog_search_text WHERE {row} = %s", [film.pk])


DAMAGES = {
    "text": lose_the_words,
    "entry": lambda film: SearchEntry.objects.update(facets={}),
    "lantern": lambda film: SearchWord.objects.filter(word="lantern").update(films=7),
}


@pytest.mark.parametrize("what", DAMAGES)
def test_a_check_says_what_is_wrong_and_changes_nothing(film, what):
    DAMAGES[what](film)

    for _ in range(2):
        checked = manage("rebuild_search", "--check")
        assert checked.code == 1
        assert checked.out.splitlines()[0].endswith(f"\t{what}")
        assert "rebuild_search" in checked.err


@pytest.mark.parametrize("what", DAMAGES)
def test_rebuilding_puts_right_what_was_wrong(film, what):
    DAMAGES[what](film)

    done = manage("rebuild_search")

    assert (done.code, done.out) == (0, "Indexed 1 films.\n")
    assert manage("rebuild_search", "--check").code == 0
    assert best_matches("harbour").ids == (film.pk,)


def test_a_check_finds_nothing_wrong_in_an_index_that_is_true(film):
    checked = manage("rebuild_search", "--check")

    assert checked.code == 0
    assert checked.out == "The index says what the catalogue says.\n"


def test_an_empty_catalogue_is_rebuilt_too():
    assert manage("rebuild_search").code == 0
