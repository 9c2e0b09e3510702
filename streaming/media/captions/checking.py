"""A file that somebody hands over: what it is, what is wrong with it, and what could be kept."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _

from streaming.media.captions.encoding import decoded
from streaming.media.captions.foreign import LONGEST_CUE, Format, format_of, track_in
from streaming.media.captions.judge import CHAPTERS, problems_of
from streaming.media.captions.webvtt import NEW_LINE, Problem, read
from streaming.media.captions.writing import written

LARGEST = 4 * 1024 * 1024  # bytes: a day of speech
MOST_LINES = 100_000
MOST_CUES = 20_000
LONGEST_LINE = 10_000  # characters
MOST_COMPARED = 4_000  # lines
MOST_SHOWN = 40  # changed lines


@dataclass(frozen=True)
class Checked:
    """text: what can be kept as it is, in WebVTT. repaired: what could be kept in its place, if
    somebody agrees. Where neither is there, `problems` say why.

    changes: the lines that a repair takes away (`-`) and puts in (`+`), the first of them.
    """

    format: Format
    problems: tuple[Problem, ...] = ()
    text: str = ""
    repaired: str = ""
    changes: tuple[str, ...] = ()


def checked(data: bytes, *, name: str, language: str, kind: str) -> Checked:
    """Look at a file in WebVTT, SRT or SBV, in any usual encoding. name: as it came.

    Raises ValueError, with words for a librarian, for a file that is no track at all.
    """
    if len(data) > LARGEST:
        raise ValueError(_("The file is larger than captions ever are: 4 MB."))
    found = decoded(data, language)
    text = found.text.replace("\0", "\ufffd")
    if not text.strip():
        raise ValueError(_("The file is empty."))
    _refuse_what_nobody_reads(NEW_LINE.split(text))
    format_ = format_of(text, name)
    problems = problems_of(text, kind) if format_ is Format.WEBVTT else []
    if format_ is Format.WEBVTT and not problems:
        result = "\n".join(NEW_LINE.split(text)).rstrip("\n") + "\n"
    else:
        track = track_in(text, format_, is_plain=kind == CHAPTERS)
        problems = problems or [*track.lost, *track.moved]
        result = "" if track.lost else written(track)
    problems = [*_assumed(text, found.assumed), *problems, *_limits(result, format_)]
    if not result or any(_limits(result, format_)) or problems_of(result, kind):
        return Checked(format_, tuple(problems))
    if not problems:
        return Checked(format_, text=result)
    changes = tuple(islice(_changes(text, result, format_), MOST_SHOWN))
    return Checked(format_, tuple(problems), repaired=result, changes=changes)


def _refuse_what_nobody_reads(lines: list[str]) -> None:
    """Before anything is weighed that could take long."""
    if len(lines) > MOST_LINES or sum("-->" in line for line in lines) > MOST_CUES:
        words = _("There are more cues than a film has: %(number)s at most.")
        raise ValueError(words % {"number": MOST_CUES})
    number = next((n for n, line in enumerate(lines, 1) if len(line) > LONGEST_LINE), 0)
    if number:
        raise ValueError(_("Line %(line)s is longer than anybody reads.") % {"line": number})


def _assumed(text: str, encoding: str) -> Iterator[Problem]:
    """Said at the first line that shows whether the assumption is right."""
    if not encoding:
        return
    lines = enumerate(NEW_LINE.split(text), start=1)
    first = next((number for number, line in lines if not line.isascii()), 1)
    words = _("The file does not say its encoding; it was read as %(encoding)s.")
    yield Problem(first, words % {"encoding": encoding})


def _limits(result: str, format_: Format) -> Iterator[Problem]:
    """WebVTT without a cue is still WebVTT; of other files it says that they are something else."""
    if not result:
        return
    cues = read(result).cues
    if not cues and format_ is not Format.WEBVTT:
        yield Problem(1, _("There is no cue in this file."))
    for cue in cues:
        if len(cue.payload) > LONGEST_CUE:
            yield Problem(cue.line, _("This cue is longer than anybody reads."))


def _changes(text: str, result: str, format_: Format) -> Iterator[str]:
    """Of a file that is written as another kind, only how its letters were read."""
    before, after = NEW_LINE.split(text), result.split("\n")
    if format_ is not Format.WEBVTT or max(len(before), len(after)) > MOST_COMPARED:
        yield from (f"+ {line}" for line in after if not line.isascii())
        return
    for line in difflib.ndiff(before, after, linejunk=None, charjunk=None):
        if line.startswith(("- ", "+ ")) and line[2:].strip():
            yield line
