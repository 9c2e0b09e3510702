"""Two transactions at once, on two connections: neither misses what the other ties together."""

from concurrent.futures import Future, ThreadPoolExecutor
from time import monotonic, sleep

import pytest
from django.db import connection, connections, transaction

from catalog.models import Festival, Participation
from tests.factories.catalog import make_film

LONGEST = 60  # seconds
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND pid = %s"


@pytest.fixture
def house(transactional_db):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time.")
    festival = Festival.objects.create(name="Old name", slug="festival")
    return festival, make_film(slug="the-film")


def own_pid() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def in_another_connection(pool: ThreadPoolExecutor, work) -> tuple[int, Future]:
    """The number of a second connection, and what becomes of `work` done there."""
    told: Future[int] = Future()

    def there():
        try:
            told.set_result(own_pid())
            with transaction.atomic():
                work()
        finally:
            connections.close_all()

    done = pool.submit(there)
    return told.result(LONGEST), done


def waits(pid: int, done: Future) -> bool:
    """Whether that connection comes to wait for a lock before it is done."""
    until = monotonic() + LONGEST
    while not done.done() and monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute(WAITING, [pid])
            if cursor.fetchone()[0]:
                return True
        sleep(0.05)
    return False


def test_a_film_is_not_tied_unseen_to_a_festival_that_is_being_renamed(house, client):
    festival, film = house
    client.get("/films/the-film/")

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Festival.objects.filter(pk=festival.pk).update(name="New name")
            pid, done = in_another_connection(
                pool, lambda: Participation.objects.create(film=film, festival=festival)
            )
            assert waits(pid, done)
        done.result(LONGEST)

    assert "New name" in client.get("/films/the-film/").text


def test_a_festival_is_not_renamed_unseen_while_a_film_is_being_tied_to_it(house, client):
    festival, film = house
    client.get("/films/the-film/")

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Participation.objects.create(film=film, festival=festival)
            pid, done = in_another_connection(
                pool, lambda: Festival.objects.filter(pk=festival.pk).update(name="New name")
            )
            assert waits(pid, done)
        done.result(LONGEST)

    assert "New name" in client.get("/films/the-film/").text
