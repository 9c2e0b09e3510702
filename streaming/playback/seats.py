"""Seats: how many may watch a film at a university at once. The one rule, called by the gate.

A seat is taken by the first bytes of a film and held by every sign of life after that: more bytes,
or a HEAD of the film's address, which the player's page sends while it plays. A minute after the
last one it is free. Licences of one day add their seats; one without a limit lifts them all.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from streaming.models import Licence, Seat, University
from streaming.models.licence import LicenceQuerySet
from streaming.playback.audience import watcher_of
from streaming.sweeping import sweep

SALT = "streaming.seats.v1"
FREE_AFTER = timedelta(seconds=60)  # without a sign of life
WRITTEN_EVERY = timedelta(seconds=15)  # a sign of life, at most


def seats_of(film_id: int, university: University, *, at: datetime) -> int | None:
    """How many may watch at once; None without a limit. One query."""
    seats = list(_licences(film_id, university, at=at).values_list("seats", flat=True))
    return None if None in seats or not seats else sum(filter(None, seats))


def is_free(
    request: HttpRequest, film_id: int, university: University, most: int, *, at: datetime
) -> bool:
    """Whether others leave one of `most` seats to who asks; nothing is taken. One query."""
    taken = Seat.objects.filter(film=film_id, university=university, seen_at__gt=at - FREE_AFTER)
    others = taken.exclude(viewer=_viewer(request, film_id, university))
    return others.count() < most


def claim(request: HttpRequest, film_id: int, university: University, *, at: datetime) -> bool:
    """Take a seat for who asks, or keep theirs; False when the others have them all.

    One query without a limit; two with, and a write every fifteen seconds.
    """
    most = seats_of(film_id, university, at=at)
    if most is None:
        return True
    own = Seat.objects.filter(
        film=film_id, university=university, viewer=_viewer(request, film_id, university)
    )
    seen_at = own.values_list("seen_at", flat=True).first()
    if seen_at is not None and at < seen_at + WRITTEN_EVERY:
        return True
    if own.filter(seen_at__gt=at - FREE_AFTER).update(seen_at=at):
        return True
    if not is_free(request, film_id, university, most, at=at):
        return False  # who asks in vain keeps nobody waiting
    return _take(request, film_id, university, at=at)


@transaction.atomic
def _take(request: HttpRequest, film_id: int, university: University, *, at: datetime) -> bool:
    """Whoever wants a seat under the same licences waits for the one before to have theirs.

    PostgreSQL holds the licences' rows for that; on SQLite one transaction writes at a time.
    """
    licences = _licences(film_id, university, at=at).order_by("pk")
    seats = [licence.seats for licence in licences.select_for_update(no_key=True)]
    most = sum(number for number in seats if number is not None)
    if not is_free(request, film_id, university, most, at=at):
        return False
    viewer = _viewer(request, film_id, university)
    Seat.objects.update_or_create(
        film_id=film_id, university=university, viewer=viewer, defaults={"seen_at": at}
    )
    sweep(Seat.objects.filter(seen_at__lte=at - FREE_AFTER))
    return True


def _licences(film_id: int, university: University, *, at: datetime) -> LicenceQuerySet:
    running = Licence.objects.at(university).not_revoked(at=at)
    return running.active(on=university.day_at(at)).filter(film=film_id)


def _viewer(request: HttpRequest, film_id: int, university: University) -> str:
    """Who asks, for this film alone: what one watches cannot be put together from the rows."""
    text = f"{film_id}.{university.pk}.{watcher_of(request)}"
    return salted_hmac(SALT, text, algorithm="sha256").hexdigest()[:32]
