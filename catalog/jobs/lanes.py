"""The queues that carry the numbers of rows to workers: one a lane, kept by huey.

A queue may be lost with all that is in it, and a number may come twice: the row alone says whether
there is anything to do.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.conf import settings
from huey import Huey, PostgresHuey, PriorityRedisHuey, SqliteHuey
from huey.serializer import SignedSerializer

from catalog.queue_url import REDIS, reason_to_refuse

Do = Callable[[int], object] | None


class Lane:
    """An open queue. do: what a worker does with each number; who only sends has none."""

    def __init__(self, name: str, huey: Huey, do: Do) -> None:
        self.name = name
        self.huey = huey
        self._do = do
        self._carry = huey.task(name="carry")(self.carry)

    def carry(self, number: int) -> None:
        if self._do is not None:
            self._do(number)

    def send(self, numbers: Iterable[int], *, first: bool = False) -> None:
        """first: before all that waits."""
        for number in numbers:
            self.huey.enqueue(self._carry.s(number, priority=1 if first else None))

    def is_empty(self) -> bool:
        return self.huey.storage.queue_size() == 0

    def find_again(self) -> None:
        """Look for the queue's file by its name: somebody may have taken the open one away."""
        if isinstance(self.huey, SqliteHuey):
            self.huey.storage.close()
            self.huey.storage.initialize_schema()


@contextmanager
def opened(name: str, do: Do = None) -> Iterator[Lane]:
    """A lane's queue. Raises ValueError for a wrong QUEUE_URL, OSError where nobody answers."""
    if reason := reason_to_refuse(settings.QUEUE_URL):
        raise ValueError(reason)
    try:
        lane = Lane(name, _huey(f"filmlib_{name}"), do)
    except (sqlite3.Error, psycopg.Error) as error:
        raise OSError(f"The queue in QUEUE_URL cannot be opened: {error}") from error
    try:
        yield lane
    finally:
        lane.huey.storage.close()


def send(name: str, numbers: Iterable[int]) -> None:
    with opened(name) as lane:
        lane.send(numbers)


def lane_of(kind: str) -> str:
    """Raises KeyError for a kind that `settings.JOBS` has not."""
    for name, works in settings.JOBS.items():
        if kind in works:
            return name
    raise KeyError(kind)


def _huey(name: str) -> Huey:
    url = settings.QUEUE_URL
    signed = SignedSerializer(settings.SECRET_KEY, salt="catalog.jobs")  # it carries pickles
    options = {"results": False, "serializer": signed}
    if not url:
        folder = Path(settings.DATA_DIR) / "jobs"
        folder.mkdir(exist_ok=True, parents=True)
        # The rows are what must not be lost: nobody waits for the disk here.
        return SqliteHuey(name, filename=str(folder / "queue.sqlite3"), fsync=False, **options)
    if urlsplit(url).scheme in REDIS:
        return PriorityRedisHuey(name, url=url, **options)
    return PostgresHuey(name, dsn=url, **options)
