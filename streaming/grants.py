"""Giving a university a film, and taking it back."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.models import Film
from streaming.models import Licence, University


def grant(
    film: Film,
    university: University,
    *,
    starts_on: date | None = None,
    ends_on: date | None = None,
    **further: object,
) -> Licence:
    """One licence more, from today at the university unless `starts_on` says otherwise.

    ends_on: the last day; None is in perpetuity. further: other fields of the licence.
    Raises ValueError, with words, for what can be no licence.
    """
    first = starts_on or university.day_at(timezone.now())
    licence = Licence(film=film, university=university, starts_on=first, ends_on=ends_on, **further)
    try:
        licence.full_clean()
    except ValidationError as error:
        raise ValueError(" ".join(error.messages)) from error
    licence.save()
    return licence


@transaction.atomic
def revoke(film: Film, university: University, *, at: datetime) -> list[Licence]:
    """End every licence of the film there as of `at`, those still to begin among them.

    Raises ValueError, with words, when there is none to end.
    """
    today = university.day_at(at)
    running = Licence.objects.select_for_update(of=("self",)).at(university).not_revoked(at=at)
    ended = list(running.filter(Q(ends_on=None) | Q(ends_on__gte=today), film=film))
    if not ended:
        raise ValueError(
            _("%(university)s has no licence for %(film)s that could be ended.")
            % {"university": university, "film": film}
        )
    for licence in ended:
        licence.revoked_at = at
        licence.save(update_fields=["revoked_at"])
    return ended
