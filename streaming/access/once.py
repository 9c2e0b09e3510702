"""What counts once: told apart by the database, for every worker and across restarts."""

import hashlib
from datetime import datetime

from django.db import IntegrityError, transaction

from streaming.models import Spent
from streaming.sweeping import sweep


def spend(kind: str, issuer: str, name: str, *, until: datetime, at: datetime) -> bool:
    """Whether this is the first time that `name` of this issuer is shown.

    until: the instant from which it would be refused for its age; it is remembered as long.
    """
    text = "\0".join((kind, issuer, name))
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    sweep(Spent.objects.filter(until__lt=at))
    try:
        with transaction.atomic():
            Spent.objects.create(digest=digest, until=until)
    except IntegrityError:
        return False
    return True
