"""What licences do, said before and after: one licence's state, a grant, an early end, its undoing.

Every answer comes from `streaming.availability`; this room only lays out the question.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from catalog.models import Film
from streaming.availability import Availability, Place, Release, Term, answer
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
    ended = {licence.pk: term_of(licence)._replace(revoked_at=at) for licence in licences}
    return effects_of_change(licences, ended, at=at)


def effects_of_change(
    licences: Sequence[Licence], terms: Mapping[int, Term | None], *, at: datetime
) -> list[Effect]:
    """What it would change that these licences have other terms, by their keys; None is none."""
    films = list({licence.film_id: licence.film for licence in licences}.values())
    universities = list({lic.university_id: lic.university for lic in licences}.values())
    touched = {(licence.film_id, licence.university_id) for licence in licences}
    return [
        _effect(film, university, before, after, at)
        for film, university, before, after in _pairs_changed(films, universities, terms)
        if (film.pk, university.pk) in touched
    ]


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


def _pairs_changed(films, universities, terms):
    """As `_pairs`, with the terms that there would be once some licences have others."""
    before, after = defaultdict(list), defaultdict(list)
    for licence in Licence.objects.filter(film__in=films, university__in=universities):
        pair, term = (licence.film_id, licence.university_id), term_of(licence)
        before[pair].append(term)
        then = terms.get(licence.pk, term)
        if then is not None:
            after[pair].append(then)
    for university in universities:
        for film in films:
            yield film, university, before[film.pk, university.pk], after[film.pk, university.pk]
