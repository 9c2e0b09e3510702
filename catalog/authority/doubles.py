"""Things that are likely one: their names are written alike."""

from typing import Any

from django.db.models import Count, QuerySet

from catalog.authority.matching import match_key
from catalog.models import Film

FILMS = {
    "person": "credits__person",
    "subject": "subjects",
    "festival": "participations__festival",
    "distributor": "distributors",
}


def films_of(thing: Any) -> QuerySet[Film]:
    """The films that speak of a thing, drafts among them, by title."""
    return Film.objects.filter(**{FILMS[thing._meta.model_name]: thing}).distinct()


def doubles(model: Any) -> "Doubles":
    """Groups of likely doubles, by name, to be read a page at a time."""
    return Doubles(model)


class Doubles:
    """A sequence of groups. Namesakes that a librarian told apart are no doubles."""

    def __init__(self, model: Any) -> None:
        things = model.objects.exclude(match_key="")
        grouped = things.values("match_key").annotate(number=Count("pk"))
        self.model, self.keys = model, grouped.filter(number__gt=1).order_by("match_key")

    def __len__(self) -> int:
        return int(self.keys.count())

    def __getitem__(self, wanted: slice) -> list[list[Any]]:
        """Two queries for a slice of them."""
        keys = [row["match_key"] for row in self.keys[wanted]]
        groups: dict[str, list[Any]] = {key: [] for key in keys}
        for thing in self.model.objects.filter(match_key__in=keys).order_by("pk"):
            groups[thing.match_key].append(thing)
        return [group for group in groups.values() if are_likely_one(group)]


def are_likely_one(things: list[Any]) -> bool:
    """Two of them at least: names in their own script, where all carry one, tell people apart."""
    originals = [match_key(getattr(thing, "original_name", "")) for thing in things]
    return len(set(originals)) < len(things) or "" in originals
