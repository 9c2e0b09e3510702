"""What one row of the index holds of a film beside its words: the values of its facets.

Each group is a list of values, empty where the film has none:

subject       ids of its subjects, and of all wider ones
decade        first years of decades: 2000; a range of years may have several
country       ISO 3166 codes
language      BCP 47 codes
runtime       the shortest running time of its band, in minutes (`RUNTIME_BANDS`)
festival      ids of festivals it was shown at
award         ANY_AWARD where it won anything, and ids of the festivals where it did
distributor   ids
collection    ids
person        ids of everybody credited
"""

from bisect import bisect_right
from collections.abc import Collection, Mapping
from typing import Any

GROUPS = (
    *("subject", "decade", "country", "language", "runtime"),
    *("festival", "award", "distributor", "collection", "person"),
)
RUNTIME_BANDS = (0, 15, 40, 70, 100)  # minutes: under 15, from 15 to under 40, and so on
ANY_AWARD = 0  # no festival has this id

Facets = dict[str, list[Any]]


def facets_of(
    *,
    years: tuple[int | None, int | None],
    runtime_seconds: int | None,
    lists: Mapping[str, Collection[Any]],
) -> Facets:
    """The facets of one film. lists: the values of the groups that are lists already."""
    facets: Facets = {group: sorted(set(lists.get(group, ()))) for group in GROUPS}
    facets["decade"] = decades(*years)
    facets["runtime"] = [] if runtime_seconds is None else [runtime_band(runtime_seconds)]
    return facets


def decades(first: int | None, last: int | None) -> list[int]:
    """`1989, 1991` is in the 1980s and the 1990s; an unknown year in none."""
    if first is None:
        return []
    return list(range(first // 10 * 10, (last or first) + 1, 10))


def runtime_band(seconds: int) -> int:
    return RUNTIME_BANDS[bisect_right(RUNTIME_BANDS, seconds // 60) - 1]
