"""An answer of availability, in the words of the people who manage licences."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import formats
from django.utils.translation import gettext as _

from catalog.models import Film
from streaming.availability import Availability, Status
from streaming.licences import Effect


def in_words(said: Availability, film: Film, *, at: datetime) -> str:
    """What the answer means for students of this film now."""
    days = {
        "first": formats.date_format(said.first_day) if said.first_day else "",
        "last": formats.date_format(said.last_day) if said.last_day else "",
    }
    match said.status:
        case Status.STREAMING if not film.is_published(at=at):
            return _("As soon as the film is published")
        case Status.STREAMING:
            return _("Students can watch now")
        case Status.OPENS:
            return _("From %(first)s") % days
        case Status.ENDED:
            return _("Ended on %(last)s") % days
        case Status.NOT_LICENSED:
            return _("No licence")
        case Status.NOT_RELEASED:
            return _("There is no film file yet")
        case Status.WITHDRAWN:
            return _("Withdrawn by the rights holder on %(last)s") % days
        case Status.RESTRICTED:
            return _("Not allowed in this country")
    return ""


def licence_in_words(said: Availability, film: Film, *, at: datetime) -> str:
    """The same of one licence: where it counts for nothing, its days are outside the rights."""
    if said.status is Status.NOT_LICENSED:
        return _("Outside the days that the rights holder allows")
    return in_words(said, film, at=at)


def effects_in_words(effects: Iterable[Effect], *, at: datetime) -> list[tuple[Effect, str, str]]:
    """Each with what students can do before and after it."""
    return [
        (
            effect,
            in_words(effect.before, effect.film, at=at),
            in_words(effect.after, effect.film, at=at),
        )
        for effect in effects
    ]
