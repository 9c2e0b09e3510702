"""What a film is, and what belongs to it: one noun a module."""

from catalog.models.award import Award, Festival, FestivalAlias, Participation
from catalog.models.distributor import Distributor
from catalog.models.film import Film, FilmIdentifier, OldSlug, OtherTitle
from catalog.models.image import Image
from catalog.models.material import Material
from catalog.models.person import Credit, Person
from catalog.models.ready import Ready, Stamp
from catalog.models.review import Review
from catalog.models.search import (
    SearchEntry,
    SearchName,
    SearchRevision,
    SearchStale,
    SearchWord,
)
from catalog.models.subject import Collection, Subject
from catalog.models.week import Week, WeekEntry

__all__ = [
    "Award",
    "Collection",
    "Credit",
    "Distributor",
    "Festival",
    "FestivalAlias",
    "Film",
    "FilmIdentifier",
    "Image",
    "Material",
    "OldSlug",
    "OtherTitle",
    "Participation",
    "Person",
    "Ready",
    "Review",
    "SearchEntry",
    "SearchName",
    "SearchRevision",
    "SearchStale",
    "SearchWord",
    "Stamp",
    "Subject",
    "Week",
    "WeekEntry",
]
