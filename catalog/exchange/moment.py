"""A moment of a film, or a stretch of it, as a citation names it and an address carries it."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

LONGEST = 36_000_000  # seconds: no film has ten thousand hours
TIME = r"(?:[0-9]{1,8}|[0-9]{1,4}:[0-5][0-9](?::[0-5][0-9])?)"
TEXT = re.compile(rf"(?P<start>{TIME})(?:\s?[-–,]\s?(?P<end>{TIME}))?", re.ASCII)


@dataclass(frozen=True)
class Moment:
    """start, end: whole seconds from the beginning of the film; end is None for an instant."""

    start: int
    end: int | None = None

    def __str__(self) -> str:
        """As citations write it: `12:41`, or `12:41–13:05`."""
        return _clock(self.start) + (f"–{_clock(self.end)}" if self.end is not None else "")

    @property
    def query(self) -> str:
        """As an address carries it: `t=761`, or `t=761,785`. Source: Media Fragments URI 1.0."""
        return f"t={self.start}" + (f",{self.end}" if self.end is not None else "")

    def is_of(self, runtime_seconds: int | None) -> bool:
        """Whether a film of that length has it. A length is known to the minute, no better."""
        last = self.start if self.end is None else self.end
        return last <= (runtime_seconds + 60 if runtime_seconds else LONGEST)


def moment_from(text: str, *, runtime_seconds: int | None = None) -> Moment:
    """Read `761`, `12:41`, `1:12:41`, or two of them with a dash or a comma between.

    Raises ValueError, with words for a reader: for anything else, an end that is not after its
    start, or a time after the end of the film.
    """
    found = TEXT.fullmatch(text.strip())
    if not found:
        raise ValueError(_("A moment is written as 12:41, a stretch as 12:41-13:05."))
    start = _seconds(found["start"])
    end = _seconds(found["end"]) if found["end"] else None
    if end is not None and end <= start:
        raise ValueError(_("A stretch of a film ends after it begins."))
    moment = Moment(start, end)
    if not moment.is_of(runtime_seconds):
        raise ValueError(_("The film ends before that."))
    return moment


def _seconds(text: str) -> int:
    total = 0
    for part in text.split(":"):
        total = total * 60 + int(part)
    return total


def _clock(seconds: int) -> str:
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
