"""Years and countries: things that are facts of a film and have no table."""

import re
from collections import Counter
from datetime import datetime

from django.db.models import Q

from catalog.codes import country_name
from catalog.models import Film
from catalog.models.film import EARLIEST_YEAR, LATEST_YEAR
from catalog.things.kind import Entry, Kind, Thing


class Years(Kind):
    def find(self, key: str) -> Thing | None:
        is_year = re.fullmatch("[0-9]{4}", key) and EARLIEST_YEAR <= int(key) <= LATEST_YEAR
        return Thing(self, key, key) if is_year else None

    def films(self, thing: Thing) -> Q:
        """Made in that year, or in a range of years around it."""
        year = int(thing.key)
        return Q(year_from=year) | Q(year_from__lt=year, year_to__gte=year)

    def entries(self, *, at: datetime) -> list[Entry]:
        films = Film.objects.published(at=at).order_by()
        count: Counter[int] = Counter()
        for first, last in films.values_list("year_from", "year_to"):
            count.update(range(first, (last or first) + 1) if first else [])
        years = sorted(count, reverse=True)
        return [Entry(Thing(self, str(year), str(year)), count[year]) for year in years]


class Countries(Kind):
    def find(self, key: str) -> Thing | None:
        name = country_name(key) if re.fullmatch("[A-Z]{2}", key) else key
        return Thing(self, key, name) if name != key else None

    def films(self, thing: Thing) -> Q:
        return Q(countries__icontains=f'"{thing.key}"')

    def entries(self, *, at: datetime) -> list[Entry]:
        films = Film.objects.published(at=at).order_by()
        count: Counter[str] = Counter()
        for codes in films.values_list("countries", flat=True):
            count.update(codes)
        entries = [Entry(Thing(self, code, country_name(code)), count[code]) for code in count]
        return sorted(entries, key=lambda entry: entry.thing.name)
