"""The line that says when a cue is shown, and where: `00:12.500 --> 00:14.000 align:start`."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

BLANK = " \t\f"
TIME = re.compile(r"(?:([0-9]{1,6}):)?([0-9]{2}):([0-9]{2})\.([0-9]{3})(?![0-9])")
WITH_COMMA = re.compile(r"[0-9]:[0-9]{2},[0-9]")
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Timing:
    """start, end: in milliseconds. settings: the rest of the line, as it is written."""

    start: int
    end: int
    settings: str


def timing_of(line: str, tell: Tell) -> Timing | None:
    """What the line says, or None where a browser would not show its cue.

    tell: hears, in words, of every departure from the form that shows in this line.
    """
    start, rest = _time(line.lstrip(BLANK))
    if start is None:
        tell(_wrong_time(line))
        return None
    arrow = rest.lstrip(BLANK)
    if not arrow.startswith("-->"):
        tell(_wrong_time(line))
        return None
    end, settings = _time(arrow[3:].lstrip(BLANK))
    if end is None:
        tell(_wrong_time(line))
        return None
    if rest[:1] not in BLANK or arrow[3:4] not in BLANK:
        tell(_("There has to be a blank before and after “-->”."))
    if end <= start:
        tell(_("The cue ends before it begins, or as it begins."))
    return Timing(start, end, settings.strip(BLANK))


def milliseconds(text: str) -> int | None:
    """A time with nothing before or after it; None for anything else."""
    time, rest = _time(text)
    return None if rest else time


def _time(text: str) -> tuple[int | None, str]:
    """The time that a text begins with, in milliseconds, and what follows it."""
    found = TIME.match(text)
    if not found:
        return None, text
    hours, minutes, seconds, thousandths = (int(part or 0) for part in found.groups())
    if minutes > 59 or seconds > 59:
        return None, text
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths, text[found.end() :]


def _wrong_time(line: str) -> str:
    if WITH_COMMA.search(line):
        return _("In WebVTT a point comes before the thousandths of a second, not a comma.")
    return _("Times are written as 00:12:41.500 --> 00:12:44.000.")
