"""Whether a file is WebVTT, to the letter: the judgement of the W3C's validator, in our words.

Source: the npm package webvtt-parser, against which `tests/browser/test_captions.py` holds this.
"""

import re
from collections.abc import Iterator
from html.entities import html5
from itertools import islice

from django.utils.translation import gettext as _

from streaming.media.captions.payload import Kind, Token, tokens_of
from streaming.media.captions.settings import wrong_settings
from streaming.media.captions.timing import milliseconds
from streaming.media.captions.webvtt import MOST_TOLD, Problem, Reading, TimedText, read

REFERENCE = re.compile(r"&([A-Za-z0-9#]*)(;?)")
NUMBERED = re.compile(r"#x?[0-9]+")
WITHOUT_END = frozenset(name for name in html5 if not name.endswith(";"))
PLAIN_TAGS = {"c", "i", "b", "u", "ruby", "rt"}
CHAPTERS = "chapters"


def problems_of(text: str, kind: str = "") -> list[Problem]:
    """All that departs from the form, by line; nothing for a file that is WebVTT.

    kind: of track; the titles of chapters hold no tags.
    """
    return problems_in(read(text), kind)


def problems_in(reading: Reading, kind: str = "") -> list[Problem]:
    in_cues = (problem for cue in reading.cues for problem in _in_cue(cue, kind))
    told = [*reading.problems, *islice(in_cues, MOST_TOLD)]
    return sorted(told, key=lambda problem: problem.line)


def _in_cue(cue: TimedText, kind: str) -> Iterator[Problem]:
    for written in wrong_settings(cue.settings):
        words = _("“%(setting)s” is no setting of a cue.") % {"setting": written[:60]}
        yield Problem(cue.line, words)
    markup = Markup(cue, is_chapter=kind == CHAPTERS)
    line = cue.line + 1
    for token in tokens_of(cue.payload):
        yield from (Problem(line, words) for words in markup.wrong_with(token))
        line += token.written.count("\n")
    yield from (Problem(line, words) for words in markup.left_open())


class Markup:
    """The tags of one cue, as they open and close."""

    def __init__(self, cue: TimedText, *, is_chapter: bool) -> None:
        self.cue = cue
        self.is_chapter = is_chapter
        self.open: list[str] = []
        self.voices = 0  # that are open
        self.time = cue.start

    def wrong_with(self, token: Token) -> Iterator[str]:
        if token.kind is Kind.TEXT:
            yield from _wrong_references(token.written)
            return
        if self.is_chapter:
            yield _("The title of a chapter holds no tags.")
        yield from {
            Kind.START: self._start,
            Kind.END: self._end,
            Kind.TIME: self._time,
        }[token.kind](token)

    def left_open(self) -> Iterator[str]:
        """A voice may go on to the end of its cue."""
        for name in self.open:
            if name != "v":
                yield _("<%(tag)s> is not closed in this cue.") % {"tag": name}

    def _start(self, token: Token) -> Iterator[str]:
        name = token.name
        if name == "v":
            if self.voices:
                yield _("One voice stands inside another.")
            if not token.annotation:
                yield _("<v> has to name who speaks.")
        elif name == "rt" and self.open[-1:] != ["ruby"]:
            yield _("<rt> has to stand inside <ruby>.")
            return
        elif name not in PLAIN_TAGS and name != "lang":
            yield _("%(tag)s is no tag of WebVTT.") % {"tag": token.written[:60]}
            return
        if name in PLAIN_TAGS and token.annotation:
            yield _("<%(tag)s> takes no words beside its name.") % {"tag": name}
        self.open.append(name)
        self.voices += name == "v"

    def _end(self, token: Token) -> Iterator[str]:
        if self.open[-1:] == [token.name]:
            self.voices -= self.open.pop() == "v"
        elif token.name == "ruby" and self.open[-1:] == ["rt"]:
            del self.open[-2:]
        else:
            yield _("%(tag)s closes nothing that is open.") % {"tag": token.written[:60]}

    def _time(self, token: Token) -> Iterator[str]:
        time = milliseconds(token.name)
        if time is None:
            yield _("%(tag)s is no time.") % {"tag": token.written[:60]}
        elif not self.time < time < self.cue.end:
            yield _("%(tag)s is not between the times around it.") % {"tag": token.written[:60]}
        else:
            self.time = time


def _wrong_references(text: str) -> Iterator[str]:
    """An ampersand begins a character reference: `&amp;` is one itself."""
    for found in REFERENCE.finditer(text):
        name, end = found.groups()
        if not end or not (NUMBERED.fullmatch(name) or _is_known(name)):
            yield _("“%(text)s” is no character reference: write & as &amp;.") % {
                "text": found[0][:60]
            }


def _is_known(name: str) -> bool:
    if f"{name};" in html5:
        return True
    return any(name[:length] in WITHOUT_END for length in range(2, 7))
