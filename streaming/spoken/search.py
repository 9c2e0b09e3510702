"""Lines in which the words stand that somebody asked for, in films that they may watch."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.safestring import SafeString

from catalog.exchange.moment import Moment
from catalog.film_set import NO_FILMS, film_set
from catalog.search.engine import engine
from catalog.search.marking import marked
from catalog.search.query import Term, Words
from streaming.access.visitor import Visitor
from streaming.availability import Status
from streaming.models import Captions, University
from streaming.releases import Releases
from streaming.spoken.index import LINES, TEXT, TRACKS, up_to_date
from streaming.standing import Standing, standing_and_releases

MOST_FILMS = 5
MOST_TRACKS = 40  # with all of the words somewhere, whose lines are looked at

# A track whose file is not the one its lines were read from is passed by, whoever changed it.
FIND_TRACKS = """
SELECT c.id, c.language, f.id, f.slug, f.title FROM catalog_search_{table} AS t
JOIN streaming_spokentrack AS s ON s.track_id = t.{id}
JOIN streaming_captions AS c ON c.id = s.track_id AND c.file = s.file AND c.kind IN (%s, %s)
JOIN streaming_media AS m ON m.id = c.media_id
JOIN catalog_film AS f ON f.id = m.film_id AND f.published_from <= %s
WHERE {matches} AND {within} ORDER BY c.kind, c.id DESC LIMIT {most}
"""
# The first line of a track: its lines lie side by side, so few are looked at.
FIND_LINE = """
SELECT l.id, l.starts_at, l.speaker, l.text FROM streaming_spokenline AS l WHERE l.id = (
  SELECT MIN(t.{id}) FROM catalog_search_{table} AS t
  WHERE {matches} AND t.{id} BETWEEN {first} AND {last}
)
"""


@dataclass(frozen=True)
class Track:
    """A track, with what is said of its film."""

    pk: int
    language: str
    film_id: int
    slug: str
    title: str


@dataclass(frozen=True)
class Spoken:
    """A line of a film, with what was asked for marked in it."""

    track: Track
    moment: Moment
    speaker: str
    line: SafeString


def spoken(
    words: Words,
    languages: tuple[str, ...],
    visitor: Visitor,
    *,
    at: datetime,
    known: tuple[Standing | None, Releases] | None = None,
) -> list[Spoken]:
    """The first such line of each film, in a few films that the visitor may watch now.

    languages: those whose forms of the words count. known: how the visitor's university's films
    stand, and what there is to play, where it was just read. Three queries at most; none for who
    may watch nothing.
    """
    university = visitor.university
    if not words or university is None or not visitor.is_proven:
        return []
    held, kept = known or standing_and_releases(university, at=at)
    films = _may_watch(visitor, university, held) if held else NO_FILMS
    if films == NO_FILMS:
        return []
    up_to_date(kept.mark)
    tracks = _tracks(words, languages, films, at=at)
    found: dict[int, Spoken] = {}
    for track, (starts_at, speaker, text) in _lines(words, languages, tracks).items():
        line = marked(" ".join(text.split()), words, languages)
        found.setdefault(track.film_id, Spoken(track, Moment(starts_at // 1000), speaker, line))
    return list(found.values())[:MOST_FILMS]


def _may_watch(visitor: Visitor, university: University, held: Standing) -> int:
    """The set of the films; where one was proven to be for one film, no more than that."""
    films = held.by_status.get(Status.STREAMING, NO_FILMS)
    if not visitor.is_for_single_films:
        return films
    named = {proof.film_id for proof in visitor.evidence if proof.film_id is not None}
    admitted = (pk for pk in named if visitor.is_of(university, pk))
    return films & film_set(admitted)


def _tracks(words: Words, languages: tuple[str, ...], films: int, *, at: datetime) -> list[Track]:
    """Those with all of the words somewhere, captions first. One query."""
    within, values = engine().within(films, "f.id")
    sql = FIND_TRACKS.format(
        table=TRACKS,
        id=engine().ID,
        matches=engine().MATCHES.format(table=TRACKS),
        within=within,
        most=MOST_TRACKS,
    )
    question = engine().question(_anywhere(words), languages)
    with connection.cursor() as cursor:
        taken: list[Any] = [*Captions.READABLE, at, question, *values]
        cursor.execute(sql, taken)
        return [Track(*row) for row in cursor.fetchall()]


def _anywhere(words: Words) -> Words:
    """What a track must hold to have a line that is found: each word, wherever it stands."""
    return Words(terms=tuple(one for term in words.terms for one in _apart(term)))


def _apart(term: Term) -> Iterable[Term]:
    if len(term.words) == 1:
        return [replace(term, is_quoted=False)]
    *first, last = term.words
    return [*(Term((word,)) for word in first), Term((last,), is_open=term.is_open)]


def _lines(
    words: Words, languages: tuple[str, ...], tracks: list[Track]
) -> dict[Track, tuple[int, str, str]]:
    """The first line of each track that has all of the words, if one has. One query."""
    if not tracks:
        return {}
    question = engine().question(words, languages)
    matches = engine().MATCHES.format(table=TEXT)
    selects = [
        FIND_LINE.format(
            id=engine().ID,
            table=TEXT,
            matches=matches,
            first=track.pk * LINES,
            last=(track.pk + 1) * LINES - 1,
        )
        for track in tracks
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(selects), [question] * len(selects))
        found = {pk // LINES: line for pk, *line in cursor.fetchall()}
    return {track: tuple(found[track.pk]) for track in tracks if track.pk in found}
