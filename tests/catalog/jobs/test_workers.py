"""Workers as processes of their own: killed, hung, stopped, started by nobody."""

import shutil
import signal
from pathlib import Path

import pytest
from django.conf import settings as site
from django.db import connection

from catalog.jobs import put
from catalog.jobs.process import start
from catalog.jobs.watching import look
from catalog.models import Job
from tests.commands import assert_refused, manage
from tests.databases import url_in_use
from tests.redis import redis_server
from tests.working.workshop import workshop

pytestmark = pytest.mark.django_db(transaction=True)
A_SHORT_LEASE = 4  # seconds


@pytest.fixture(autouse=True)
def no_earlier_queue():
    yield
    shutil.rmtree(Path(site.DATA_DIR) / "jobs", ignore_errors=True)


@pytest.fixture
def shop(tmp_path, monkeypatch):
    with workshop(tmp_path, monkeypatch) as shop:
        yield shop


@pytest.fixture
def hasty(tmp_path, monkeypatch):
    """Who is silent for a short while is taken for dead."""
    with workshop(tmp_path, monkeypatch, lease=A_SHORT_LEASE) as shop:
        yield shop


def states():
    return set(Job.objects.values_list("state", flat=True))


def are_done():
    return states() == {"done"}


def assert_two_workers_do_all_once(shop):
    put("note", *range(100))
    workers = [shop.start("--until-idle") for _ in range(2)]

    assert [worker.wait(180) for worker in workers] == [0, 0], shop.log()

    assert sorted(map(int, shop.said("noted"))) == list(range(100))
    assert are_done()
    assert set(Job.objects.values_list("attempts", flat=True)) == {1}


def test_two_workers_do_each_of_a_hundred_pieces_once(tmp_path, monkeypatch):
    queue = url_in_use() if connection.vendor == "postgresql" else ""
    with workshop(tmp_path, monkeypatch, queue=queue) as shop:
        assert_two_workers_do_all_once(shop)


@pytest.mark.programs
def test_two_workers_do_each_once_with_redis(tmp_path, monkeypatch):
    with (
        redis_server(tmp_path) as (port, _process),
        workshop(tmp_path, monkeypatch, queue=f"redis://127.0.0.1:{port}/0") as shop,
    ):
        assert_two_workers_do_all_once(shop)


def test_what_a_killed_worker_was_at_is_gone_on_with_by_another(hasty):
    put("film", 1)
    killed = hasty.start("--lane", "media")
    hasty.wait_for(lambda: hasty.said("begun"))
    hasty.start("--lane", "media")

    killed.kill()
    hasty.wait_for(lambda: len(hasty.said("begun")) == 2)
    hasty.end(1)

    hasty.wait_for(are_done)
    assert hasty.said("ended") == ["1"]


def test_who_hung_does_not_end_what_another_took_over(hasty):
    put("film", 1)
    hung = hasty.start("--lane", "media")
    hasty.wait_for(lambda: hasty.said("begun"))
    hung.send_signal(signal.SIGSTOP)
    hasty.start("--lane", "media")
    hasty.wait_for(lambda: len(hasty.said("begun")) == 2)

    hung.send_signal(signal.SIGCONT)
    hasty.wait_for(lambda: "stopped, but taken over by another worker" in hasty.log())
    hasty.end(1)

    hasty.wait_for(are_done)
    assert hasty.said("ended") == ["1"]


def test_quick_work_does_not_wait_for_what_takes_hours(shop):
    put("film", 1)
    worker = shop.start()
    shop.wait_for(lambda: shop.said("begun"))

    put("note", 1, 2, 3)

    shop.wait_for(lambda: len(shop.said("noted")) == 3)
    assert shop.said("ended") == []
    assert worker.poll() is None


def test_a_worker_asked_to_stop_gives_back_what_it_is_at(shop):
    put("film", 1)
    worker = shop.start()
    shop.wait_for(lambda: shop.said("begun"))

    worker.terminate()

    assert worker.wait(120) == 0
    assert (Job.objects.get().state, Job.objects.get().attempts) == ("waiting", 0)


def test_what_waits_is_done_although_the_queue_was_lost(shop):
    put("note", 1)
    forget_the_queue()
    shop.start()
    shop.wait_for(are_done)

    forget_the_queue()
    put("note", 2)

    shop.wait_for(are_done)


def forget_the_queue():
    for path in (Path(site.DATA_DIR) / "jobs").glob("queue.sqlite3*"):
        path.unlink()


def test_work_is_kept_where_the_queue_cannot_be_written(shop, caplog):
    (Path(site.DATA_DIR) / "jobs" / "queue.sqlite3").mkdir(parents=True)

    put("note", 1)

    assert states() == {"waiting"}
    assert "The queue in QUEUE_URL cannot be opened" in caplog.text
    (Path(site.DATA_DIR) / "jobs" / "queue.sqlite3").rmdir()
    assert shop.start("--until-idle").wait(120) == 0
    assert are_done()


def test_a_worker_refuses_a_wrong_queue(settings):
    settings.QUEUE_URL = "amqp://user:hush@host/"

    refused = manage("worker", "--until-idle")

    assert_refused(refused)
    assert refused.err.startswith("Refused: QUEUE_URL is no queue's address")
    assert "hush" not in refused.err


def test_whoever_asks_for_work_starts_a_worker_and_only_one(shop, monkeypatch):
    monkeypatch.setattr(site, "JOBS_START_THEMSELVES", True)

    put("hold", 1)
    put("hold", 2)
    shop.wait_for(lambda: shop.said("begun"))
    start("quick")
    shop.end(1)
    shop.end(2)

    shop.wait_for(are_done)
    assert len({pid for _word, _key, pid in shop.lines()}) == 1


def test_who_serves_pages_starts_a_worker_for_what_a_killed_one_left(hasty, monkeypatch):
    put("film", 1)
    killed = hasty.start("--lane", "media")
    hasty.wait_for(lambda: hasty.said("begun"))
    killed.kill()
    killed.wait()
    monkeypatch.setattr(site, "JOBS_START_THEMSELVES", True)

    hasty.wait_for(lambda: look() or len(hasty.said("begun")) == 2)
    hasty.end(1)

    hasty.wait_for(are_done)
