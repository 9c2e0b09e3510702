"""What a killed worker, or a lost queue, left: it is sent to the workers again."""

from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet

from catalog.jobs.lanes import Lane
from catalog.jobs.queue import node
from catalog.jobs.signs import signs
from catalog.models import Job

State = Job.State
AT_ONCE = 1_000  # numbers


def sweep(lane: Lane, *, at: datetime) -> None:
    """Send what nobody is at any more, first of all; and all that waits, if the queue is empty."""
    lane.find_again()
    lane.send(left(lane.name, at=at), first=True)
    if lane.is_empty():
        lane.send(waiting(lane.name).values_list("pk", flat=True)[:AT_ONCE])


def left(lane: str, *, at: datetime) -> list[int]:
    """What whoever began it is not at any more."""
    silent = _of(lane).filter(state=State.RUNNING, leased_until__lt=at)
    return [job.pk for job in silent if not signs().are_fresh(job, at=at)]


def waiting(lane: str) -> QuerySet[Job]:
    return _of(lane).filter(state=State.WAITING)


def is_idle(lane: str) -> bool:
    """Nothing waits, and nobody is at work here; what other machines are at is theirs."""
    mine = _of(lane).filter(state=State.RUNNING, node=node())
    return not waiting(lane).exists() and not mine.exists()


def lanes_to_do(*, at: datetime) -> list[str]:
    """Where there is work that nobody has begun, or that somebody left."""
    return [lane for lane in settings.JOBS if waiting(lane).exists() or left(lane, at=at)]


def _of(lane: str) -> QuerySet[Job]:
    return Job.objects.filter(kind__in=settings.JOBS[lane]).order_by("pk")
