"""WebVTT, read as the parser of the W3C reads it; every departure from the form is named.

Source: https://www.w3.org/TR/webvtt1/ and the W3C's own validator, whose judgement this shares.
"""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from streaming.media.captions.timing import timing_of

ARROW = "-->"
SIGNATURE = re.compile("\ufeff?WEBVTT(?:[ \t].*)?")
NEW_LINE = re.compile("\r\n|\r|\n")
NOTE = re.compile("NOTE(?:[ \t].*)?")
STYLE = re.compile("STYLE(?:[ \t].*)?")
MOST_TOLD = 500  # problems of one file: nobody reads more


@dataclass(frozen=True)
class Problem:
    """Where a file departs from the form: the number of the line, and words for a librarian."""

    line: int
    words: str


@dataclass(frozen=True)
class TimedText:
    """A cue as it stands in a file. start, end: in milliseconds. line: of its times."""

    line: int
    start: int
    end: int
    payload: str
    name: str = ""
    settings: str = ""


@dataclass
class Reading:
    """What a file holds, in the order of the file, and what is wrong with it."""

    cues: list[TimedText] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def read(text: str) -> Reading:
    """The cues that a browser would show, and all that is wrong with the file."""
    return Reader(text).read()


class Reader:
    """Goes through the lines once, block by block."""

    def __init__(self, text: str) -> None:
        self.lines = NEW_LINE.split(text.replace("\0", "\ufffd"))
        self.at = 0
        self.reading = Reading()

    def read(self) -> Reading:
        self._head()
        while self.at < len(self.lines):
            if not self._here:
                self.at += 1
            elif ARROW in self._here:
                self._cue("")
            else:
                self._other_block()
        return self.reading

    @property
    def _here(self) -> str:
        return self._line(self.at)

    def _line(self, number: int) -> str:
        """Past the end there are empty ones."""
        return self.lines[number] if number < len(self.lines) else ""

    def _tell(self, words: str) -> None:
        if len(self.reading.problems) < MOST_TOLD:
            self.reading.problems.append(Problem(self.at + 1, words))

    def _head(self) -> None:
        if not SIGNATURE.fullmatch(self._here):
            self._tell(_("A WebVTT file begins with a line that says WEBVTT."))
        self.at += 1
        if self._here:
            self._tell(_("An empty line has to follow the first one."))
        while self._here and ARROW not in self._here:
            self.at += 1

    def _other_block(self) -> None:
        """A note, a style sheet, or the name of a cue."""
        name = self._here
        if NOTE.fullmatch(name):
            self._skip(_("A note cannot hold “-->”."))
        elif STYLE.fullmatch(name):
            if self.reading.cues:
                self._tell(_("A STYLE block has to stand before the first cue."))
            self._skip(_("A STYLE block cannot hold “-->”."))
        elif ARROW in self._line(self.at + 1):
            self.at += 1
            self._cue(name)
        else:
            self._tell(_("Here is text without times."))
            self.at += 1

    def _skip(self, words: str) -> None:
        """To the next empty line. words: what is told of a line that looks like times."""
        self.at += 1
        while self._here:
            if ARROW in self._here:
                self._tell(words)
            self.at += 1

    def _cue(self, name: str) -> None:
        line, timing = self.at + 1, timing_of(self._here, self._tell)
        if timing and self.reading.cues and timing.start < self.reading.cues[-1].start:
            self._tell(_("The cue begins before the one above it."))
        self.at += 1
        payload = self._payload(is_shown=timing is not None)
        if timing is not None:
            cue = TimedText(line, timing.start, timing.end, payload, name, timing.settings)
            self.reading.cues.append(cue)

    def _payload(self, *, is_shown: bool) -> str:
        begin = self.at
        while self._here and ARROW not in self._here:
            self.at += 1
        if self._here and is_shown:
            self._tell(_("An empty line has to stand before the times of a cue."))
        return "\n".join(self.lines[begin : self.at])
