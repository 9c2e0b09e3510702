"""Festivals: what was shown at each edition, and what it won."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef

from catalog.models import Award, Participation
from catalog.things.kind import ORDERS, Moment, Place, Tabled, Thing


class Festivals(Tabled):
    orders = ("edition", *ORDERS)

    def places(self, thing: Thing, order: str, moment: Moment) -> list[Place]:
        """By edition, the latest first, and in each those that won before the others."""
        if order != "edition":
            return super().places(thing, order, moment)
        awards = Award.objects.filter(participation=OuterRef("pk"))
        shown = Participation.objects.filter(
            festival=thing.row, film__published_from__lte=moment.at
        ).annotate(is_won=Exists(awards))
        rows = shown.order_by("-edition", "-is_won", "film__sort_key", "pk")
        return [Place(*row) for row in rows.values_list("film_id", "edition", "pk")]

    def notes(self, places: Sequence[Place]) -> Mapping[Place, tuple[str, ...]]:
        """The awards. One query."""
        awards: dict[int, list[str]] = {}
        rows = Award.objects.filter(participation__in=[place.row for place in places])
        for participation, text in rows.values_list("participation", "text"):
            awards.setdefault(participation, []).append(text)
        return {place: tuple(awards[place.row]) for place in places if place.row in awards}

    def about(self, thing: Thing, moment: Moment) -> Mapping[str, Any]:
        return {"other_names": list(thing.row.aliases.values_list("name", flat=True))}
