"""Bring the demo into a database: what is there is left as it is, what is missing is added."""

from collections import Counter

from django.db import transaction

from catalog.models import Film
from filmlib.demo import catalogue, clip, fixtures, universities
from filmlib.demo.posters import drawings_of


def load() -> Counter[str]:
    """Load `fixtures/`, in one transaction, and say how many of each noun were added.

    A film that is there is left with all that belongs to it, whatever staff made of it since.
    Raises ValueError where the database holds films that are not the demo's.
    """
    rows = fixtures.read("films")
    refuse_other_films(rows)
    known = set(Film.objects.values_list("identifier", flat=True))
    missing = [row for row in rows if row["id"] not in known]
    drawings = drawings_of(missing)  # drawn, and the clip made, before the database is held
    has_clip = clip.make()
    with transaction.atomic():
        refuse_other_films(rows)
        catalogue.add_festivals(fixtures.read("festivals"))
        for row in missing:
            catalogue.add_film(row, drawings[row["slug"]])
        films = _by_slug_in_fixtures(rows)
        return Counter(
            films=len(missing),
            weeks=catalogue.add_weeks(fixtures.read("weeks"), films),
            universities=universities.add_universities(fixtures.read("universities")),
            licences=universities.add_licences(fixtures.read("licences"), films),
            media=universities.add_media(fixtures.read("media"), films, has_clip=has_clip),
        )


def refuse_other_films(rows: list[dict]) -> None:
    others = Film.objects.exclude(identifier__in=[row["id"] for row in rows])
    if title := others.values_list("title", flat=True).first():
        raise ValueError(
            f"This database holds films that are not the demo's, such as “{title}”:"
            " load the demo into an empty one."
        )


def _by_slug_in_fixtures(rows: list[dict]) -> dict[str, Film]:
    """The demo's films by the slug the fixtures know; their present one may be another."""
    films = {film.identifier: film for film in Film.objects.all()}
    return {row["slug"]: films[row["id"]] for row in rows}
