"""What a source says of its films, in the catalogue's own shapes, whatever its format was.

Readers make these; what is done with them is not theirs to know. A fact that is absent is one the
source is silent about; an empty text or list is its word that there is none.

    title, sort_title, original_title    text
    original_title_language              BCP 47
    other_titles                         [(text, language or "")]
    year                                 (from or None, to or None, is_circa)
    released_on                          a day, as 2019-04-03, or None
    countries                            [ISO 3166 code, also of a country that is no more]
    languages                            [BCP 47]; zxx where nobody speaks
    runtime_seconds                      int
    colour                               a value of Film.Colour
    synopsis, synopsis_language, synopsis_source, content_notes
    subjects                             [path of names, widest first: ("Work", "Factory work")]
    credits                              [(name, role, function, is_collective)] in order;
                                         function: the source's words where they say more
    distributors, collections            [name]
    identifiers                          [(scheme, value)]
    festivals                            [(festival, edition, [award, ...])]
    reviews                              [(quotation, outlet, critic, url, verdict)]
    slug, identifier                     text, in the catalogue's own exports only
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Incoming:
    """One film as a source describes it.

    key: the source's own permanent number for it; empty when it has none.
    place: its line or record in the file, from 1.
    unread: (fact, text as it came) for each text that could not be understood, or not wholly.
    """

    key: str
    place: int
    facts: Mapping[str, Any]
    unread: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Rejected:
    """A record that cannot be a film as it stands, and why, in a sentence."""

    place: int
    reason: str
    title: str = ""


@dataclass(frozen=True)
class NotAFilm:
    """A sound record of something else (a text, slides, a serial), and what it is."""

    place: int
    reason: str
    title: str = ""


class Unreadable(ValueError):
    """A file that is none of ours, or breaks off: `reason` in a sentence, `place` where, or 0."""

    def __init__(self, reason: str, place: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.place = str(reason), place


class Undecided(Unreadable):
    """A table with dates that can be read in two ways. columns: heading -> one of them."""

    def __init__(self, columns: Mapping[str, str]) -> None:
        dates = ", ".join(f"{text} ({heading})" for heading, text in columns.items())
        words = _("Does the day or the month come first? It can be read in two ways: %(dates)s.")
        super().__init__(words % {"dates": dates})
        self.columns = dict(columns)
