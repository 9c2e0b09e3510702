"""A film as the styles of scholars cite it."""

from dataclasses import dataclass

from catalog.exchange.citations import apa, chicago, mla
from catalog.exchange.citations.pieces import Words
from catalog.exchange.cited import Cited


@dataclass(frozen=True)
class Citation:
    """A film in one style.

    entry: its line in a list of works. mention: how a text refers to it, in parentheses or, where
    `has_notes`, in a note; that is where a moment is named.
    """

    style: str
    name: str
    entry: Words
    mention: Words
    has_notes: bool = False


def citations_of(cited: Cited) -> list[Citation]:
    """The film in every style, in the order in which pages show them."""
    return [
        Citation("apa-7", "APA 7", apa.entry(cited), apa.mention(cited)),
        Citation("mla-9", "MLA 9", mla.entry(cited), mla.mention(cited)),
        Citation(
            "chicago-17-notes",
            "Chicago 17, notes",
            chicago.entry(cited),
            chicago.note(cited),
            has_notes=True,
        ),
        Citation(
            "chicago-17-author-date",
            "Chicago 17, author-date",
            chicago.dated_entry(cited),
            chicago.mention(cited),
        ),
    ]
