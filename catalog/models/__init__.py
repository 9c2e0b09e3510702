"""What a film is, and what belongs to it: one noun a module."""

from catalog.models.authority import FormerAddress
from catalog.models.award import Award, Festival, FestivalAlias, Participation
from catalog.models.distributor import Distributor, DistributorAlias
from catalog.models.film import Film, FilmIdentifier, OldSlug, OtherTitle
from catalog.models.image import Image
from catalog.models.job import Job
from catalog.models.material import Material
from catalog.models.merge import Merge
from catalog.models.person import Credit, Person, PersonAlias
from catalog.models.ready import Ready, Stamp
from catalog.models.review import Review
from catalog.models.search import (
    SearchEntry,
    SearchName,
    SearchRevision,
    SearchStale,
    SearchWord,
)
from catalog.models.source import ImportLine, ImportRun, Source, SourceRecord
from catalog.models.subject import Collection, Subject, SubjectAlias
from catalog.models.upload import Upload
from catalog.models.week import Week, WeekEntry

__all__ = [
    "Award",
    "Collection",
    "Credit",
    "Distributor",
    "DistributorAlias",
    "Festival",
    "FestivalAlias",
    "Film",
    "FilmIdentifier",
    "FormerAddress",
    "Image",
    "ImportLine",
    "ImportRun",
    "Job",
    "Material",
    "Merge",
    "OldSlug",
    "OtherTitle",
    "Participation",
    "Person",
    "PersonAlias",
    "Ready",
    "Review",
    "SearchEntry",
    "SearchName",
    "SearchRevision",
    "SearchStale",
    "SearchWord",
    "Source",
    "SourceRecord",
    "Stamp",
    "Subject",
    "SubjectAlias",
    "Upload",
    "Week",
    "WeekEntry",
]
