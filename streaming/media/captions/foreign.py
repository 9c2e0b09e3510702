"""Tracks that are not quite WebVTT, or were never meant to be: SRT, SBV, and what came of them.

Read as generously as no word gets another time, and no word gets lost.
"""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import cast

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from streaming.media.captions.settings import wrong_settings
from streaming.media.captions.tidying import tidied
from streaming.media.captions.webvtt import MOST_TOLD, NEW_LINE, NOTE, STYLE, Problem, TimedText

TIME = r"(?:([0-9]{1,6}):)?([0-9]{1,2}):([0-9]{1,2})(?:[.,:]([0-9]{1,3}))?"
TIMES = re.compile(rf"\s*{TIME}\s*[-–—]+>\s*{TIME}(?![0-9:.,])(.*)")
SBV_TIMES = re.compile(rf"\s*{TIME}\s*,\s*{TIME}\s*()")
LIKE_TIMES = re.compile(r"[-–—]>|^\s*[0-9]+:[^ ,]*,[0-9]+:")
SIGNATURE = re.compile("\ufeff?\\s*WEBVTT\\b.*", re.IGNORECASE)
REGION = re.compile("REGION(?:[ \t].*)?|Region: .*")
NUMBER = re.compile(r"\s*[0-9]+\s*")
LONGEST_CUE = 4_000  # characters
NOT_READ = gettext_lazy("These times cannot be read. They are written as 00:12:41.500.")


class Format(StrEnum):
    WEBVTT = "WebVTT"
    SRT = "SRT"
    SBV = "SBV"


@dataclass
class Track:
    """What a file says. notes, styles: blocks without their first word. lost: what cannot be read.

    moved: cues that begin before the one above them; here they are in order.
    """

    cues: list[TimedText] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    lost: list[Problem] = field(default_factory=list)
    moved: list[Problem] = field(default_factory=list)


def format_of(text: str, name: str = "") -> Format:
    """By what is in it; the file's name counts where it says WebVTT, which has to say so itself."""
    lines = NEW_LINE.split(text)
    first = next((line for line in lines if line.strip()), "")
    if SIGNATURE.fullmatch(first) or name.lower().endswith(".vtt"):
        return Format.WEBVTT
    times = next((line for line in lines if LIKE_TIMES.search(line)), "")
    if SBV_TIMES.fullmatch(times) or (times and ">" not in times):
        return Format.SBV
    return Format.SRT


def track_in(text: str, format_: Format, *, is_plain: bool = False) -> Track:
    """All that the file says, in the order of its times. is_plain: without any tags."""
    return Reader(text, format_, is_plain=is_plain).read()


class Reader:
    """Goes through the lines once."""

    def __init__(self, text: str, format_: Format, *, is_plain: bool) -> None:
        self.lines = NEW_LINE.split(text.replace("\0", "\ufffd"))
        self.times = SBV_TIMES if format_ is Format.SBV else TIMES
        self.is_webvtt = format_ is Format.WEBVTT
        self.line_break = "[br]" if format_ is Format.SBV else "\n"
        self.is_plain = is_plain
        self.at = 0
        self.track = Track()

    def read(self) -> Track:
        if self.is_webvtt:
            self._head()
        while self.at < len(self.lines):
            self._block()
        self._in_order()
        return self.track

    def _line(self, further: int = 0) -> str:
        at = self.at + further
        return self.lines[at].strip() if at < len(self.lines) else ""

    def _head(self) -> None:
        """What stands below the first line is a note: some programs write an author there."""
        first = next((n for n, line in enumerate(self.lines) if line.strip()), 0)
        if not SIGNATURE.fullmatch(self.lines[first]):
            return
        self.at = first + 1
        if lines := self._lines():
            self.track.notes.append("\n".join(lines))

    def _block(self) -> None:
        line = self._line()
        if not line:
            self._skip()
        elif self.times.fullmatch(line):
            self._cue("")
        elif self.is_webvtt and NOTE.fullmatch(line):
            self.track.notes.append("\n".join(self._lines(1)).strip()[4:].strip())
        elif self.is_webvtt and STYLE.fullmatch(line):
            style = "\n".join(self._lines(1)[1:])
            self.track.styles += [] if self.track.cues else [style]
        elif self.is_webvtt and REGION.fullmatch(line):
            self._lines(1)
        elif self.times.fullmatch(self._line(1)):
            self._skip()
            self._cue(line if self.is_webvtt else "")
        else:
            self._lost(line)

    def _skip(self) -> None:
        self.at += 1

    def _lines(self, at_least: int = 0) -> list[str]:
        """Those up to an empty one, or to times."""
        begin = self.at
        self.at += at_least
        while self._line() and not self._begins_a_cue():
            self.at += 1
        return self.lines[begin : self.at]

    def _begins_a_cue(self) -> bool:
        """Here are times, or the number of a cue above them."""
        line = self._line()
        if NUMBER.fullmatch(line) and self.times.fullmatch(self._line(1)):
            return True
        return LIKE_TIMES.search(line) is not None

    def _lost(self, line: str) -> None:
        if LIKE_TIMES.search(line):
            self._tell(str(NOT_READ))
        elif not NUMBER.fullmatch(line):
            self._tell(_("Here is text without times."))
        self._skip()

    def _tell(self, words: str) -> None:
        if len(self.track.lost) < MOST_TOLD:
            self.track.lost.append(Problem(self.at + 1, words))

    def _cue(self, name: str) -> None:
        line, found = self._line(), self.at + 1
        *parts, rest = cast(re.Match[str], self.times.fullmatch(line)).groups()
        start, end = _milliseconds(*parts[:4]), _milliseconds(*parts[4:])
        if start is None or end is None:
            self._tell(str(NOT_READ))
        elif end <= start:
            self._tell(_("The cue ends before it begins, or as it begins."))
        self._skip()
        text = "\n".join(self._lines()).replace(self.line_break, "\n")
        if len(text) > LONGEST_CUE:
            self._tell(_("The cue above this line is longer than anybody reads."))
        elif text and start is not None and end is not None and end > start:
            payload = tidied(text, start, end, is_plain=self.is_plain)
            settings = self._settings(text, rest)
            self.track.cues.append(TimedText(found, start, end, payload, name, settings))

    def _settings(self, text: str, rest: str) -> str:
        if not self.is_webvtt:
            return "line:0" if re.match(r"\{\\an[789]\}", text) else ""
        wrong = set(wrong_settings(rest.strip()))
        return " ".join(setting for setting in rest.split() if setting not in wrong)

    def _in_order(self) -> None:
        cues = self.track.cues
        for before, cue in pairwise(cues):
            if cue.start < before.start:
                words = _("The cue begins before the one above it.")
                self.track.moved.append(Problem(cue.line, words))
        cues.sort(key=lambda cue: cue.start)


def _milliseconds(hours: str, minutes: str, seconds: str, parts: str | None) -> int | None:
    if int(minutes) > 59 or int(seconds) > 59:
        return None
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    return whole * 1000 + int((parts or "").ljust(3, "0"))
