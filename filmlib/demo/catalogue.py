"""The demo's films and what belongs to them, and its weeks."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.text import slugify

from catalog.models import (
    Award,
    Credit,
    Distributor,
    Festival,
    FestivalAlias,
    Film,
    FilmIdentifier,
    Image,
    OtherTitle,
    Participation,
    Person,
    Review,
    Subject,
    Week,
    WeekEntry,
)
from catalog.models.week import monday_of
from filmlib.demo.fixtures import instant
from filmlib.demo.posters import Drawing


def add_festivals(rows: Iterable[dict[str, Any]]) -> None:
    for row in rows:
        festival, is_new = Festival.objects.get_or_create(
            name=row["name"], defaults={"slug": slugify(row["name"])}
        )
        for alias in row["aliases"] if is_new else []:
            FestivalAlias.objects.create(festival=festival, name=alias)


def add_film(row: dict[str, Any], drawings: Iterable[Drawing]) -> Film:
    """One film and everything that is its own; what it shares with others is added once."""
    film = Film.objects.create(**_film_fields(row))
    film.subjects.set([_named(Subject, name) for name in row["subjects"]])
    if "distributor" in row:
        film.distributors.set([_named(Distributor, row["distributor"])])
    for order, credit in enumerate(row["credits"]):
        Credit.objects.create(film=film, person=_person(credit), role=credit["role"], order=order)
    for order, title in enumerate(row.get("other_titles", [])):
        OtherTitle.objects.create(film=film, text=title, order=order)
    for order, (scheme, value) in enumerate(row.get("identifiers", {}).items()):
        FilmIdentifier.objects.create(film=film, scheme=scheme, value=value, order=order)
    for order, review in enumerate(row.get("reviews", [])):
        Review.objects.create(film=film, order=order, **review)
    for order, showing in enumerate(row.get("participations", [])):
        _add_participation(film, showing, order)
    for order, drawing in enumerate(drawings):
        _add_picture(film, drawing, order)
    return film


def add_weeks(rows: Iterable[dict[str, Any]], films: dict[str, Film]) -> int:
    """The demo's weeks, counted from the running one, where the library has none at all."""
    if Week.objects.exists():
        return 0
    running = monday_of(timezone.localdate())
    for row in rows:
        week = Week.objects.create(
            monday=running + timedelta(weeks=row["week"]),
            note=row["note"],
            signature=row["signature"],
        )
        for order, slug in enumerate(row["films"]):
            WeekEntry.objects.create(week=week, film=films[slug], order=order)
    return len(list(rows))


def _film_fields(row: dict[str, Any]) -> dict[str, Any]:
    original, year = row.get("original_title", {}), row["year"]
    minutes = row.get("runtime_minutes")
    return {
        "identifier": row["id"],
        "slug": row["slug"],
        "title": row["title"],
        "sort_title": row.get("sort_title", ""),
        "citation_title": row.get("citation_title", ""),
        "original_title": original.get("text", ""),
        "original_title_language": original.get("language", ""),
        "original_title_script": original.get("script", ""),
        "year_from": year["from"],
        "year_to": year.get("to"),
        "year_is_circa": year.get("circa", False),
        "countries": row["countries"],
        "languages": row["languages"],
        "runtime_seconds": minutes and minutes * 60,
        "colour": row["colour"],
        "synopsis": row["synopsis"],
        "synopsis_source": row["synopsis_source"],
        "content_notes": row.get("content_notes", ""),
        "published_from": instant(row["published"]),
        "staff_notes": f"Facts from: {row['facts_from']}.",
    }


def _named(noun: Any, name: str) -> Any:
    return noun.objects.get_or_create(name=name, defaults={"slug": slugify(name)})[0]


def _person(row: dict[str, Any]) -> Person:
    fields = {
        "name": row["name"],
        "family_name": row.get("family", ""),
        "given_name": row.get("given", ""),
        "original_name": row.get("original", ""),
        "original_language": row.get("original_language", ""),
        "family_name_first": row["family_first"],
        "is_collective": row["collective"],
    }
    return Person.objects.get_or_create(slug=slugify(row["name"]), defaults=fields)[0]


def _add_participation(film: Film, row: dict[str, Any], order: int) -> None:
    participation = Participation.objects.create(
        film=film,
        festival=Festival.objects.get(name=row["festival"]),
        edition=row.get("edition", ""),
        source=row["source"],
        is_disputed=row["disputed"],
        order=order,
    )
    for place, text in enumerate(row["awards"]):
        Award.objects.create(participation=participation, text=text, order=place)


def _add_picture(film: Film, drawing: Drawing, order: int) -> None:
    Image.objects.create(
        film=film,
        kind=drawing.kind,
        file=ContentFile(drawing.webp, name=f"{drawing.kind}.webp"),
        alternative_text=drawing.alternative_text,
        credit=drawing.credit,
        order=order,
    )
