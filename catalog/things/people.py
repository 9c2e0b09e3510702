"""People: too many for a column each, so their credits tell which films are theirs."""

from collections.abc import Mapping, Sequence
from string import ascii_uppercase
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When

from catalog.film_set import film_set
from catalog.models import Credit, Person
from catalog.search.current import Moment
from catalog.things.kind import MOST_AT_ONCE, ORDERS, Entry, Place, Tabled, Thing, initial

ROLES = Case(*(When(role=role, then=Value(n)) for n, role in enumerate(Credit.Role.values)))
AFTER_Z = "{"  # the character behind z


class People(Tabled):
    orders = ("role", *ORDERS)

    def films(self, thing: Thing, moment: Moment) -> int:
        return film_set(Credit.objects.filter(person=thing.row).values_list("film_id", flat=True))

    def places(self, thing: Thing, order: str, moment: Moment) -> list[Place]:
        """By role, a film stands under each of its person's roles."""
        if order != "role":
            return super().places(thing, order, moment)
        credits = Credit.objects.filter(person=thing.row, film__published_from__lte=moment.at)
        rows = credits.order_by(ROLES, "film__sort_key", "film_id")
        return [
            Place(film_id, str(Credit.Role(role).label), pk, function)
            for film_id, role, pk, function in rows.values_list("film_id", "role", "pk", "function")
        ]

    def about(self, thing: Thing, moment: Moment) -> Mapping[str, Any]:
        return {"other_names": list(thing.row.aliases.values_list("name", flat=True))}

    def entries(self, moment: Moment) -> list[Entry]:
        """The first of them, and one more than a list shows whole."""
        return [self._entry(row) for row in self._listed(moment)[: MOST_AT_ONCE + 1]]

    def letters(self, entries: Sequence[Entry]) -> list[str]:
        """All: that nobody files under one is said sooner than it is found out for each."""
        return [*ascii_uppercase, ""]

    def under(
        self, letter: str, entries: Sequence[Entry], part: slice, moment: Moment
    ) -> tuple[int, list[Entry]]:
        """Two queries."""
        if letter:
            first = letter.lower()
            chosen = Q(sort_key__gte=first, sort_key__lt=chr(ord(first) + 1))
        else:
            chosen = Q(sort_key__lt="a") | Q(sort_key__gte=AFTER_Z)
        people = self._listed(moment).filter(chosen)
        return people.count(), [self._entry(row) for row in people[part]]

    def _listed(self, moment: Moment) -> QuerySet[Person]:
        """Those with a published film, by name."""
        credits = Credit.objects.filter(
            person=OuterRef("pk"), film__published_from__lte=moment.at
        ).order_by()
        count = credits.values("person").annotate(n=Count("film", distinct=True)).values("n")
        people = Person.objects.filter(Exists(credits)).annotate(films_here=count)
        return people.order_by("sort_key", "pk")

    def _entry(self, row: Any) -> Entry:
        return Entry(self.thing(row), row.films_here, initial(row.sort_key))
