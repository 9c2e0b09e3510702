"""What films are narrowed by. `FILM_FACETS` in the settings lists every app's, in order.

The values of a facet are as `catalog.search.entry` keeps them; each has a text in addresses and
words on pages. A facet whose films depend on the visitor or the clock finds them at each request.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog import codes
from catalog.film_set import NO_FILMS, film_set
from catalog.models import Collection, Credit, Distributor, Festival, Person, Subject
from catalog.search.columns import Value
from catalog.search.current import Moment
from catalog.search.entry import ANY_AWARD, RUNTIME_BANDS
from catalog.search.tally import Tally

ANY = "any"  # in an address, for an award won wherever
Words = str | Promise
Sets = Mapping[Value, int]  # by value, the set of its films
Found = TypeVar("Found")


@dataclass(frozen=True)
class Visit(Moment):
    """What there is to narrow for one visitor. found: by who found it, what was found so far."""

    visitor: Any = None
    found: dict[Callable[..., Any], Any] = field(default_factory=dict)

    def once(self, find: Callable[["Visit"], Found]) -> Found:
        """What the function finds for this visit, however often it is asked for."""
        if find not in self.found:
            self.found[find] = find(self)
        found: Found = self.found[find]
        return found


@dataclass(frozen=True)
class Facet:
    """A facet whose films the columns hold, and whose values say what they are.

    name: also that of its parameter in addresses. value_of: a text there as a value; raises
    ValueError for a text that is none. text_of, words_of: a value there, and on a page.
    order: a key of values that come in an order of their own, and not the most frequent first.
    is_offered: pages list its values; else it is only taken from an address.
    """

    name: str
    label: Words
    value_of: Callable[[str], Value] = str
    text_of: Callable[[Value], str] = str
    words_of: Callable[[Value], Words] = str
    order: Callable[[Value], Any] | None = None
    is_offered: bool = True

    def value(self, text: str) -> Value | None:
        """What a text of an address stands for; None for nothing."""
        try:
            value = self.value_of(text)
        except ValueError:
            return None
        return value if self.text_of(value) == text else None

    def says(self, value: Value) -> bool:
        """Whether the value says itself what it is; things have to be looked up."""
        return True

    def text(self, value: Value) -> str:
        return self.text_of(value)

    def words(self, value: Value) -> Words:
        return self.words_of(value)

    def films(self, value: Value, moment: Visit) -> int:
        """The set of the value's films."""
        return self.films_of([value], moment)[value]

    def films_of(self, values: Sequence[Value], moment: Visit) -> Sets:
        """The sets of several values' films."""
        return {value: moment.columns.with_value(self.name, value) for value in values}

    def makes_sense(self, moment: Visit) -> bool:
        """Whether it can be asked by this visitor at all."""
        return True

    def counts(self, tally: Tally, moment: Visit, most: int | None) -> list[tuple[Value, int]]:
        """The values that some of the films have, the most frequent first, so many at most."""
        return tally.of(self.name, most)

    def few_values(self, moment: Visit, fewer_than: int) -> list[Value]:
        """All values that a published film has, if they are so few."""
        rows = moment.columns.by_total(self.name)
        if len(rows) >= fewer_than:
            return []
        values = [value for _total, value, _column in rows]
        return [value for value in values if self.films(value, moment) & moment.published]


@dataclass(frozen=True)
class ThingFacet(Facet):
    """A facet of things that have a name, an address and a number, which is the value.

    any_words: for the value ANY, which is none of them, and has `any` for its text.
    """

    model: type[Model] = Subject
    any_words: Words = ""

    def value(self, text: str) -> Value | None:
        return ANY_AWARD if self.any_words and text == ANY else None

    def says(self, value: Value) -> bool:
        return bool(self.any_words) and value == ANY_AWARD

    def text(self, value: Value) -> str:
        return ANY

    def words(self, value: Value) -> Words:
        return self.any_words


class PersonFacet(ThingFacet):
    """People are too many to keep a column of each: their credits tell."""

    def films_of(self, values: Sequence[Value], moment: Visit) -> Sets:
        """One query."""
        credits = Credit.objects.filter(person_id__in=values).order_by()
        films: dict[Value, list[int]] = defaultdict(list)
        for person_id, film_id in credits.values_list("person", "film"):
            films[person_id].append(film_id)
        return {value: film_set(films[value]) & moment.published for value in values}


@dataclass(frozen=True)
class VisitorFacet(Facet):
    """A facet whose films are asked for at each request.

    sets_for: the sets by value, in order; None where the question makes no sense for this visitor.
    """

    sets_for: Callable[[Visit], Sets | None] = lambda _visit: None

    def sets(self, moment: Visit) -> Sets | None:
        return moment.once(self.sets_for)

    def makes_sense(self, moment: Visit) -> bool:
        return self.sets(moment) is not None

    def films_of(self, values: Sequence[Value], moment: Visit) -> Sets:
        sets = self.sets(moment) or {}
        return {value: sets.get(value, NO_FILMS) for value in values}

    def counts(self, tally: Tally, moment: Visit, most: int | None) -> list[tuple[Value, int]]:
        sets = (self.sets(moment) or {}).items()
        counts = ((value, (films & tally.films).bit_count()) for value, films in sets)
        return sorted((pair for pair in counts if pair[1]), key=lambda pair: -pair[1])[:most]

    def few_values(self, moment: Visit, fewer_than: int) -> list[Value]:
        sets = self.sets(moment) or {}
        return list(sets) if len(sets) < fewer_than else []


@cache
def facets() -> dict[str, Facet]:
    """Every app's facets by their names, in the order of the settings."""
    found: list[Facet] = [import_string(path) for path in settings.FILM_FACETS]
    return {facet.name: facet for facet in found}


def offered(name: str) -> Facet | None:
    """The facet of that name, if pages list its values."""
    facet = facets().get(name)
    return facet if facet is not None and facet.is_offered else None


def _decade(text: str) -> int:
    if len(text) != 5 or not text.endswith("0s"):
        raise ValueError(text)
    return int(text[:4])


def _decade_in_words(first: Value) -> str:
    return _("%(year)ds") % {"year": first}


def _band(text: str) -> int:
    return RUNTIME_BANDS[RUNTIME_BANDS.index(int(text))]


def _band_in_words(shortest: Value) -> str:
    place = RUNTIME_BANDS.index(int(shortest))
    if place == 0:
        return _("Under %(minutes)d min") % {"minutes": RUNTIME_BANDS[1]}
    if place == len(RUNTIME_BANDS) - 1:
        return _("%(minutes)d min and longer") % {"minutes": shortest}
    return _("%(from)d to %(to)d min") % {"from": shortest, "to": RUNTIME_BANDS[place + 1] - 1}


subject = ThingFacet("subject", gettext_lazy("Subject"), model=Subject)
decade = Facet(
    "decade",
    gettext_lazy("Decade"),
    value_of=_decade,
    text_of="{}s".format,
    words_of=_decade_in_words,
    order=lambda first: -int(first),
)
country = Facet(
    "country", gettext_lazy("Country"), words_of=lambda code: codes.country_name(str(code))
)
language = Facet(
    "language", gettext_lazy("Language"), words_of=lambda tag: codes.language_name(str(tag))
)
runtime = Facet(
    "runtime",
    gettext_lazy("Running time"),
    value_of=_band,
    words_of=_band_in_words,
    order=int,
)
festival = ThingFacet("festival", gettext_lazy("Festival"), model=Festival)
award = ThingFacet(
    "award",
    gettext_lazy("Award won"),
    model=Festival,
    any_words=gettext_lazy("At any festival"),
)
distributor = ThingFacet("distributor", gettext_lazy("Distributor"), model=Distributor)
collection = ThingFacet("collection", gettext_lazy("Collection"), model=Collection)
person = PersonFacet("person", gettext_lazy("Person"), model=Person, is_offered=False)
