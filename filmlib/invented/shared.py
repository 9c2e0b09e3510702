"""What the invented films share: people, festivals, subjects, distributors, universities."""

from dataclasses import dataclass
from random import Random

from django.db.models import Model

from catalog.authority.matching import match_key
from catalog.models import Distributor, Festival, Person, Subject
from filmlib.invented import words
from filmlib.invented.table import Table
from streaming.access.ip_ranges import first_and_last
from streaming.models import AddressRange, University

PLACES = (
    ("DE", "Europe/Berlin"), ("US", "America/New_York"), ("US", "America/Los_Angeles"),
    ("NZ", "Pacific/Auckland"), ("GB", "Europe/London"), ("IN", "Asia/Kolkata"),
    ("JP", "Asia/Tokyo"), ("BR", "America/Sao_Paulo"), ("ZA", "Africa/Johannesburg"),
    ("AU", "Australia/Adelaide"), ("CA", "America/St_Johns"), ("FR", "Europe/Paris"),
    ("NP", "Asia/Kathmandu"), ("KI", "Pacific/Kiritimati"), ("CL", "America/Santiago"),
    ("EG", "Africa/Cairo"), ("FI", "Europe/Helsinki"), ("MX", "America/Mexico_City"),
)  # fmt: skip
FESTIVALS, SUBJECTS, DISTRIBUTORS = 40, 60, 30
MOST_UNIVERSITIES = 65_536  # each has one /24 of 10.0.0.0/8


@dataclass(frozen=True)
class Shared:
    """Their numbers in the database."""

    people: range
    festivals: range
    subjects: range
    distributors: range
    universities: range


def make_shared(chance: Random, *, films: int, universities: int) -> Shared:
    return Shared(
        people=_people(chance, max(50, films // 2)),
        festivals=_named(chance, Festival, FESTIVALS),
        subjects=_named(chance, Subject, SUBJECTS),
        distributors=_named(chance, Distributor, DISTRIBUTORS),
        universities=_universities(chance, universities),
    )


def _people(chance: Random, count: int) -> range:
    table = Table(
        Person, "id", "name", "match_key", "sort_key", "slug", "given_name", "family_name"
    )
    first = table.next_id
    names = (words.name(chance) for _number in range(count))
    table.write(
        (
            table.take_id(),
            f"{given} {family}",
            match_key(f"{given} {family}"),
            match_key(f"{family} {given}"),
            f"invented-person-{number}",
            given,
            family,
        )
        for number, (given, family) in enumerate(names, start=1)
    )
    table.finish()
    return range(first, table.next_id)


def _named(chance: Random, model: type[Model], count: int) -> range:
    table = Table(model, "id", "name", "match_key", "slug")
    noun = str(model._meta.object_name)
    first, rows = table.next_id, []
    for number in range(1, count + 1):
        name = f"Invented {noun} {number} of the {words.thing(chance)}"
        rows.append((table.take_id(), name, match_key(name), f"invented-{noun.lower()}-{number}"))
    table.write(rows)
    table.finish()
    return range(first, table.next_id)


def _universities(chance: Random, count: int) -> range:
    table = Table(University, "id", "name", "slug", "country", "timezone")
    ranges = Table(AddressRange, "id", "university", "network", "first", "last")
    first, rows = table.next_id, []
    for number in range(1, count + 1):
        name, slug = f"Invented University {number}", f"invented-university-{number}"
        rows.append((table.take_id(), name, slug, *PLACES[number % len(PLACES)]))
    table.write(rows)
    networks = (f"10.{number // 256}.{number % 256}.0/24" for number in range(count))
    ranges.write(
        (ranges.take_id(), first + number, network, *first_and_last(network))
        for number, network in enumerate(networks)
    )
    table.finish()
    ranges.finish()
    return range(first, table.next_id)
