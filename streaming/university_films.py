"""What a university can stream now, as a list that every form of it shares."""

from dataclasses import dataclass
from datetime import datetime

from catalog.cards import OF_THE_FILM, Card, cards_of
from catalog.models import Film
from streaming.availability import Availability
from streaming.models import University
from streaming.standing import Standing, standing

PER_PAGE = 24


@dataclass(frozen=True)
class PlayableFilms:
    """Published films playable at one university at one instant: ids by title."""

    university: University
    at: datetime
    standing: Standing

    @property
    def ids(self) -> list[int]:
        return self.standing.playable

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def last_page(self) -> int:
        return max(1, -(-len(self.ids) // PER_PAGE))

    def on_page(self, number: int) -> list[int]:
        return self.ids[(number - 1) * PER_PAGE : number * PER_PAGE]

    def answer(self, film_id: int) -> Availability:
        return self.standing.answer(film_id, at=self.at)

    def cards(self, ids: list[int]) -> list[tuple[Card, Availability]]:
        """The cards of some of these films, in the order given. Two queries."""
        films = Film.objects.only(*OF_THE_FILM).in_bulk(ids)
        cards = cards_of([films[pk] for pk in ids if pk in films])
        return [(card, self.answer(card.pk)) for card in cards]


def playable_films(university: University, *, at: datetime) -> PlayableFilms:
    """What the university can stream at an instant, by title. One query; two after a change."""
    return PlayableFilms(university, at, standing(university, at=at))
