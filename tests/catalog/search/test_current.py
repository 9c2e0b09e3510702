import gc
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from catalog.film_set import numbers
from catalog.models import Film
from catalog.search import current
from catalog.search.columns import Columns
from catalog.search.writer import index_stale, state, up_to_date
from tests.factories.catalog import make_film

pytestmark = pytest.mark.django_db(transaction=True)


def films_now():
    return set(numbers(current.columns(up_to_date()).everything))


def test_columns_are_kept_until_something_changes():
    film = make_film()
    assert films_now() == {film.pk}
    state = up_to_date()

    with CaptureQueriesContext(connection) as asked:
        current.columns(state)

    assert len(asked) == 0
    other = make_film()
    assert films_now() == {film.pk, other.pk}
    Film.objects.filter(pk=film.pk).update(published_from=None)
    assert films_now() == {other.pk}


@pytest.mark.parametrize(("changes", "made_anew"), [(2, 0), (4, 1)])
def test_few_changes_are_read_and_many_make_all_anew(monkeypatch, changes, made_anew):
    films_now()
    made = []
    monkeypatch.setattr(current, "MANY", 3)
    monkeypatch.setattr(Columns, "of", lambda entries: made.append(entries) or Columns())

    for _ in range(changes):
        make_film()
    current.columns(up_to_date())

    assert len(made) == made_anew


def test_the_garbage_collector_passes_large_columns_by(monkeypatch):
    monkeypatch.setattr(current, "LARGE", 1)
    monkeypatch.setattr(current, "_kept", None)
    make_film()
    try:
        films_now()
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()


def test_what_is_read_inside_a_transaction_is_not_kept():
    with transaction.atomic():
        make_film()
        assert len(films_now()) == 1
        transaction.set_rollback(True)

    assert films_now() == set()


def test_an_index_that_went_back_is_read_anew():
    film = make_film()
    assert films_now() == {film.pk}
    current._kept = Columns(revision=current._kept.revision + 5)

    assert films_now() == {film.pk}


def test_threads_that_edit_and_ask_at_once_leave_the_latest_behind():
    make_film()
    films_now()

    def edit_and_ask(_number):
        try:
            make_film()
            index_stale()
            return current.columns(state()).everything.bit_count()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        counted = list(pool.map(edit_and_ask, range(12)))

    assert all(1 <= count <= 13 for count in counted)
    assert len(films_now()) == 13
