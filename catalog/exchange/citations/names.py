"""A person's name as citations write it: inverted, straight, or with initials."""

import re
import unicodedata
from dataclasses import dataclass

from catalog.exchange.cited import one_line
from catalog.record import Name

SUFFIX = re.compile(r"(?P<name>.+?),? (?P<suffix>Jr\.?|Sr\.?|II|III|IV|V)")
CLOSE_INITIAL = re.compile(r"\.(?=\w)")


@dataclass(frozen=True)
class Parts:
    """A name in its parts; without a given name, `family` is the whole of it.

    is_family_first: it stands first on screen too, so that nothing is turned round.
    """

    family: str
    given: str = ""
    suffix: str = ""
    is_family_first: bool = False

    @property
    def straight(self) -> str:
        """`Lixin Fan`, `Martin Luther King Jr.`, `Chen Kaige`."""
        names = [self.family, self.given] if self.is_family_first else [self.given, self.family]
        return " ".join(part for part in (*names, self.suffix) if part)

    @property
    def inverted(self) -> str:
        """`Fan, Lixin`, `King, Martin Luther, Jr.`; `Chen Kaige` as it is."""
        if self.is_family_first:
            return self.straight
        return ", ".join(part for part in (self.family, self.given, self.suffix) if part)

    @property
    def with_initials(self) -> str:
        """`Fan, L.`, `King, M. L., Jr.`; `Chen, K.`, since APA inverts every name."""
        parts = (self.family, initials(self.given), self.suffix)
        return ", ".join(part for part in parts if part)


def parts_of(name: Name) -> Parts:
    """A group, a name of one word and a name whose parts nobody entered stay whole.

    The suffix may stand at the end of the family name, of the given name or of the name shown.
    """
    text, family, given = one_line(name.text), one_line(name.family), one_line(name.given)
    if form := one_line(name.citation_form):
        family, _comma, given = (part.strip() for part in form.partition(","))
        if not given:
            return Parts(form)
    if name.is_collective or not (family and given):
        return Parts(text)
    family, suffix_of_family = _without_suffix(family)
    given, suffix_of_given = _without_suffix(given)
    before, suffix_shown = _without_suffix(text)
    shown = suffix_shown if before.endswith(f" {family}") else ""  # Henry V may be one Mr V
    suffix = suffix_of_family or suffix_of_given or shown
    return Parts(family, CLOSE_INITIAL.sub(". ", given), suffix, name.is_family_first)


def listed(name: Name) -> str:
    """Family, given, suffix, as files have it: `Fan, Lixin`, and `Chen, Kaige` too."""
    parts = parts_of(name)
    return ", ".join(part for part in (parts.family, parts.given, parts.suffix) if part)


def initials(given: str) -> str:
    """`Martin Luther` as `M. L.`, `Jean-Claude` as `J.-C.`, `Kar-wai` as `K.`.

    A small word (`van`) and a name in a script without capitals stay as they are.
    """
    return " ".join(_initial(word) for word in unicodedata.normalize("NFC", given).split())


def _initial(word: str) -> str:
    if not word[0].isupper():
        return word
    return "-".join(f"{part[0]}." for part in word.split("-") if part[:1].isupper())


def _without_suffix(text: str) -> tuple[str, str]:
    found = SUFFIX.fullmatch(text)
    return (found["name"], found["suffix"]) if found else (text, "")
