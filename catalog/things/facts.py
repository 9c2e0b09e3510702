"""Years and countries: things that are facts of a film and have no table."""

import re
from bisect import bisect_left
from collections.abc import Mapping
from itertools import groupby
from typing import Any

from catalog.codes import country_name
from catalog.film_set import film_set
from catalog.models.film import EARLIEST_YEAR, LATEST_YEAR, sort_key
from catalog.search.current import Moment
from catalog.search.state import Question
from catalog.search.tally import Tally
from catalog.things.kind import Entry, Kind, Thing, initial


class Years(Kind):
    """The years that films were made in; a range counts where it begins."""

    orders = ("title", "newest")

    def find(self, key: str) -> Thing | None:
        is_year = re.fullmatch("[0-9]{4}", key) and EARLIEST_YEAR <= int(key) <= LATEST_YEAR
        return self._thing(int(key)) if is_year else None

    def films(self, thing: Thing, moment: Moment) -> int:
        by_year, year = moment.columns.orders["year"], int(thing.key)
        first = bisect_left(by_year.keys, (-year,))
        return film_set(by_year.ids[first : bisect_left(by_year.keys, (1 - year,))])

    def within(self, thing: Thing) -> Question:
        return Question().with_value("decade", f"{thing.key[:3]}0s")

    def about(self, thing: Thing, moment: Moment) -> Mapping[str, Any]:
        """The years next to it that have films, and its decade."""
        years = [int(entry.thing.key) for entry in self.entries(moment)]
        before = [year for year in years if year < int(thing.key)]
        after = [year for year in years if year > int(thing.key)]
        return {
            "before": self._thing(before[0]) if before else None,
            "after": self._thing(after[-1]) if after else None,
            "decade": thing.key[:3] + "0",
        }

    def entries(self, moment: Moment) -> list[Entry]:
        """The latest first."""
        by_year, flags = moment.columns.orders["year"], moment.columns.flags(moment.published)
        pairs = zip(by_year.keys, by_year.ids, strict=True)
        years = (-key[0] for key, film_id in pairs if key[0] and flags[film_id])
        counts = ((year, sum(1 for _film in films)) for year, films in groupby(years))
        return [Entry(self._thing(year), count, str(year // 10 * 10)) for year, count in counts]

    def _thing(self, year: int) -> Thing:
        return Thing(self, str(year), str(year))


class Countries(Kind):
    """Of today, and of the past: a film keeps the country that it was made in."""

    def find(self, key: str) -> Thing | None:
        name = country_name(key) if re.fullmatch("[A-Z]{2}", key) else key
        return Thing(self, key, name) if name != key else None

    def films(self, thing: Thing, moment: Moment) -> int:
        return moment.columns.with_value("country", thing.key)

    def entries(self, moment: Moment) -> list[Entry]:
        counts = Tally(moment.columns, moment.published).of("country")
        found = ((self.find(str(code)), count) for code, count in counts)
        entries = [
            Entry(thing, count, initial(sort_key(thing.name))) for thing, count in found if thing
        ]
        return sorted(entries, key=lambda entry: sort_key(entry.thing.name))
