"""A clip: a stretch of a film under a name, as an address carries it.

It lets nobody in: whoever opens it may watch of the film what they may watch anyway.
"""

from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from catalog.exchange.moment import Moment, moment_from
from catalog.search.state import cleaned

NAME = "clip"  # in an address, beside its `t`
LONGEST_NAME = 120


@dataclass(frozen=True)
class Clip:
    """moment: where a film is to begin and, unless it plays on, where to stop.

    name: one line, or nothing; only a stretch has one.
    """

    moment: Moment
    name: str = ""

    @property
    def is_stretch(self) -> bool:
        return self.moment.end is not None

    @property
    def query(self) -> str:
        """The one way in which an address says it: `t=761,785&clip=The+station`."""
        return "&".join([self.moment.query, *([urlencode({NAME: self.name})] if self.name else [])])

    @classmethod
    def of(cls, query: QueryDict, *, runtime_seconds: int | None = None) -> Self | None:
        """What an address asks for; None if it names no moment that the film has."""
        asked = query.get("t", "")
        if not asked:  # as nearly always: no need to word why it names none
            return None
        try:
            moment = moment_from(asked, runtime_seconds=runtime_seconds)
        except ValueError:
            return None
        return cls(moment, clip_name(query.get(NAME, "")) if moment.end is not None else "")


def clip_name(text: str) -> str:
    """A text as the name of a clip: whatever it was, one line."""
    return cleaned(text, LONGEST_NAME).strip()


def clip_between(start: str, end: str, name: str, *, runtime_seconds: int | None = None) -> Clip:
    """The clip that two typed times mark. Raises ValueError, with words for who typed them."""
    if not (start.strip() and end.strip()):
        raise ValueError(_("A clip needs its start and its end, such as 12:41 and 13:05."))
    moment = moment_from(f"{start.strip()}-{end.strip()}", runtime_seconds=runtime_seconds)
    return Clip(moment, clip_name(name))
