"""What a university can stream now, as a list that every form of it shares."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from catalog.cards import OF_THE_FILM, Card, cards_of
from catalog.models import Film
from streaming.availability import Availability, playable_at
from streaming.models import Licence, University

PER_PAGE = 24
NEW_FOR = timedelta(days=30)


@dataclass(frozen=True)
class PlayableFilms:
    """Published films playable at one university at one instant: ids by title, and answers."""

    university: University
    at: datetime
    ids: list[int]
    answers: dict[int, Availability]

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def last_page(self) -> int:
        return max(1, -(-len(self.ids) // PER_PAGE))

    @property
    def leaving_soon(self) -> list[int]:
        """Films in their last thirty days, the next to leave first."""
        soon = [pk for pk in self.ids if self.answers[pk].leaves_soon]
        return sorted(soon, key=lambda pk: self.answers[pk].last_day or date.max)

    @property
    def newly_here(self) -> list[int]:
        """Films whose first licensed day was in the last thirty, the newest first."""
        since = self.university.day_at(self.at) - NEW_FOR
        first_days = {pk: self.answers[pk].first_day or date.min for pk in self.ids}
        new = [pk for pk in self.ids if first_days[pk] > since]
        return sorted(new, key=lambda pk: first_days[pk], reverse=True)

    def on_page(self, number: int) -> list[int]:
        return self.ids[(number - 1) * PER_PAGE : number * PER_PAGE]

    def cards(self, ids: list[int]) -> list[tuple[Card, Availability]]:
        """The cards of some of these films, in the order given. Two queries."""
        films = Film.objects.only(*OF_THE_FILM).in_bulk(ids)
        cards = cards_of([films[pk] for pk in ids if pk in films])
        return [(card, self.answers[card.pk]) for card in cards]


def playable_films(university: University, *, at: datetime) -> PlayableFilms:
    """What the university can stream at an instant, by title. Two queries."""
    answers = playable_at(university, at=at)
    by_title = (
        Film.objects.published(at=at)
        .filter(pk__in=Licence.objects.at(university).values("film"))
        .order_by("sort_key", "pk")
        .values_list("pk", flat=True)
    )
    return PlayableFilms(university, at, [pk for pk in by_title if pk in answers], answers)
