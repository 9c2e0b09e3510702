"""What the catalogue holds, made to order: valid unasked, any field may be given."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from itertools import count
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image as Pillow

from catalog.models import (
    Award,
    Collection,
    Credit,
    Distributor,
    Festival,
    Film,
    Image,
    Material,
    Participation,
    Person,
    Review,
    Source,
    SourceRecord,
    Subject,
    Week,
    WeekEntry,
)

_numbers = count(1)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
A_MONDAY = date(2020, 1, 6)


def make_film(**values: Any) -> Film:
    """A published film; `published_from=None` makes a draft."""
    number = next(_numbers)
    defaults = {"title": f"Film {number}", "slug": f"film-{number}", "published_from": LONG_AGO}
    return Film.objects.create(**defaults | values)


def make_person(**values: Any) -> Person:
    number = next(_numbers)
    return Person.objects.create(
        **{"name": f"Person {number}", "slug": f"person-{number}"} | values
    )


def make_credit(**values: Any) -> Credit:
    return Credit.objects.create(
        film=values.pop("film", None) or make_film(),
        person=values.pop("person", None) or make_person(),
        **values,
    )


def make_review(**values: Any) -> Review:
    number = next(_numbers)
    defaults = {"outlet": f"Outlet {number}", "quotation": f"Words {number}."}
    return Review.objects.create(film=values.pop("film", None) or make_film(), **defaults | values)


def make_festival(**values: Any) -> Festival:
    number = next(_numbers)
    return Festival.objects.create(
        **{"name": f"Festival {number}", "slug": f"festival-{number}"} | values
    )


def make_participation(*awards: str, **values: Any) -> Participation:
    """A participation with its awards, in order."""
    participation = Participation.objects.create(
        film=values.pop("film", None) or make_film(),
        festival=values.pop("festival", None) or make_festival(),
        **values,
    )
    for order, text in enumerate(awards):
        Award.objects.create(participation=participation, text=text, order=order)
    return participation


def make_subject(**values: Any) -> Subject:
    number = next(_numbers)
    return Subject.objects.create(
        **{"name": f"Subject {number}", "slug": f"subject-{number}"} | values
    )


def make_collection(**values: Any) -> Collection:
    number = next(_numbers)
    return Collection.objects.create(
        **{"name": f"Collection {number}", "slug": f"collection-{number}"} | values
    )


def make_distributor(**values: Any) -> Distributor:
    number = next(_numbers)
    return Distributor.objects.create(
        **{"name": f"Distributor {number}", "slug": f"distributor-{number}"} | values
    )


def make_source_record(**values: Any) -> SourceRecord:
    number = next(_numbers)
    source = values.pop("source", None) or Source.objects.create(
        slug=f"source-{number}", name=f"Source {number}", attribution=f"Attribution {number}"
    )
    film = values.pop("film", None) or make_film()
    defaults = {"key": str(number), "seen_at": timezone.now()}
    return SourceRecord.objects.create(source=source, film=film, **defaults | values)


def make_material(**values: Any) -> Material:
    number = next(_numbers)
    defaults = {
        "kind": Material.Kind.STUDY_GUIDE,
        "title": f"Material {number}",
        "url": f"https://example.org/{number}",
    }
    return Material.objects.create(
        film=values.pop("film", None) or make_film(), **defaults | values
    )


def make_week(*films: Film, **values: Any) -> Week:
    """A week with these films, in order."""
    defaults = {"monday": A_MONDAY + timedelta(weeks=next(_numbers))}
    week = Week.objects.create(**defaults | values)
    for order, film in enumerate(films):
        WeekEntry.objects.create(week=week, film=film, order=order)
    return week


def a_picture(*, size: tuple[int, int] = (20, 30), name: str = "picture.png") -> ContentFile:
    """A real picture of one colour, as a browser would hand it in."""
    file = BytesIO()
    Pillow.new("RGB", size, "#86213F").save(file, "PNG")
    return ContentFile(file.getvalue(), name=name)


def make_image(**values: Any) -> Image:
    number = next(_numbers)
    return Image.objects.create(
        film=values.pop("film", None) or make_film(),
        file=values.pop("file", None) or a_picture(),
        **{"alternative_text": f"Picture {number}"} | values,
    )
