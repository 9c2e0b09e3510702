"""Films in an order that is kept while single films come and go."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Order:
    """Films by a key, and those of equal keys by number: two lists, side by side."""

    keys: list[Any] = field(default_factory=list)
    ids: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, keyed: Iterable[tuple[Any, int]]) -> "Order":
        pairs = sorted(keyed)
        return cls([key for key, _film_id in pairs], [film_id for _key, film_id in pairs])

    def copy(self) -> "Order":
        return Order([*self.keys], [*self.ids])

    def add(self, key: Any, film_id: int) -> None:
        place = self._place(key, film_id)
        self.keys.insert(place, key)
        self.ids.insert(place, film_id)

    def remove(self, key: Any, film_id: int) -> None:
        place = self._place(key, film_id)
        del self.keys[place], self.ids[place]

    def _place(self, key: Any, film_id: int) -> int:
        first = bisect_left(self.keys, key)
        return bisect_left(self.ids, film_id, first, bisect_right(self.keys, key, first))
