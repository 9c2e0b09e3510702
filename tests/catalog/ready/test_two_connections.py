"""Two transactions at once, on two connections: neither misses what the other ties together."""

from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from time import monotonic, sleep

import pytest
from django.db import OperationalError, connection, connections, transaction

from catalog.models import Festival, Participation, Person
from tests.factories.catalog import make_film, make_person

LONGEST = 60  # seconds
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND pid = %s"

TIED = "SELECT 1 FROM catalog_{} WHERE id = %s FOR KEY SHARE"


@pytest.fixture
def house(transactional_db):
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


@pytest.mark.parametrize("kind", ["festival", "person"])
def test_nobody_can_point_at_what_is_being_renamed(house, kind):
    """What a row that points at it takes, to be sure that it is there, is not to be had."""
    festival, _film = house
    person = make_person()

    def point():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '200ms'")
            cursor.execute(TIED.format(kind), [{"festival": festival, "person": person}[kind].pk])

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        festival.aliases.create(name="Another name")
        Person.objects.filter(pk=person.pk).update(name="Another name")
        _pid, done = in_another_connection(pool, point)
        with pytest.raises(OperationalError, match="lock"):
            done.result(LONGEST)


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


def test_a_film_tied_before_is_not_shown_before_the_renaming_that_missed_it(house, client):
    """The renaming sees no participation yet; so its film's new mark has to come after it."""
    festival, film = house
    client.get("/films/the-film/")
    is_tied, may_commit = Event(), Event()

    def tie():
        Participation.objects.create(film=film, festival=festival)
        is_tied.set()
        assert may_commit.wait(LONGEST)

    with ThreadPoolExecutor(1) as pool:
        pid, done = in_another_connection(pool, tie)
        assert is_tied.wait(LONGEST)
        with transaction.atomic():
            Festival.objects.filter(pk=festival.pk).update(name="New name")
            may_commit.set()
            assert waits(pid, done)
        done.result(LONGEST)

    assert "New name" in client.get("/films/the-film/").text
