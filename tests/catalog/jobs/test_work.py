"""Work that outlives a request: put, done once, and begun anew where it was left."""

import time
from threading import Event

import pytest
from django.db import DatabaseError
from django.utils import timezone

from catalog.jobs import lease, progress_of, put
from catalog.jobs.queue import take, try_again
from catalog.jobs.signs import signs
from catalog.jobs.work import do, do_jobs
from catalog.models import Job
from tests.working.workshop import lapse

pytestmark = pytest.mark.django_db
heard: list[str] = []


def hear(key, tell):
    heard.append(key)


def refuse(key, tell):
    raise ValueError(f"{key} is no good.")


def break_down(key, tell):
    heard.append(key)
    raise RuntimeError(key)


def put_another(key, tell):
    put("hear", key)


@pytest.fixture(autouse=True)
def kinds(settings):
    heard.clear()
    works = (hear, refuse, break_down, put_another)
    settings.JOBS = {"quick": {w.__name__: f"{__name__}.{w.__name__}" for w in works}}


@pytest.fixture(autouse=True)
def importable(monkeypatch):
    """The house's tests are no package that a dotted path reaches."""
    by_name = {f"{__name__}.{w.__name__}": w for w in (hear, refuse, break_down, put_another)}
    monkeypatch.setattr("catalog.jobs.work.import_string", by_name.__getitem__)


def test_what_was_put_is_done_once_in_its_order():
    put("hear", 1)
    put("hear", 2)
    put("hear", 1)

    assert do_jobs() == 2

    assert heard == ["1", "2"]
    assert set(Job.objects.values_list("state", flat=True)) == {"done"}
    assert do_jobs() == 0


def test_an_unknown_kind_is_not_put():
    with pytest.raises(KeyError):
        put("nonsense", 1)


def test_what_is_refused_says_why_and_is_not_tried_again():
    put("refuse", "film")

    assert do_jobs() == 1

    job = Job.objects.get()
    assert (job.state, job.words) == ("failed", "film is no good.")


def test_what_breaks_is_tried_three_times_and_its_reason_is_not_told():
    put("break_down", "secret")

    do_jobs()

    job = Job.objects.get()
    assert heard == ["secret"] * 3
    assert job.state == "failed"
    assert "secret" not in job.words


def test_work_may_put_further_work():
    put("put_another", 1)

    assert do_jobs() == 2

    assert heard == ["1"]


def begun(*keys):
    """Work that somebody else is at."""
    put("hear", *keys)
    return [take(job.pk, at=timezone.now()) for job in Job.objects.filter(state="waiting")]


def test_what_somebody_is_at_is_left_to_them():
    begun(1)

    assert do_jobs() == 0
    assert heard == []


def test_what_a_killed_worker_left_is_begun_anew():
    [left] = begun(1)
    lapse(left)

    assert do_jobs() == 1

    left.refresh_from_db()
    assert (left.state, left.attempts) == ("done", 2)


def test_what_never_ends_is_given_up():
    begun(1)
    Job.objects.update(attempts=3)
    lapse(Job.objects.get())

    do_jobs()

    assert heard == []
    assert Job.objects.get().state == "failed"


def test_a_sign_of_life_keeps_others_away():
    [job] = begun(1)
    lapse(job)

    signs().give(job, progress_of(None))

    assert do_jobs() == 0


def test_the_same_work_with_the_same_thing_is_never_done_by_two():
    [other] = begun(1)
    put("hear", 1)

    assert do_jobs() == 0
    Job.objects.filter(pk=other.pk).update(state="done")

    assert do_jobs() == 1


def test_who_lost_its_lease_does_not_end_the_work_of_who_took_it_over(monkeypatch):
    def be_overtaken(key, tell):
        Job.objects.update(attempts=2)

    monkeypatch.setattr("catalog.jobs.work.import_string", lambda path: be_overtaken)
    put("hear", 1)

    do(Job.objects.get().pk)

    assert (Job.objects.get().state, Job.objects.get().attempts) == ("running", 2)


def test_who_hung_for_a_whole_lease_asks_whether_the_work_is_still_theirs(monkeypatch):
    def hang(key, tell):
        Job.objects.update(attempts=2)
        monkeypatch.setattr(tell, "_seen_at", time.time() - 1_000)
        tell(1, 2)
        heard.append(key)

    monkeypatch.setattr("catalog.jobs.work.import_string", lambda path: hang)
    put("hear", 1)

    do(Job.objects.get().pk)

    assert heard == []


def test_a_worker_that_is_to_stop_gives_back_what_it_has_begun(monkeypatch):
    monkeypatch.setattr("catalog.jobs.work.import_string", lambda path: tell_once)
    put("hear", 1)
    stopping = Event()
    stopping.set()

    do(Job.objects.get().pk, stopping=stopping)

    assert (Job.objects.get().state, Job.objects.get().attempts) == ("waiting", 0)


def tell_once(key, tell):
    tell(1, 2)


@pytest.mark.django_db(transaction=True)
def test_how_far_it_is_can_be_seen_from_outside_its_transaction(monkeypatch):
    def half(key, tell):
        tell(50, 100)
        heard.append(seen_within(60, lambda: progress_of(Job.objects.get()).percent))

    monkeypatch.setattr("catalog.jobs.work.import_string", lambda path: half)
    put("hear", 1)

    do_jobs()

    assert heard == [50]
    assert progress_of(Job.objects.get()).percent == 0


def seen_within(seconds, ask):
    until = time.monotonic() + seconds
    while not (seen := ask()) and time.monotonic() < until:
        time.sleep(0.05)
    return seen


def test_a_sign_of_life_that_cannot_be_given_fails_no_work(monkeypatch):
    class Mute:
        def give(self, job, progress):
            heard.append("tried")
            raise DatabaseError

        def forget(self, job):
            pass

    def tell_until_tried(key, tell):
        tell(1, 2)
        assert seen_within(60, lambda: heard)

    monkeypatch.setattr(lease, "signs", Mute)
    monkeypatch.setattr("catalog.jobs.work.import_string", lambda path: tell_until_tried)
    put("hear", 1)

    do_jobs()

    assert Job.objects.get().state == "done"


def test_what_failed_can_be_tried_again():
    put("refuse", "film")
    do_jobs()

    assert try_again(Job.objects.all()) == 1

    job = Job.objects.get()
    assert (job.state, job.attempts, job.words) == ("waiting", 0, "")


def test_what_waits_already_is_not_asked_for_once_more():
    put("refuse", "film")
    do_jobs()
    put("refuse", "film")

    assert try_again(Job.objects.all()) == 0


def test_what_did_not_fail_is_not_tried_again():
    put("hear", 1)
    do_jobs()

    assert try_again(Job.objects.all()) == 0
