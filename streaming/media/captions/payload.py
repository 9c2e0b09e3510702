"""The text of a cue, with its tags and character references, as the WebVTT standard has them."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

TAG = re.compile(r"<([^>]*)>?")
START = re.compile(r"([^\t\n\f .]*)((?:\.[^\t\n\f .]*)*)(.*)", re.DOTALL)
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
BLANKS = re.compile(r"[ \t\f\r\n]+")


class Kind(Enum):
    TEXT = auto()
    START = auto()
    END = auto()
    TIME = auto()


@dataclass(frozen=True)
class Token:
    """A piece of a cue's text. written: as it stands there, with its brackets.

    name: of a tag, or a time. annotation: what follows a tag's name: a voice, a language.
    """

    kind: Kind
    written: str
    name: str = ""
    annotation: str = ""


@dataclass
class Voice:
    speaker: str
    words: list[str] = field(default_factory=list)


def tokens_of(payload: str) -> Iterator[Token]:
    """Text and tags in turn. A tag that nothing closes goes on to the end."""
    done = 0
    for found in TAG.finditer(payload):
        if found.start() > done:
            yield Token(Kind.TEXT, payload[done : found.start()])
        yield _tag(found[0], found[1])
        done = found.end()
    if done < len(payload):
        yield Token(Kind.TEXT, payload[done:])


def voices_in(payload: str) -> list[tuple[str, str]]:
    """Who says what: pairs of a speaker, or nothing, and plain text; never an empty text.

    Readings beside ruby text are left out: they say again how a word is spoken.
    """
    voices, open_tags = [Voice("")], [""]
    for token in tokens_of(payload):
        if token.kind is Kind.START:
            open_tags.append(token.name)
            if token.name == "v":
                speaker = _tidy(html.unescape(token.annotation))
                voices.append(Voice(" ".join(speaker.split())))
        elif token.kind is Kind.END:
            if token.name == open_tags[-1]:
                open_tags.pop()
                if token.name == "v":
                    voices.append(Voice(""))
        elif token.kind is Kind.TEXT and open_tags[-1] != "rt":
            voices[-1].words.append(html.unescape(token.written))
    said = ((voice.speaker, _tidy("".join(voice.words))) for voice in voices)
    return [(speaker, words) for speaker, words in said if words]


def _tag(written: str, inside: str) -> Token:
    if inside.startswith("/"):
        return Token(Kind.END, written, inside[1:])
    if inside[:1].isascii() and inside[:1].isdigit():
        return Token(Kind.TIME, written, inside)
    found = START.fullmatch(inside)
    name, annotation = (found[1], found[3]) if found else (inside, "")
    return Token(Kind.START, written, name, " ".join(BLANKS.split(annotation)).strip())


def _tidy(text: str) -> str:
    """Without signs that nobody sees, and blanks at the ends of lines or more than one in a row."""
    lines = (" ".join(line.split()) for line in CONTROL.sub("", text).splitlines())
    return "\n".join(line for line in lines if line)
