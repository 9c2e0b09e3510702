"""What licences do, said before and after: one licence's state, a grant, an early end.

Every answer comes from `streaming.availability`; this room only lays out the question.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from catalog.models import Film
from streaming.availability import Availability, Place, Release, Term, answer
from streaming.grants import grant
from streaming.models import Licence, Media, University


@dataclass(frozen=True)
class Effect:
    """What becomes of one film at one university."""

    film: Film
    university: University
    held: int  # licences not ended early, before
    before: Availability
    after: Availability


def release_of(media: Media | None) -> Release | None:
    if media is None:
        return None
    limits = (media.rights_from, media.rights_until, tuple(media.territories), media.withdrawn_at)
    return Release(media.is_ready, *limits)


def term_of(licence: Licence) -> Term:
    return Term(licence.starts_on, licence.ends_on, licence.revoked_at)


def place_of(university: University) -> Place:
    return Place(university.timezone, university.country)


def state_of(licence: Licence, *, at: datetime) -> Availability:
    """The answer this licence alone gives. No query, when film, media and university are there."""
    release = release_of(getattr(licence.film, "media", None))
    return answer(release, [term_of(licence)], place_of(licence.university), at=at)


def effects_of_grant(
    films: Sequence[Film], universities: Sequence[University], term: Term, *, at: datetime
) -> list[Effect]:
    """What a licence of this term would change, for every film at every university."""
    return [
        _effect(film, university, held, [*held, term], at)
        for film, university, held in _pairs(films, universities)
    ]


def effects_of_ending(licences: Sequence[Licence], *, at: datetime) -> list[Effect]:
    """What ending these licences now would change, where other licences may go on."""
    films = list({licence.film_id: licence.film for licence in licences}.values())
    universities = list({lic.university_id: lic.university for lic in licences}.values())
    ending = {licence.pk for licence in licences}
    touched = {(licence.film_id, licence.university_id) for licence in licences}
    effects = []
    for film, university, terms, left in _pairs_without(films, universities, ending, at):
        if (film.pk, university.pk) in touched:
            effects.append(_effect(film, university, terms, left, at))
    return effects


@transaction.atomic
def grant_all(
    films: Sequence[Film], universities: Sequence[University], **values: Any
) -> list[Licence]:
    """A licence for every film at every university; all of them or none."""
    return [grant(film, university, **values) for university in universities for film in films]


@transaction.atomic
def end_now(licences: Iterable[int], *, at: datetime) -> list[Licence]:
    """End these licences early, as of now. Those that are over already stay as they are."""
    rows = Licence.objects.select_for_update(of=("self",)).filter(pk__in=list(licences))
    ended = [
        licence
        for licence in rows.select_related("film", "university")
        if not is_over(licence, at=at)
    ]
    for licence in ended:
        licence.revoked_at = at
        licence.save()
    return ended


def is_over(licence: Licence, *, at: datetime) -> bool:
    """Ended early already, or past its last day."""
    if licence.revoked_at is not None and licence.revoked_at <= at:
        return True
    return licence.ends_on is not None and licence.ends_on < licence.university.day_at(at)


def overlapping(licence: Licence, *, at: datetime) -> bool:
    """Another licence of this university for this film shares days with it. One query."""
    others = Licence.objects.at(licence.university).filter(film=licence.film)
    others = others.not_revoked(at=at).exclude(pk=licence.pk)
    others = others.filter(Q(ends_on=None) | Q(ends_on__gte=licence.starts_on))
    if licence.ends_on is not None:
        others = others.filter(starts_on__lte=licence.ends_on)
    return licence.revoked_at is None and others.exists()


def _effect(film, university, before, after, at) -> Effect:
    release, place = release_of(getattr(film, "media", None)), place_of(university)
    held = sum(term.revoked_at is None or term.revoked_at > at for term in before)
    return Effect(
        film,
        university,
        held,
        answer(release, before, place, at=at),
        answer(release, after, place, at=at),
    )


def _pairs(films, universities):
    """Every film at every university, with the terms it has there. One query."""
    terms = defaultdict(list)
    for licence in Licence.objects.filter(film__in=films, university__in=universities):
        terms[licence.film_id, licence.university_id].append(term_of(licence))
    for university in universities:
        for film in films:
            yield film, university, terms[film.pk, university.pk]


def _pairs_without(films, universities, ending, at):
    """As `_pairs`, with what would be left once some licences have ended."""
    terms, left = defaultdict(list), defaultdict(list)
    for licence in Licence.objects.filter(film__in=films, university__in=universities):
        pair, term = (licence.film_id, licence.university_id), term_of(licence)
        terms[pair].append(term)
        if licence.pk in ending and not (term.revoked_at and term.revoked_at <= at):
            term = Term(term.starts_on, term.ends_on, at)
        left[pair].append(term)
    for university in universities:
        for film in films:
            yield film, university, terms[film.pk, university.pk], left[film.pk, university.pk]
