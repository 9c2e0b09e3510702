"""The column that streaming joins to the list of films."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalog.models import Film
from streaming.access.roles import rights_of
from streaming.availability import universities_playing


def watchable_now(films: list[Film], *, user: Any, at: datetime) -> dict[int, str]:
    """In words, for a page of films: at the universities whose licences `user` sees. One query."""
    among = rights_of(user).universities("streaming.view_licence")
    counts = universities_playing([film.pk for film in films], among=among, at=at)
    return {film.pk: _words(film, counts.get(film.pk, 0), at) for film in films}


watchable_now.short_description = gettext_lazy("Can students watch it now?")  # type: ignore[attr-defined]


def _words(film: Film, universities: int, at: datetime) -> str:
    if not universities:
        return _("No")
    if not film.is_published(at=at):
        return _("No, it is a draft")
    return ngettext(
        "Yes, at %(universities)s university", "Yes, at %(universities)s universities", universities
    ) % {"universities": universities}
