"""How often somebody may guess a password: the rule that django-axes asks.

Ten guesses an account in a quarter of an hour, by all strangers together, from however many
addresses; and thirty accounts an address. A browser that the account has signed in from before
is no stranger: it has ten guesses of its own, so nobody can lock an account's owner out of it.

A guess is counted before it is looked at, so that many at once are no more than ten. Neither
names nor addresses are kept: what stands in the table are keyed digests, for a quarter of an hour.
"""

from datetime import datetime, timedelta
from ipaddress import IPv6Address
from typing import Any

from axes.handlers.base import AxesHandler
from axes.models import AccessAttempt
from django.db.models import F, Max, QuerySet, Sum
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from filmlib.staff.devices import device_of, digest_of
from streaming.access.ip_ranges import household
from streaming.access.visitor import address_seen

WINDOW = timedelta(minutes=15)
MOST_GUESSES = 10
MOST_ACCOUNTS = 30


class Guesses(AxesHandler):
    """The rule; axes calls it before a password is looked at, and tells it of each outcome."""

    def is_locked(self, request: Any, credentials: dict[str, Any] | None = None) -> bool:
        """Count the guess of this request, once; whether it is one too many."""
        if not hasattr(request, "too_many_guesses"):
            typed = str((credentials or {}).get("username", ""))
            request.too_many_guesses = not _spend(request, typed)
        return bool(request.too_many_guesses)

    def user_logged_in(
        self, sender: object, request: HttpRequest, user: Any, **kwargs: Any
    ) -> None:
        """Who knows the password has guessed nothing."""
        _lately().filter(username=_guesser(request, user.get_username())).delete()

    def post_save_access_attempt(self, instance: AccessAttempt, **kwargs: Any) -> None:
        """Nothing follows."""

    def post_delete_access_attempt(self, instance: AccessAttempt, **kwargs: Any) -> None:
        """Nothing follows."""


def wait(request: HttpRequest, username: str) -> int:
    """Seconds until there is a guess left, for who has just had none."""
    guesser, place = _guesser(request, username), _place_of(request)
    last = max(
        _last(_lately().filter(username=guesser)),
        _last(_lately().filter(ip_address=place)) if _is_crowded(guesser, place) else _never(),
    )
    return max(1, int((last + WINDOW - timezone.now()).total_seconds()) + 1)


def _spend(request: HttpRequest, username: str) -> bool:
    _sweep()
    guesser, place = _guesser(request, username), _place_of(request)
    is_known = bool(device_of(request, username))
    if _guesses(guesser) >= MOST_GUESSES or (not is_known and _is_crowded(guesser, place)):
        return False
    row, is_new = AccessAttempt.objects.get_or_create(
        username=guesser, ip_address=place, user_agent="", defaults={"failures_since_start": 1}
    )
    if not is_new:
        AccessAttempt.objects.filter(pk=row.pk).update(
            failures_since_start=F("failures_since_start") + 1, attempt_time=timezone.now()
        )
    return _guesses(guesser) <= MOST_GUESSES


def _guesser(request: HttpRequest, username: str) -> str:
    """All strangers who guess at an account are one; each browser it is known by is another."""
    return digest_of(f"{username}\0{device_of(request, username)}")


def _place_of(request: HttpRequest) -> str:
    """What stands for where a guess comes from: a digest, as an address, which the column wants."""
    network = household(address_seen(request) or "")
    return str(IPv6Address(salted_hmac("filmlib.staff.guesses", network).digest()[:16]))


def _guesses(guesser: str) -> int:
    rows = _lately().filter(username=guesser)
    return rows.aggregate(all=Sum("failures_since_start"))["all"] or 0


def _is_crowded(guesser: str, place: str) -> bool:
    """Whether as many other accounts as may be were guessed at from there."""
    others = _lately().filter(ip_address=place).exclude(username=guesser)
    return others.values("username").distinct().count() >= MOST_ACCOUNTS


def _last(rows: "QuerySet[AccessAttempt]") -> datetime:
    return rows.aggregate(last=Max("attempt_time"))["last"] or _never()


def _never() -> datetime:
    return timezone.now() - WINDOW


def _lately() -> "QuerySet[AccessAttempt]":
    return AccessAttempt.objects.filter(attempt_time__gt=timezone.now() - WINDOW)


def _sweep() -> None:
    AccessAttempt.objects.filter(attempt_time__lte=timezone.now() - WINDOW).delete()
