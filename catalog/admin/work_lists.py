"""What waits to be done: a sentence, a number, and the list that shows it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.models import Film


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
