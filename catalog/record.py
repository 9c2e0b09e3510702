"""A film's record: all that its page shows, in plain values, from two queries.

Building it from model instances takes a query a table and, measured, ten times the time; exports
and citations will read it too.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from catalog.addresses import address
from catalog.models import Credit, Film, FilmIdentifier, Material
from catalog.models.image import image_storage
from catalog.pictures.picture import Picture, picture_of

# One row for each thing that belongs to the film: which part of the record, the editor's order,
# the row's id, and up to seven values as text.
ROWS = """
SELECT 'credit', c."order", c.id, c.role, p.name, p.slug, p.original_name, p.original_language,
  c.function, CAST(p.id AS text)
FROM catalog_credit c JOIN catalog_person p ON p.id = c.person_id WHERE c.film_id = %(film)s
UNION ALL
SELECT 'name', 0, id, family_name, given_name, citation_form,
  CAST(CAST(family_name_first AS integer) AS text), CAST(CAST(is_collective AS integer) AS text),
  NULL, NULL
FROM catalog_person WHERE id IN (SELECT person_id FROM catalog_credit WHERE film_id = %(film)s)
UNION ALL
SELECT 'image', "order", id, kind, file, alternative_text, credit,
  CAST(width AS text) || ' ' || CAST(height AS text), CAST(tone AS text), renditions
FROM catalog_image WHERE film_id = %(film)s
UNION ALL
SELECT 'title', "order", id, text, language, NULL, NULL, NULL, NULL, NULL
FROM catalog_othertitle WHERE film_id = %(film)s
UNION ALL
SELECT 'identifier', "order", id, scheme, value, NULL, NULL, NULL, NULL, NULL
FROM catalog_filmidentifier WHERE film_id = %(film)s
UNION ALL
SELECT 'review', "order", id, outlet, critic, quotation, url, CAST(published_on AS text), verdict,
  NULL
FROM catalog_review WHERE film_id = %(film)s
UNION ALL
SELECT 'participation', r."order", r.id, CAST(f.id AS text), f.name, f.slug, f.site, r.edition,
  r.source, CAST(CAST(r.is_disputed AS integer) AS text)
FROM catalog_participation r JOIN catalog_festival f ON f.id = r.festival_id
WHERE r.film_id = %(film)s
UNION ALL
SELECT 'alias', 0, a.id, CAST(a.festival_id AS text), a.name, NULL, NULL, NULL, NULL, NULL
FROM catalog_festivalalias a WHERE a.festival_id IN
  (SELECT festival_id FROM catalog_participation WHERE film_id = %(film)s)
UNION ALL
SELECT 'award', a."order", a.id, CAST(a.participation_id AS text), a.text, NULL, NULL, NULL, NULL,
  NULL
FROM catalog_award a JOIN catalog_participation r ON r.id = a.participation_id
WHERE r.film_id = %(film)s
UNION ALL
SELECT 'material', "order", id, kind, title, file, url, language, audience, NULL
FROM catalog_material WHERE film_id = %(film)s
UNION ALL
SELECT 'subject', 0, s.id, s.name, s.slug, NULL, NULL, NULL, NULL, NULL
FROM catalog_subject s JOIN catalog_film_subjects t ON t.subject_id = s.id
WHERE t.film_id = %(film)s
UNION ALL
SELECT 'collection', 0, s.id, s.name, s.slug, NULL, NULL, NULL, NULL, NULL
FROM catalog_collection s JOIN catalog_film_collections t ON t.collection_id = s.id
WHERE t.film_id = %(film)s
UNION ALL
SELECT 'distributor', 0, d.id, d.name, d.slug, d.site, d.rights_contact, d.territory, NULL, NULL
FROM catalog_distributor d JOIN catalog_film_distributors t ON t.distributor_id = d.id
WHERE t.film_id = %(film)s
UNION ALL
SELECT 'source', 0, r.id, s.name, s.licence, s.attribution, s.site, NULL, NULL, NULL
FROM catalog_sourcerecord r JOIN catalog_source s ON s.id = r.source_id
WHERE r.film_id = %(film)s AND (s.licence <> '' OR s.attribution <> '')
"""


class Row(NamedTuple):
    part: str
    order: int
    id: int
    values: tuple[str, ...]


@dataclass(frozen=True)
class CreditLine:
    """The people in one role, in the editor's order."""

    role: str
    label: str
    people: list["Name"]


@dataclass(frozen=True)
class Name:
    """A person's name as shown, in its own script where that differs, and in its parts.

    function: what they did, where the role does not say it. citation_form: how a citation begins
    with the name, where “Family, Given” would be wrong.
    """

    text: str
    slug: str = ""
    original: str = ""
    original_language: str = ""
    function: str = ""
    family: str = ""
    given: str = ""
    citation_form: str = ""
    is_family_first: bool = False
    is_collective: bool = False

    def get_absolute_url(self) -> str:
        return address("catalog:person_detail", self.slug)


@dataclass(frozen=True)
class Quotation:
    """A press review, letter for letter."""

    text: str
    outlet: str
    critic: str
    url: str
    published_on: date | None
    verdict: str


@dataclass(frozen=True)
class Showing:
    """One participation: its edition, what was won, and what is doubted."""

    edition: str
    awards: list[str]
    source: str
    is_disputed: bool


@dataclass(frozen=True)
class Laurel:
    """A festival, with everything the film did there in one entry."""

    festival: str
    slug: str
    aliases: list[str]
    site: str
    showings: list[Showing]

    def get_absolute_url(self) -> str:
        return address("catalog:festival_detail", self.slug)

    @property
    def is_won(self) -> bool:
        return any(showing.awards for showing in self.showings)


@dataclass(frozen=True)
class MaterialLine:
    """Something to use beside the film; `id` is its number at its door."""

    id: int
    kind: str
    title: str
    url: str
    language: str
    is_for_everyone: bool
    is_file: bool


@dataclass(frozen=True)
class Company:
    name: str
    slug: str
    site: str
    rights_contact: str
    territory: str

    def get_absolute_url(self) -> str:
        return address("catalog:distributor_detail", self.slug)


@dataclass(frozen=True)
class Origin:
    """Whose record the film's was made of. attribution: in the words that they ask for."""

    name: str
    licence: str
    attribution: str
    site: str


@dataclass(frozen=True)
class Term:
    """A subject or collection: which of the two, its words and its address."""

    kind: str
    name: str
    slug: str

    def get_absolute_url(self) -> str:
        return address(f"catalog:{self.kind}_detail", self.slug)


@dataclass(frozen=True)
class FilmRecord:
    """A film and all that belongs to it."""

    film: Film
    credits: list[CreditLine] = field(default_factory=list)
    posters: list[Picture] = field(default_factory=list)
    stills: list[Picture] = field(default_factory=list)
    other_titles: list[tuple[str, str]] = field(default_factory=list)
    identifiers: list[FilmIdentifier] = field(default_factory=list)
    reviews: list[Quotation] = field(default_factory=list)
    laurels: list[Laurel] = field(default_factory=list)
    materials: list[MaterialLine] = field(default_factory=list)
    distributors: list[Company] = field(default_factory=list)
    subjects: list[Term] = field(default_factory=list)
    collections: list[Term] = field(default_factory=list)
    origins: list[Origin] = field(default_factory=list)

    @property
    def directors(self) -> list[Name]:
        return self.people("director")

    def people(self, role: str) -> list[Name]:
        """Who is credited in a role of `Credit.Role`, in the editor's order."""
        return next((line.people for line in self.credits if line.role == role), [])

    @property
    def poster(self) -> Picture | None:
        return self.posters[0] if self.posters else None


def film_record(film: Film) -> FilmRecord:
    """The record of a film in hand. One query."""
    with connection.cursor() as cursor:
        cursor.execute(ROWS, {"film": film.pk})
        rows = [Row(part, order, pk, rest) for part, order, pk, *rest in cursor.fetchall()]
    parts: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: row[:3]):
        parts.setdefault(row.part, []).append(row)
    pictures = [(row.values[0], _picture(*row.values[1:])) for row in parts.get("image", [])]
    return FilmRecord(
        film=film,
        credits=_credits(parts),
        posters=[picture for kind, picture in pictures if kind == "poster"],
        stills=[picture for kind, picture in pictures if kind == "still"],
        other_titles=[(row.values[0], row.values[1]) for row in parts.get("title", [])],
        identifiers=[
            FilmIdentifier(pk=row.id, scheme=row.values[0], value=row.values[1])
            for row in parts.get("identifier", [])
        ],
        reviews=[_review(*row.values) for row in parts.get("review", [])],
        laurels=_laurels(parts),
        materials=[_material(row) for row in parts.get("material", [])],
        distributors=sorted(
            (Company(*row.values[:5]) for row in parts.get("distributor", [])),
            key=lambda company: company.name.casefold(),
        ),
        subjects=_terms(parts.get("subject", [])),
        collections=_terms(parts.get("collection", [])),
        origins=list(dict.fromkeys(Origin(*row.values[:4]) for row in parts.get("source", []))),
    )


def _credits(parts: dict[str, list[Row]]) -> list[CreditLine]:
    """Roles in the order of `Credit.Role`, people in the editor's."""
    in_parts = {str(row.id): row.values for row in parts.get("name", [])}
    lines = []
    for role in Credit.Role:
        people = [
            _name(row.values[1:6], in_parts[row.values[6]])
            for row in parts.get("credit", [])
            if row.values[0] == role
        ]
        if people:
            lines.append(CreditLine(role.value, str(role.label), people))
    return lines


def _name(shown: tuple[str, ...], in_parts: tuple[str, ...]) -> Name:
    text, slug, original, original_language, function = shown
    family, given, citation_form, is_family_first, is_collective, *_rest = in_parts
    return Name(
        text=text,
        slug=slug,
        original=original,
        original_language=original_language,
        function=function,
        family=family,
        given=given,
        citation_form=citation_form,
        is_family_first=is_family_first == "1",
        is_collective=is_collective == "1",
    )


def _picture(
    file: str, words: str, credit: str, size: str | None, tone: str, renditions: str
) -> Picture:
    width, height = map(int, (size or "0 0").split())
    return picture_of(
        image_storage().url(file),
        words=words,
        credit=credit,
        size=(width, height),
        tone=int(tone),
        renditions=renditions,
    )


def _review(
    outlet: str, critic: str, text: str, url: str, day: str | None, verdict: str, *_rest: Any
) -> Quotation:
    published_on = date.fromisoformat(day) if day else None
    return Quotation(text, outlet, critic, url, published_on, verdict)


def _laurels(parts: dict[str, list[Row]]) -> list[Laurel]:
    """One entry a festival, won ones first, each half in the editor's order."""
    awards: dict[int, list[str]] = {}
    for row in parts.get("award", []):
        awards.setdefault(int(row.values[0]), []).append(row.values[1])
    aliases: dict[str, list[str]] = {}
    for row in parts.get("alias", []):
        aliases.setdefault(row.values[0], []).append(row.values[1])
    festivals: dict[str, Laurel] = {}
    for row in parts.get("participation", []):
        festival, name, slug, site, edition, source, disputed = row.values
        known = sorted(aliases.get(festival, []))
        laurel = festivals.setdefault(festival, Laurel(name, slug, known, site, []))
        laurel.showings.append(Showing(edition, awards.get(row.id, []), source, disputed == "1"))
    return sorted(festivals.values(), key=lambda laurel: not laurel.is_won)


def _material(row: Row) -> MaterialLine:
    kind, title, file, url, language, audience, _rest = row.values
    return MaterialLine(
        id=row.id,
        kind=str(Material.Kind(kind).label),
        title=title,
        url=url,
        language=language,
        is_for_everyone=audience == Material.Audience.EVERYONE,
        is_file=bool(file),
    )


def _terms(rows: list[Row]) -> list[Term]:
    return sorted(
        (Term(row.part, *row.values[:2]) for row in rows), key=lambda term: term.name.casefold()
    )
