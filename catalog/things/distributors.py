"""Distribution companies, and the other names they go by."""

from collections.abc import Mapping
from typing import Any

from catalog.search.current import Moment
from catalog.things.kind import Tabled, Thing


class Distributors(Tabled):
    def about(self, thing: Thing, moment: Moment) -> Mapping[str, Any]:
        return {"other_names": list(thing.row.aliases.values_list("name", flat=True))}
