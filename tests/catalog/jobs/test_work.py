"""Work that outlives a request: put, done once, and begun anew where it was left."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.jobs import progress_of, put
from catalog.jobs.process import only_one
from catalog.jobs.queue import LEASE, take
from catalog.jobs.work import do_jobs
from catalog.models import Job
from tests.commands import manage

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
    settings.JOBS = {work.__name__: f"{__name__}.{work.__name__}" for work in works}


@pytest.fixture(autouse=True)
def importable(monkeypatch):
    """The house's tests are no package that a dotted path reaches."""
    by_name = {f"{__name__}.{w.__name__}": w for w in (hear, refuse, break_down, put_another)}
    monkeypatch.setattr("catalog.jobs.work.import_string", by_name.__getitem__)


def test_what_was_put_is_done_once_in_its_order():
    put("hear", 1)
    put("hear", 2)
    put("hear", 1)

    assert manage("do_jobs").out == "2 done\n"

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


def test_what_a_killed_process_left_is_begun_anew_at_once():
    put("hear", 1)
    left = take(at=timezone.now())

    do_jobs()

    assert heard == ["1"]
    left.refresh_from_db()
    assert (left.state, left.attempts) == ("done", 2)


def test_what_never_ends_is_given_up():
    put("hear", 1)
    for _ in range(3):
        take(at=timezone.now())

    do_jobs()

    assert heard == []
    assert Job.objects.get().state == "failed"


def test_another_machine_s_work_is_left_to_it_until_its_lease_ends():
    put("hear", 1)
    Job.objects.update(state="running", node="elsewhere", leased_until=timezone.now() + LEASE)

    assert do_jobs() == 0
    Job.objects.update(leased_until=timezone.now() - timedelta(seconds=1))

    assert do_jobs() == 1


def test_only_one_process_of_a_machine_does_the_work():
    put("hear", 1)

    with only_one() as is_mine:
        assert is_mine
        assert do_jobs() == 0

    assert do_jobs() == 1


def test_how_far_it_is_can_be_seen_from_outside_its_transaction(monkeypatch):
    def half(key, tell):
        tell(50, 100)
        heard.append(progress_of(Job.objects.get()).percent)

    monkeypatch.setattr("catalog.jobs.work.import_string", lambda path: half)
    put("hear", 1)

    do_jobs()

    assert heard == [50]
    assert progress_of(Job.objects.get()).percent == 0
