"""Writers of one SQLite file stand in a queue."""

import subprocess
import sys
from concurrent.futures import Future
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

import pytest
from django.db import OperationalError, connections
from django.db.utils import ConnectionHandler

PATIENCE = 60  # seconds

HOLDER = """
import sys
from pathlib import Path
from filmlib.sqlite.queue import turn_at
turn = turn_at(Path(sys.argv[1]), 5)
print("in", flush=True)
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def let_in(django_db_blocker):
    with django_db_blocker.unblock():
        yield


def opened(path, timeout=PATIENCE):
    """A connection of its own to the file: no test shares Django's."""
    handler = ConnectionHandler(
        {
            "default": {
                "ENGINE": "filmlib.sqlite",
                "NAME": path,
                "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": timeout},
            }
        }
    )
    return handler["default"]


def begin(connection):
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def end(connection):
    connection.commit()
    connection.set_autocommit(True)


def interrupt(_future, _seconds):
    raise KeyboardInterrupt


def in_a_transaction(connection, name):
    begin(connection)
    connection.cursor().execute("INSERT INTO visits VALUES (%s)", [name])
    end(connection)


def in_a_sentence(connection, name):
    connection.cursor().execute("INSERT INTO visits VALUES (%s)", [name])


def let_wait(path, write, name, place):
    """A thread that writes when it is let in, and stands at that place of the queue by now."""

    def work():
        connection = opened(path)
        write(connection, name)
        connection.close()

    thread = Thread(target=work)
    thread.start()
    until = monotonic() + PATIENCE
    while waiting(path) < place:
        assert monotonic() < until
        sleep(0.01)
    return thread


def waiting(path):
    """How many stand in the queue, as the system counts them (proc_locks(5))."""
    inode = Path(f"{path}-queue").stat().st_ino
    return sum(
        " -> " in line and f":{inode} " in line
        for line in Path("/proc/locks").read_text().splitlines()
    )


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "library.sqlite3"
    connection = opened(path)
    connection.cursor().execute("PRAGMA journal_mode=WAL")
    connection.cursor().execute("CREATE TABLE visits (name TEXT)")
    connection.close()
    return path


def test_who_asked_first_writes_first(path):
    first = opened(path)
    begin(first)
    threads = [
        let_wait(path, write, name, place)
        for place, (name, write) in enumerate(
            zip("abcdef", [in_a_transaction, in_a_sentence] * 3, strict=True), start=1
        )
    ]

    end(first)
    for thread in threads:
        thread.join(PATIENCE)

    rows = first.cursor().execute("SELECT name FROM visits ORDER BY rowid").fetchall()
    assert [name for (name,) in rows] == list("abcdef")
    first.close()


@pytest.mark.parametrize("write", [in_a_transaction, in_a_sentence])
def test_who_waited_long_enough_is_refused_and_leaves_the_queue(path, write):
    first, second = opened(path), opened(path, timeout=0.2)
    begin(first)

    with pytest.raises(OperationalError, match="locked"):
        write(second, "refused")
    second.set_autocommit(True)
    end(first)
    write(second, "late")

    begin(first)  # the waiter that was left has not kept the turn that came to it
    assert first.cursor().execute("SELECT name FROM visits").fetchall() == [("late",)]
    end(first)
    first.close()
    second.close()


def test_who_is_interrupted_leaves_the_queue(path, monkeypatch):
    first, second = opened(path), opened(path)
    begin(first)

    with monkeypatch.context() as at_the_keyboard:
        at_the_keyboard.setattr(Future, "result", interrupt)
        with pytest.raises(KeyboardInterrupt):
            begin(second)
    end(first)

    in_a_sentence(first, "goes on")
    first.close()
    second.close()


def test_who_will_not_wait_for_the_lock_does_not_wait_in_the_queue(path):
    first, second = opened(path), opened(path)
    begin(first)
    second.cursor().execute("PRAGMA busy_timeout = 10")

    with pytest.raises(OperationalError, match="locked"):
        begin(second)

    second.close()
    end(first)
    first.close()


@pytest.mark.parametrize("left_by", ["rollback", "close"])
def test_a_transaction_that_is_given_up_lets_the_next_in(path, left_by):
    first, second = opened(path), opened(path, timeout=5)
    begin(first)
    first.cursor().execute("INSERT INTO visits VALUES ('given up')")

    getattr(first, left_by)()
    begin(second)

    assert second.cursor().execute("SELECT name FROM visits").fetchall() == []
    end(second)
    first.close()
    second.close()


def test_a_writer_that_is_killed_lets_the_next_in(path):
    door = f"{path}-queue"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, door],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout.readline() == "in\n"
    refused, patient = opened(path, timeout=0.2), opened(path)
    with pytest.raises(OperationalError, match="locked"):
        begin(refused)

    holder.kill()
    holder.wait()
    begin(patient)

    end(patient)
    patient.close()


def test_a_folder_that_takes_no_file_has_no_queue(path):
    connection = opened(path)
    connection.ensure_connection()
    connection._door = path.parent / "absent" / "queue"

    begin(connection)
    connection.cursor().execute("INSERT INTO visits VALUES ('alone')")
    end(connection)

    assert connection.cursor().execute("SELECT name FROM visits").fetchall() == [("alone",)]
    connection.close()


def test_a_database_in_memory_has_no_queue():
    connection = opened(":memory:")
    begin(connection)
    end(connection)

    assert connection._door is None


def test_the_library_on_sqlite_has_the_queue():
    library = connections["default"]

    assert (library.vendor == "sqlite") == (library.settings_dict["ENGINE"] == "filmlib.sqlite")
