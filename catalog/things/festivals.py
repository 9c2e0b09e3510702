"""Festivals: what was shown at each edition, and what it won."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef

from catalog.models import Award, Participation
from catalog.search.current import Moment
from catalog.things.kind import ORDERS, Place, Tabled, Thing


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
        return [
            Place(film_id, row=pk, note=edition)
            for film_id, pk, edition in rows.values_list("film_id", "pk", "edition")
        ]

    def notes(self, places: Sequence[Place]) -> Mapping[Place, tuple[str, ...]]:
        """The edition, and what was won at it. One query."""
        awards: dict[int, list[str]] = {}
        rows = Award.objects.filter(participation__in=[place.row for place in places])
        for participation, text in rows.values_list("participation", "text"):
            awards.setdefault(participation, []).append(text)
        said = {place: (place.note, *awards.get(place.row, ())) for place in places}
        return {place: tuple(filter(None, notes)) for place, notes in said.items() if any(notes)}

    def about(self, thing: Thing, moment: Moment) -> Mapping[str, Any]:
        return {"other_names": list(thing.row.aliases.values_list("name", flat=True))}
