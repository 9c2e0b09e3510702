"""Years and countries: things that are facts of a film and have no table."""

import re

from django.db.models import Q

from catalog.codes import country_name
from catalog.models.film import EARLIEST_YEAR, LATEST_YEAR
from catalog.things.kind import Kind, Thing


class Years(Kind):
    def find(self, key: str) -> Thing | None:
        is_year = re.fullmatch("[0-9]{4}", key) and EARLIEST_YEAR <= int(key) <= LATEST_YEAR
        return Thing(self, key, key) if is_year else None

    def films(self, thing: Thing) -> Q:
        """Made in that year, or in a range of years around it."""
        year = int(thing.key)
        return Q(year_from=year) | Q(year_from__lt=year, year_to__gte=year)


class Countries(Kind):
    def find(self, key: str) -> Thing | None:
        name = country_name(key) if re.fullmatch("[A-Z]{2}", key) else key
        return Thing(self, key, name) if name != key else None

    def films(self, thing: Thing) -> Q:
        return Q(countries__icontains=f'"{thing.key}"')
