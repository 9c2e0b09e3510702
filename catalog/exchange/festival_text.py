"""The festivals of a film as the plain text that came with its first page.

    •  a festival begins with up to three spaces and a bullet: "  • IDFA"
    ·  below it, indented by four spaces or a tab, one line for each award it gave the film

What is behind the indentation of an award is kept letter for letter.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

LONGEST_NAME, LONGEST_AWARD = 200, 500  # letters, as the columns have them
FESTIVAL = re.compile(r" {0,3}[•*-](?P<name>.*)")
AWARD = re.compile(r"(?: {4}|\t)(?P<text>.*)")
LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Entry:
    """One bullet: a festival's name, and what the film won there, in order."""

    festival: str
    awards: tuple[str, ...] = ()


class UnreadableText(ValueError):
    """Lines that are neither; `args` holds a sentence for each, naming the line."""


def read(text: str) -> list[Entry]:
    """The entries of a text, in order. Empty lines say nothing. Raises UnreadableText."""
    bullets: list[tuple[str, list[str]]] = []
    wrong = []
    for number, line in enumerate(LINE_END.split(text), start=1):
        if not line.strip():
            continue
        if found := FESTIVAL.fullmatch(line):
            name = found["name"].strip()
            bullets.append((name, []))
            refusal = _refusal(name, LONGEST_NAME)
        elif (found := AWARD.fullmatch(line)) and bullets:
            bullets[-1][1].append(found["text"])
            refusal = _refusal(found["text"], LONGEST_AWARD)
        elif found:
            refusal = _("an award needs its festival above it.")
        else:
            refusal = _("a festival begins with •, an award with four spaces.")
        if refusal:
            wrong.append(_("Line %(number)s: %(refusal)s") % {"number": number, "refusal": refusal})
    if wrong:
        raise UnreadableText(*wrong)
    return [Entry(name, tuple(awards)) for name, awards in bullets]


def write(entries: Iterable[Entry]) -> str:
    """The text of the entries; `read` gives them back. A line end inside a name is a space."""
    lines = []
    for entry in entries:
        lines.append(f"  • {LINE_END.sub(' ', entry.festival)}")
        lines.extend(f"    {LINE_END.sub(' ', award)}" for award in entry.awards)
    return "\n".join(lines)


def _refusal(words: str, longest: int) -> str:
    if not words:
        return _("the festival needs its name.")
    if len(words) > longest:
        return _("at most %(longest)s letters, here are %(letters)s.") % {
            "longest": longest,
            "letters": len(words),
        }
    return ""
