"""Bring the demo into a database: what is there is left as it is, what is missing is added."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from catalog.models import Film
from catalog.pictures.making import ask_for, unmade
from catalog.search.writer import index_stale
from filmlib.demo import catalogue, clip, fixtures, universities
from filmlib.demo.posters import drawings_of


def load() -> Counter[str]:
    """Load `fixtures/`, in one transaction, and say how many of each noun were added.

    A film that is there is left with all that belongs to it, whatever staff made of it since.
    Raises ValueError where there are films and none is the demo's: that is somebody's library.
    """
    rows = fixtures.read("films")
    refuse_a_library(rows)
    known = set(demo_films(rows).values_list("identifier", flat=True))
    missing = [row for row in rows if row["id"] not in known]
    # Drawn and filmed before the database is held, and the one beside the other.
    with ThreadPoolExecutor(max_workers=1) as beside:
        making = beside.submit(clip.make)
        drawings, has_clip = drawings_of(missing), making.result()
    with transaction.atomic():
        refuse_a_library(rows)
        catalogue.add_festivals(fixtures.read("festivals"))
        for row in missing:
            catalogue.add_film(row, drawings[row["slug"]])
        films = _by_slug_in_fixtures(rows)
        added = Counter(
            films=len(missing),
            weeks=catalogue.add_weeks(fixtures.read("weeks"), films),
            universities=universities.add_universities(fixtures.read("universities")),
            licences=universities.add_licences(fixtures.read("licences"), films),
            media=universities.add_media(fixtures.read("media"), films, has_clip=has_clip),
        )
        index_stale()
        ask_for(unmade())
    return added


def demo_films(rows: list[dict[str, Any]]) -> QuerySet[Film]:
    """The demo's films that are there, known by what never changes."""
    return Film.objects.filter(identifier__in=[row["id"] for row in rows])


def refuse_a_library(rows: list[dict[str, Any]]) -> None:
    others = Film.objects.exclude(identifier__startswith="invented-").order_by("pk")
    film = None if demo_films(rows).exists() else others.first()
    if film is not None:
        raise ValueError(
            f"This database holds films that are not the demo's, such as “{film}”:"
            " load the demo into an empty one."
        )


def _by_slug_in_fixtures(rows: list[dict[str, Any]]) -> dict[str, Film]:
    """The demo's films by the slug the fixtures know; their present one may be another."""
    films = {film.identifier: film for film in demo_films(rows)}
    return {row["slug"]: films[row["id"]] for row in rows}
