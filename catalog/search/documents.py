"""What the index holds of films, gathered for many at once: three queries for any number."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection

from catalog.models import Film
from catalog.models.film import ARTICLES
from catalog.search.entry import ANY_AWARD, Facets, facets_of
from catalog.search.stems import known
from catalog.search.text import Indexed, indexed, whole_title, words_of
from catalog.search.vocabulary import is_counted

TIERS = ("title", "names", "topics", "text")  # each holds the words of those before it

# One row for each thing that belongs to a film: which part, the film, the thing's id, and texts.
ROWS = """
SELECT 'title', film_id, id, text, '', '' FROM catalog_othertitle WHERE film_id IN ({films})
UNION ALL
SELECT 'person', c.film_id, p.id, p.name, p.slug, p.original_name || ' ' || p.citation_form
FROM catalog_credit c JOIN catalog_person p ON p.id = c.person_id WHERE c.film_id IN ({films})
UNION ALL
SELECT 'person', c.film_id, p.person_id, '', '', p.name
FROM catalog_credit c JOIN catalog_personalias p ON p.person_id = c.person_id
WHERE c.film_id IN ({films})
UNION ALL
SELECT 'collection', t.film_id, s.id, s.name, '', ''
FROM catalog_film_collections t JOIN catalog_collection s ON s.id = t.collection_id
WHERE t.film_id IN ({films})
UNION ALL
SELECT 'distributor', t.film_id, s.id, s.name, '', ''
FROM catalog_film_distributors t JOIN catalog_distributor s ON s.id = t.distributor_id
WHERE t.film_id IN ({films})
UNION ALL
SELECT 'alias', t.film_id, a.distributor_id, a.name, '', ''
FROM catalog_film_distributors t
JOIN catalog_distributoralias a ON a.distributor_id = t.distributor_id
WHERE t.film_id IN ({films})
UNION ALL
SELECT 'festival', r.film_id, f.id, f.name, '', ''
FROM catalog_participation r JOIN catalog_festival f ON f.id = r.festival_id
WHERE r.film_id IN ({films})
UNION ALL
SELECT 'alias', r.film_id, a.festival_id, a.name, '', ''
FROM catalog_participation r JOIN catalog_festivalalias a ON a.festival_id = r.festival_id
WHERE r.film_id IN ({films})
UNION ALL
SELECT 'award', r.film_id, r.festival_id, a.text, '', ''
FROM catalog_award a JOIN catalog_participation r ON r.id = a.participation_id
WHERE r.film_id IN ({films})
UNION ALL
SELECT 'review', film_id, id, quotation, outlet, critic
FROM catalog_review WHERE film_id IN ({films})
"""
# UNION, so that a subject that stands below itself ends the walk up.
SUBJECTS = """
WITH RECURSIVE wider(film_id, id) AS (
  SELECT film_id, subject_id FROM catalog_film_subjects WHERE film_id IN ({films})
  UNION
  SELECT wider.film_id, s.parent_id FROM wider JOIN catalog_subject s ON s.id = wider.id
  WHERE s.parent_id IS NOT NULL
)
SELECT 'subject', wider.film_id, s.id, s.name, s.slug, ''
FROM wider JOIN catalog_subject s ON s.id = wider.id
UNION ALL
SELECT 'subject', wider.film_id, a.subject_id, '', '', a.name
FROM wider JOIN catalog_subjectalias a ON a.subject_id = wider.id
"""
OF_THE_FILM = (
    *("id", "title", "original_title", "sort_key", "year_from", "year_to", "countries"),
    *("languages", "runtime_seconds", "synopsis", "synopsis_language", "published_from"),
    "original_title_language",
)


class Row(NamedTuple):
    part: str
    film_id: int
    id: int
    text: str
    slug: str
    further: str


class Name(NamedTuple):
    """A person or subject as suggestions show it, and all the words it is found by."""

    name: str
    slug: str
    words: str


@dataclass(frozen=True)
class Document:
    """What is written of one film. texts: by tier; none for a draft.

    words: those that count in the vocabulary. names: by kind and id.
    """

    film_id: int
    published_from: datetime | None
    sort_key: str
    year: int | None
    titles: str
    facets: Facets
    texts: dict[str, Indexed]
    words: frozenset[str]
    names: dict[tuple[str, int], Name]
    languages: tuple[str, ...]


def documents(film_ids: Sequence[int]) -> dict[int, Document]:
    """The films' documents, by id; a film that is not there has none."""
    if not film_ids:
        return {}
    belongings = _belongings(film_ids)
    films = Film.objects.filter(pk__in=film_ids).values(*OF_THE_FILM)
    return {film["id"]: _document(film, belongings[film["id"]]) for film in films}


def _belongings(film_ids: Sequence[int]) -> dict[int, dict[str, list[Row]]]:
    """By film and part, in the order of ids, so that the same film makes the same document."""
    films = ", ".join(str(int(pk)) for pk in film_ids)
    found: dict[int, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    with connection.cursor() as cursor:
        for query in (ROWS, SUBJECTS):
            cursor.execute(query.format(films=films))
            for row in map(Row._make, sorted(cursor.fetchall())):
                found[row.film_id][row.part].append(row)
    return found


def _document(film: dict[str, Any], parts: dict[str, list[Row]]) -> Document:
    titles = _once(film["title"], film["original_title"], *(row.text for row in parts["title"]))
    languages = known({film["synopsis_language"], film["original_title_language"]})
    is_draft = film["published_from"] is None
    texts = {} if is_draft else _texts(film, titles, parts, languages)
    return Document(
        film_id=film["id"],
        published_from=film["published_from"],
        sort_key=film["sort_key"],
        year=film["year_from"],
        titles="\n".join(map(_joined, titles)),
        facets=_facets(film, parts),
        texts=texts,
        words=_counted(texts["topics"].words) if texts else frozenset(),
        names={} if is_draft else _names(parts),
        languages=languages,
    )


def _texts(
    film: dict[str, Any],
    titles: list[str],
    parts: dict[str, list[Row]],
    languages: tuple[str, ...],
) -> dict[str, Indexed]:
    """Each tier's own words, with those of the tiers before it."""
    people = [text for row in parts["person"] for text in (row.text, row.further)]
    things = [text for part in TOPICS for row in parts[part] for text in (row.text, row.further)]
    years = [str(film[year]) for year in ("year_from", "year_to") if film[year]]
    press = [text for row in parts["review"] for text in (row.text, row.slug, row.further)]
    own = {
        "title": titles,
        "names": people,
        "topics": [*things, *years],
        "text": [film["synopsis"], *press],
    }
    texts: dict[str, Indexed] = {}
    words: list[str] = []
    stems: set[str] = set()
    for tier in TIERS:
        more = indexed(_once(*own[tier]), languages)
        words, stems = words + more.words, stems | more.stems
        texts[tier] = Indexed(words, stems)
    texts["title"] = Indexed(texts["title"].words, texts["title"].stems | _whole(titles))
    return texts


TOPICS = ("subject", "collection", "distributor", "festival", "alias", "award")


def _whole(titles: Iterable[str]) -> set[str]:
    """Each title as one word, with its article and without."""
    wholes = {whole_title(form) for title in titles for form in (title, without_article(title))}
    return wholes - {""}


def without_article(title: str) -> str:
    """`The Piano` is asked for as `piano`."""
    for article in ARTICLES:
        if title.casefold().startswith(article):
            return title[len(article) :]
    return title


def _facets(film: dict[str, Any], parts: dict[str, list[Row]]) -> Facets:
    won = [row.id for row in parts["award"]]
    lists = {part: [row.id for row in parts[part]] for part in OF_IDS}
    lists["award"] = [ANY_AWARD, *won] if won else []
    return facets_of(
        years=(film["year_from"], film["year_to"]),
        runtime_seconds=film["runtime_seconds"],
        lists=lists | {"country": _codes(film["countries"]), "language": _codes(film["languages"])},
    )


OF_IDS = ("subject", "festival", "distributor", "collection", "person")


def _codes(value: Any) -> list[Any]:
    """Another program may have written anything where a list of codes belongs."""
    return [code for code in value if isinstance(code, str)] if isinstance(value, list) else []


def _names(parts: dict[str, list[Row]]) -> dict[tuple[str, int], Name]:
    """Each person and subject, with its other names: their rows come first, without address."""
    further: dict[tuple[str, int], list[str]] = defaultdict(list)
    names: dict[tuple[str, int], Name] = {}
    for kind in ("person", "subject"):
        for row in parts[kind]:
            further[kind, row.id].append(row.further)
            if row.slug:
                words = _joined(" ".join([row.text, *further[kind, row.id]]))
                names[kind, row.id] = Name(row.text, row.slug, words)
    return names


def _counted(words: Iterable[str]) -> frozenset[str]:
    return frozenset(word for word in set(words) if is_counted(word))


@lru_cache(maxsize=50_000)
def _joined(text: str) -> str:
    """A title or a name in the index's words."""
    return " ".join(words_of(text))


def _once(*texts: str) -> list[str]:
    return [text for text in dict.fromkeys(texts) if text]
