"""The things of one kind, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from catalog.paging import Pages
from catalog.search.current import moment
from catalog.things.kind import MOST_AT_ONCE, Entry, Kind

OTHER = "other"  # in an address, for names that file under no letter of ours


@dataclass(frozen=True)
class Letter:
    """A heading of a long list, with its address; `words` is empty for all that file elsewhere."""

    words: str
    address: str
    is_current: bool


@dataclass(frozen=True, kw_only=True)
class Index(Pages):
    """A page of a list. letters: none where the list is short enough to be shown at once."""

    kind: Kind
    entries: Sequence[Entry]
    letters: Sequence[Letter] = ()


def index_of(kind: Kind, *, letter: str, number: int, at: datetime) -> Index:
    """All that have a published film, or those of a letter."""
    now = moment(at=at)
    entries = kind.entries(now)
    if len(entries) <= MOST_AT_ONCE:
        return Index(1, 1, kind=kind, entries=entries)
    letters = kind.letters(entries)
    names = {text.lower() or OTHER: text for text in letters}
    asked = letter if letter in names else next(iter(names))
    part = slice((number - 1) * MOST_AT_ONCE, number * MOST_AT_ONCE)
    count, shown = kind.under(names[asked], entries, part, now)

    def address(page: int = 1, name: str = asked) -> str:
        return "?" + urlencode({"letter": name} | ({"page": page} if page > 1 else {}))

    return Index(
        number,
        max(1, -(-count // MOST_AT_ONCE)),
        address,
        kind=kind,
        entries=shown,
        letters=[Letter(text, address(name=name), name == asked) for name, text in names.items()],
    )
