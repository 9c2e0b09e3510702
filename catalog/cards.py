"""What a film's card shows, wherever films stand in rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from catalog.models import Credit, Film
from catalog.models.film import film_address
from catalog.models.image import image_storage
from catalog.pictures.picture import Picture, picture_of
from catalog.pictures.tones import tone_of_words

WIDEST = 640  # pixels; no card is wider on any screen

# What a card reads of a film; a query for cards alone can leave the rest: `only(*OF_THE_FILM)`.
OF_THE_FILM = (
    *("slug", "title", "year_from", "year_to", "year_is_circa"),
    *("runtime_seconds", "countries"),
)

# Written by hand, since the ORM takes longer to write it than the database to answer it.
DIRECTORS_AND_POSTERS = """
SELECT credit."order", credit.id, film_id, name, '', '', 0, 0, 0, ''
FROM catalog_credit AS credit JOIN catalog_person AS person ON person.id = person_id
WHERE role = 'director' AND film_id IN ({films})
UNION ALL
SELECT "order", id, film_id, '', file, alternative_text, width, height, tone, renditions
FROM catalog_image
WHERE kind = 'poster' AND film_id IN ({films})
"""


@dataclass(frozen=True)
class Card:
    """A film's card: plain values, which JSON can hold.

    poster: the address of a JPEG, or nothing; renditions, width and height are as `Picture`'s.
    tone: the poster's average colour, 0 to 15; without a poster, one derived from the title.
    """

    pk: int
    slug: str
    title: str
    year: str
    directors: str
    runtime_seconds: int | None
    countries: tuple[str, ...]
    poster: str
    poster_words: str
    width: int
    height: int
    tone: int
    renditions: str

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "Card":
        """A card out of its own `vars`, after these were JSON."""
        return cls(**values | {"countries": tuple(values["countries"])})

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return film_address(self.slug)

    @property
    def picture(self) -> Picture:
        """The poster, if there is one."""
        size = self.width, self.height
        return Picture(self.poster, self.poster_words, "", *size, self.tone, self.renditions)


def cards_of(films: Iterable[Film]) -> list[Card]:
    """The films' cards, in their order. One query for all directors and posters."""
    films = list(films)
    directors: dict[int, list[str]] = {}
    posters: dict[int, tuple] = {}
    for _order, _pk, film_id, name, *picture in sorted(_rows([film.pk for film in films])):
        if name:
            directors.setdefault(film_id, []).append(name)
        else:
            posters.setdefault(film_id, tuple(picture))
    return [_card(film, directors.get(film.pk, []), posters.get(film.pk)) for film in films]


def directors_of(film_ids: Iterable[int]) -> dict[int, list[str]]:
    """The names of each film's directors, in the editor's order. One query."""
    directors: dict[int, list[str]] = {}
    credits = Credit.objects.filter(film_id__in=list(film_ids), role=Credit.Role.DIRECTOR)
    for film_id, name in credits.order_by("order", "pk").values_list("film_id", "person__name"):
        directors.setdefault(film_id, []).append(name)
    return directors


def _card(film: Film, directors: list[str], poster: tuple | None) -> Card:
    picture = _poster(*poster) if poster else Picture("", "", "", 0, 0, tone_of_words(film.title))
    return Card(
        pk=film.pk,
        slug=film.slug,
        title=film.title,
        year=str(film.year_display),
        directors=", ".join(directors),
        runtime_seconds=film.runtime_seconds,
        countries=tuple(film.countries),
        poster=picture.url,
        poster_words=picture.alternative_text,
        width=picture.width,
        height=picture.height,
        tone=picture.tone,
        renditions=picture.renditions,
    )


def _poster(
    file: str, words: str, width: int | None, height: int | None, tone: int, renditions: str
) -> Picture:
    return picture_of(
        image_storage().url(file),
        words=words,
        credit="",
        size=(width or 0, height or 0),
        tone=tone,
        renditions=renditions,
        widest=WIDEST,
    )


def _rows(film_ids: list[int]) -> list[tuple]:
    """Directors by name, and posters, as one list: order, id, film, name, then the picture."""
    if not film_ids:
        return []
    films = ", ".join(["%s"] * len(film_ids))
    with connection.cursor() as cursor:
        cursor.execute(DIRECTORS_AND_POSTERS.format(films=films), [*film_ids, *film_ids])
        return list(cursor.fetchall())
