"""Subjects that stand below one another, as the paths of a source say."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from catalog.exchange.importing.facts import Said
from catalog.exchange.importing.names import Names, Ref
from catalog.models import Subject


def wider_in(facts: Iterable[Said], new: dict[str, str], names: Names) -> dict[str, Ref]:
    """The wider subject of each new one that stands below another, by the first path that says so.

    A source may contradict itself, “A/B” and “B/A”: what would close a ring is left out.
    """
    wider: dict[str, Ref] = {}
    for said in facts:
        for path in said.get("subjects", []):
            for above, below in pairwise([names.find("subject", name) for name in path]):
                if isinstance(below, str) and below not in wider and not _ring(below, above, wider):
                    wider[below] = above
    return wider


def _ring(below: str, above: Ref, wider: dict[str, Ref]) -> bool:
    step: Ref | None = above
    while step is not None and step != below:
        step = wider.get(step) if isinstance(step, str) else None
    return step == below


def waves(new: dict[str, str], wider: dict[str, Ref]) -> Iterator[list[str]]:
    """The keys of the new ones, those first that stand below nothing new."""
    left = dict.fromkeys(new)
    while left:
        ready = [key for key in left if wider.get(key) not in left]
        yield ready
        for key in ready:
            del left[key]


def planted(wider: dict[int, int]) -> Iterator[Subject]:
    """Those of these subjects that stand below nothing so far."""
    numbers = sorted(wider)
    for start in range(0, len(numbers), 500):
        yield from Subject.objects.filter(pk__in=numbers[start : start + 500], parent=None)


def leads_back(pk: int, above: int | None) -> bool:
    """The way up from `above` comes to this subject. A query a step, few steps."""
    seen: set[int] = set()
    while above is not None and above not in seen:
        if above == pk:
            return True
        seen.add(above)
        above = Subject.objects.filter(pk=above).values_list("parent_id", flat=True).first()
    return False
