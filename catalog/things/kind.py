"""What every kind of thing can do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, NamedTuple

from django.db.models import Model
from django.utils.functional import Promise

from catalog.addresses import address
from catalog.authority.addresses import former_address
from catalog.models import FormerAddress
from catalog.search.current import Moment
from catalog.search.state import Question
from catalog.search.tally import Tally

ORDERS = ("title", "newest", "year")
MOST_AT_ONCE = 200  # things in a list; of more, those of one letter, so many a page


@dataclass(frozen=True)
class Thing:
    """Something that films have in common. key: the end of its address. row: where it has one."""

    kind: "Kind"
    key: str
    name: str
    row: Any = None

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address(f"catalog:{self.kind.name}_detail", self.key)


class Place(NamedTuple):
    """A film among those of a thing.

    heading: it stands under this one. row: the row that put it there, where there is one. note:
    what that row says.
    """

    film_id: int
    heading: str = ""
    row: int = 0
    note: str = ""


@dataclass(frozen=True)
class Entry:
    """A thing in a list, and how many published films it has. heading: it stands under this one."""

    thing: Thing
    count: int
    heading: str


@dataclass(frozen=True)
class Kind:
    """People, say: their list is at `/people/`, one of them at `/people/lixin-fan/`.

    name: the word for one, in names of addresses. path: the word for all, in addresses.
    title: what people read. orders: how a thing's films can be ordered, the usual way first.
    """

    name: str
    path: str
    title: Promise
    orders: ClassVar[tuple[str, ...]] = ORDERS

    @property
    def list_view(self) -> str:
        return f"catalog:{self.name}_list"

    @property
    def about_template(self) -> str:
        return f"catalog/components/about_{self.name}.html"

    def find(self, key: str) -> Thing | None:
        """The thing of that key, whether films have it or not."""
        raise NotImplementedError

    def former(self, key: str) -> str | None:
        """The present key of a thing that once had this one."""
        return None

    def films(self, thing: Thing, moment: Moment) -> int:
        """The set of its films, published or not (see `catalog.film_set`)."""
        raise NotImplementedError

    def places(self, thing: Thing, order: str, moment: Moment) -> list[Place]:
        """Its published films, all of them, in that order."""
        films = self.films(thing, moment) & moment.published
        return [Place(pk) for pk in moment.columns.ordered(films, order)]

    def notes(self, places: Sequence[Place]) -> Mapping[Place, tuple[str, ...]]:
        """What is said of the films in some of its places."""
        return {place: (place.note,) for place in places if place.note}

    def within(self, thing: Thing) -> Question:
        """The film list narrowed to the thing."""
        return Question().with_value(self.name, thing.key)

    def about(self, thing: Thing, moment: Moment) -> Mapping[str, Any]:
        """What its page says beside its films."""
        return {}

    def entries(self, moment: Moment) -> list[Entry]:
        """Those with a published film, in the order of their list."""
        raise NotImplementedError

    def letters(self, entries: Sequence[Entry]) -> list[str]:
        """The headings of a list that is too long to be shown at once."""
        return list(dict.fromkeys(entry.heading for entry in entries))

    def under(
        self, letter: str, entries: Sequence[Entry], part: slice, moment: Moment
    ) -> tuple[int, list[Entry]]:
        """How many stand under one of them, and a part of these."""
        found = [entry for entry in entries if entry.heading == letter]
        return len(found), found[part]


@dataclass(frozen=True)
class Tabled(Kind):
    """Things that have a table, an address that may change, and a column of their films."""

    model: type[Model] = field(kw_only=True)

    def find(self, key: str) -> Thing | None:
        row = self.model._default_manager.filter(slug=key).first()
        return self.thing(row) if row else None

    def former(self, key: str) -> str | None:
        return former_address(FormerAddress.Kind(self.name), key)

    def thing(self, row: Any) -> Thing:
        return Thing(self, row.slug, row.name, row)

    def films(self, thing: Thing, moment: Moment) -> int:
        return moment.columns.with_value(self.name, thing.row.pk)

    def entries(self, moment: Moment) -> list[Entry]:
        return self.entries_of(self.model._default_manager.order_by("match_key", "pk"), moment)

    def entries_of(self, rows: Iterable[Any], moment: Moment) -> list[Entry]:
        """One query for the rows, none for the counts."""
        count = dict(Tally(moment.columns, moment.published).of(self.name))
        return [
            Entry(self.thing(row), count[row.pk], initial(row.match_key))
            for row in rows
            if row.pk in count
        ]


def initial(key: str) -> str:
    """The letter that a name files under: A to Z, and nothing for all others."""
    letter = key[:1].upper()
    return letter if "A" <= letter <= "Z" else ""
