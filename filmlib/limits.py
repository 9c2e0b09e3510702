"""How often one address may ask for what costs us something; films are never counted.

What is counted stands in `RATE_LIMITED`, and how much of it a minute in `RATE_LIMITS`. The address
is the one that says who is on campus. A keyed digest of it is in the cache for a minute or two, and
nowhere else; no answer about access is.
"""

import re
import time
from functools import cache

import structlog
from django.conf import settings
from django.core.cache import cache as shared
from django.core.cache.backends.locmem import LocMemCache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from streaming.access.ip_ranges import household
from streaming.access.visitor import address_seen

SALT = "filmlib.limits.v1"
MINUTE = 60  # seconds
log = structlog.get_logger(__name__)

_own = LocMemCache("limits", {"OPTIONS": {"MAX_ENTRIES": 20_000}})


def wait(request: HttpRequest) -> int:
    """For how many seconds this address has asked enough; 0 if it may ask."""
    found = _kinds().match(request.path)
    kind = found.lastgroup if found else None
    most = settings.RATE_LIMITS.get(kind, 0) if kind else 0
    if not most:
        return 0
    minute, second = divmod(int(time.time()), MINUTE)
    if _count(f"limit:{kind}:{minute}:{_network(request)}") <= most:
        return 0
    log.info("too_many_requests", kind=kind)
    return MINUTE - second


@cache
def _kinds() -> re.Pattern[str]:
    """What tells of a path which kind of thing it asks for; films match nothing."""
    return re.compile(
        "|".join(f"(?P<{kind}>{path})" for kind, path in settings.RATE_LIMITED.items())
    )


def _network(request: HttpRequest) -> str:
    """Where it comes from, of which nobody can read the address."""
    place = household(address_seen(request) or "")
    return salted_hmac(SALT, place, algorithm="sha256").hexdigest()[:32]


def _count(key: str) -> int:
    """How often it was counted, with this time. Where the cache is gone, each process counts."""
    for counter in (shared, _own):
        try:
            counter.add(key, 0, timeout=2 * MINUTE)
            return counter.incr(key)
        except ValueError:  # thrown out between the two
            return 1
        except Exception as error:  # what a cache raises is its driver's
            log.warning("rate_limits_without_cache", error=type(error).__name__)
    return 1
