"""Addresses for many new things at once: the plain wish where it is free, else with a number."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from django.utils.text import slugify

from catalog.models import Film, FormerAddress, OldSlug

LONGEST = 100  # leaves room for a year and a number
AT_ONCE = 500
BLOCK = 8
MOST_REMEMBERED = 50_000


def wish(words: str, *, otherwise: str) -> str:
    """The words as an address; `otherwise` where they have no Latin letter or digit."""
    return slugify(words)[:LONGEST].strip("-_") or otherwise


class Slugs:
    """Gives addresses of one kind of thing; the same ones for the same wishes and library."""

    def __init__(self, model: Any) -> None:
        self.model = model
        self.next: dict[str, int] = {}  # the first number of a wish that may be free

    def give(self, wishes: Sequence[Sequence[str]]) -> list[str]:
        """An address for each: the first of its wishes that is free, else the last and a number.

        Takes two queries, and two more for each eightfold of things that wish for the same.
        """
        taken = self._taken(set(chain.from_iterable(wishes)))
        given: list[str] = [""] * len(wishes)
        waiting = []
        for place, several in enumerate(wishes):
            free = next((slug for slug in several if slug not in taken), None)
            if free is None:
                waiting.append(place)
            else:
                given[place] = free
                taken.add(free)
        while waiting:
            waiting = self._number(waiting, wishes, given, taken)
        return given

    def _number(
        self, waiting: list[int], wishes: Sequence[Sequence[str]], given: list[str], taken: set[str]
    ) -> list[int]:
        """Give numbered addresses to those waiting; those left wait for higher numbers."""
        last = {place: wishes[place][-1] for place in waiting}
        count = {slug: list(last.values()).count(slug) for slug in set(last.values())}
        blocks = {slug: self._block(slug, number) for slug, number in count.items()}
        taken |= self._taken(chain.from_iterable(blocks.values()))
        left = []
        for place, slug in last.items():
            free = next((one for one in blocks[slug] if one not in taken), None)
            if free is None:
                self.next[slug] = 2 * self._first(slug) + BLOCK
                left.append(place)
            else:
                given[place] = free
                taken.add(free)
                self.next[slug] = int(free.rpartition("-")[2]) + 1
        if len(self.next) > MOST_REMEMBERED:
            self.next.clear()
        return left

    def _first(self, slug: str) -> int:
        return self.next.get(slug, 2)

    def _block(self, slug: str, number: int) -> list[str]:
        first = self._first(slug)
        return [f"{slug}-{n}" for n in range(first, first + number + BLOCK)]

    def _taken(self, slugs: Iterable[str]) -> set[str]:
        """Those in use, or that lead somewhere since they were."""
        wanted, taken = list(slugs), set()
        former: Any
        if self.model is Film:
            former = OldSlug.objects.all()
        else:
            former = FormerAddress.objects.filter(kind=self.model._meta.model_name)
        for start in range(0, len(wanted), AT_ONCE):
            some = wanted[start : start + AT_ONCE]
            for rows in (self.model._default_manager.all(), former):
                taken |= set(rows.filter(slug__in=some).values_list("slug", flat=True))
        return taken
