"""What waits to be done: a sentence, a number, and the list that shows it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.admin.import_desk import MAY
from catalog.models import Film, Job


@dataclass(frozen=True)
class WorkList:
    words: str
    number: int
    address: str


def without_poster(request) -> WorkList | None:
    """Films that have no picture to be known by; nothing for who may not see films."""
    if not request.user.has_perm("catalog.view_film"):
        return None
    number = Film.objects.exclude(images__kind="poster").count()
    address = reverse("admin:catalog_film_changelist") + "?poster=no"
    return WorkList(_("Films without a poster"), number, address)


def failed_work(request) -> WorkList | None:
    """What was tried and given up, for who can put it right."""
    if not request.user.has_perm(MAY):
        return None
    number = Job.objects.filter(state=Job.State.FAILED).count()
    address = reverse("admin:catalog_job_changelist") + "?state__exact=failed"
    return WorkList(_("Work that failed"), number, address)
