"""A film's festivals put in place as a whole, keeping what a text of them cannot say."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count

from django.db import transaction
from django.utils.text import slugify

from catalog.awards import set_awards
from catalog.exchange.festival_text import Entry
from catalog.models import Festival, FestivalAlias, Film, Participation
from catalog.models.film import ordered


def folded(name: str) -> str:
    """A name for comparison: no case, no accents, one blank between words."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


@dataclass(frozen=True)
class Place:
    """One entry of the text: the festival and the row it has already, where it has them."""

    entry: Entry
    festival: Festival | None
    row: Participation | None

    @property
    def is_kept(self) -> bool:
        """Nothing of it changes, except perhaps where it stands."""
        return self.row is not None and awards_of(self.row) == self.entry.awards


@dataclass(frozen=True)
class Plan:
    """What a text would make of the film's rows."""

    film: Film
    places: list[Place]
    removed: list[Participation]

    @property
    def new_festivals(self) -> list[str]:
        names = [place.entry.festival for place in self.places if place.festival is None]
        return list({folded(name): name for name in reversed(names)}.values())[::-1]


def rows_of(film: Film) -> list[Participation]:
    """The film's rows in order, with festivals and awards. Two queries."""
    return ordered(film.participations.select_related("festival").prefetch_related("awards"))


def awards_of(row: Participation) -> tuple[str, ...]:
    return tuple(award.text for award in ordered(row.awards.all()))


def entries_of(rows: Iterable[Participation]) -> list[Entry]:
    return [Entry(row.festival.name, awards_of(row)) for row in rows]


def plan(film: Film, entries: Sequence[Entry]) -> Plan:
    """Match each entry with a festival, by any of its names, and with a row.

    A row whose festival and awards stay is the same row, so its edition and source stay. Of the
    rest, a row of the same festival is the one whose awards were changed.
    """
    known = _festivals_by_name()
    rows = rows_of(film)
    festivals = [known.get(folded(entry.festival)) for entry in entries]
    taken: dict[int, Participation] = {}
    for must_match_awards in (True, False):
        for number, (entry, festival) in enumerate(zip(entries, festivals, strict=True)):
            if festival is None or number in taken:
                continue
            for row in rows:
                same = row.festival_id == festival.pk
                if same and (not must_match_awards or awards_of(row) == entry.awards):
                    taken[number] = row
                    rows.remove(row)
                    break
    places = [
        Place(entry, festival, taken.get(number))
        for number, (entry, festival) in enumerate(zip(entries, festivals, strict=True))
    ]
    return Plan(film, places, removed=rows)


@transaction.atomic
def carry_out(plan: Plan) -> None:
    """Make the film's rows what the plan says."""
    for row in plan.removed:
        row.delete()
    made: dict[str, Festival] = {}
    for order, place in enumerate(plan.places):
        name = place.entry.festival
        festival = place.festival or made.get(folded(name))
        if festival is None:
            festival = made[folded(name)] = make_festival(name)
        row = place.row or Participation(film=plan.film, festival=festival)
        if row.pk is None or row.order != order:
            row.order = order
            row.save()
        set_awards(row, place.entry.awards)


def make_festival(name: str) -> Festival:
    """A new festival, at an address of its own."""
    wish = slugify(name)[:110] or "festival"
    taken = set(Festival.objects.filter(slug__startswith=wish).values_list("slug", flat=True))
    slugs = (wish if number == 1 else f"{wish}-{number}" for number in count(1))
    return Festival.objects.create(name=name, slug=next(s for s in slugs if s not in taken))


def _festivals_by_name() -> dict[str, Festival]:
    """Every festival by each of its names, folded; a name that two would share is nobody's."""
    festivals = Festival.objects.in_bulk()
    names = [(folded(festival.name), pk) for pk, festival in festivals.items()]
    own = {name for name, _pk in names}
    aliases = FestivalAlias.objects.values_list("name", "festival_id")
    names += [(folded(name), pk) for name, pk in aliases if folded(name) not in own]
    shared = Counter(name for name, _pk in set(names))
    return {name: festivals[pk] for name, pk in names if shared[name] == 1}
