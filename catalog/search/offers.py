"""What can be chosen next, and how many films each choice would find."""

from dataclasses import dataclass

from catalog.models.film import sort_key
from catalog.search.columns import Value
from catalog.search.facets import Facet, Words, facets
from catalog.search.named import Named, named_by_value
from catalog.search.narrowing import Narrowing

SHOWN = 8  # values of a group; all are on a page of their own

Counts = dict[Value, int]


@dataclass(frozen=True)
class Choice:
    """A value to choose, or chosen. count: the films with it, whatever its group narrows to."""

    text: str
    words: Words
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Group:
    """A facet as a page offers it. has_more: values than are among the choices."""

    name: str
    label: Words
    choices: list[Choice]
    has_more: bool

    @property
    def chosen(self) -> int:
        return sum(choice.is_chosen for choice in self.choices)


def offers(narrowing: Narrowing) -> list[Group]:
    """The groups that some film has a value of, in the order of the settings. One query."""
    moment = narrowing.moment
    offered = [facet for facet in facets().values() if facet.is_offered]
    counts = {f.name: _to_show(narrowing, f) for f in offered if f.makes_sense(moment)}
    names = named_by_value(counts)
    groups = []
    for name, found in counts.items():
        facet = facets()[name]
        shown = dict(list(found.items())[:SHOWN])
        shown |= {value: found[value] for value in _added(narrowing, facet) if value in found}
        choices = _choices(narrowing, facet, shown, names)
        if choices:
            groups.append(Group(name, facet.label, choices, len(found) > len(shown)))
    return groups


def every_offer(narrowing: Narrowing, facet: Facet) -> list[Choice]:
    """Every value that the facet offers, by name. One query."""
    found = dict(facet.counts(narrowing.tally_for(facet.name), narrowing.moment, None))
    choices = _choices(narrowing, facet, found, named_by_value({facet.name: found}))
    return (
        choices if facet.order else sorted(choices, key=lambda choice: sort_key(str(choice.words)))
    )


def _to_show(narrowing: Narrowing, facet: Facet) -> Counts:
    """The most frequent values, more than are shown, and those that are shown at any count."""
    tally, added = narrowing.tally_for(facet.name), _added(narrowing, facet)
    found = dict(facet.counts(tally, narrowing.moment, SHOWN + len(added) + 1))
    for value in added:
        if value not in found:
            found[value] = (facet.films(value, narrowing.moment) & tally.films).bit_count()
    return found


def _added(narrowing: Narrowing, facet: Facet) -> list[Value]:
    """Values shown without films too: those chosen, and all of a group of few."""
    chosen = [named.value for named in narrowing.chosen if named.facet is facet]
    few = facet.few_values(narrowing.moment, SHOWN)
    return [value for value in [*chosen, *few] if value is not None]


def _choices(
    narrowing: Narrowing, facet: Facet, counts: Counts, names: dict[tuple[str, Value], Named]
) -> list[Choice]:
    """In the facet's own order, or the most frequent first."""
    chosen = narrowing.question.chosen(facet.name)
    values = list(counts)
    if facet.order:
        values.sort(key=facet.order)
    choices = []
    for value in values:
        named = names.get((facet.name, value))
        if named is not None:
            is_chosen = named.text in chosen
            choices.append(Choice(named.text, named.words, counts[value], is_chosen))
    if not facet.order:
        choices.sort(key=lambda choice: (-choice.count, str(choice.words)))
    return choices
