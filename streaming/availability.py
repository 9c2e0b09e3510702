"""Film + university + instant -> playable, or why not. Nothing else decides.

`answer` is the rule: values in, a value out. The functions below it fetch its values, for one
film, for a list of films, for all that a university holds, and for the universities that hold a
licence; each is one query.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from catalog.film_page import FilmInHand
from catalog.models import Film
from streaming.holdings import MEDIA, TERM, ever_held, held
from streaming.models import Licence, Media, University

LEAVING_SOON = timedelta(days=30)
ONE_DAY = timedelta(days=1)


class Status(StrEnum):
    """What can be said of a film at a university."""

    STREAMING = "streaming"
    OPENS = "opens"
    ENDED = "ended"
    NOT_LICENSED = "not_licensed"
    NOT_RELEASED = "not_released"
    WITHDRAWN = "withdrawn"
    RESTRICTED = "restricted"
    UNKNOWN_UNIVERSITY = "unknown_university"


@dataclass(frozen=True)
class Availability:
    """The answer, with the days that explain it, in the university's own calendar.

    first_day, last_day: of the unbroken run of licensed days that the answer speaks of; for a
    film withdrawn, last_day is the day it was taken back. today: the university's day at the
    instant asked about. at: that instant, in UTC; two answers that differ in it alone are equal.
    """

    status: Status
    at: datetime = field(compare=False)
    first_day: date | None = None
    last_day: date | None = None
    timezone: str | None = None
    today: date | None = None

    @property
    def is_playable(self) -> bool:
        return self.status is Status.STREAMING

    @property
    def days_left(self) -> int | None:
        """Whole days after today on which it can still be watched; None without an end."""
        if self.status is not Status.STREAMING or self.last_day is None or self.today is None:
            return None
        return (self.last_day - self.today).days

    @property
    def over_at(self) -> datetime | None:
        """The instant at which the last day is over there, in UTC; None without a last day."""
        if self.last_day is None or self.timezone is None:
            return None
        return _midnight(self.timezone, self.last_day + ONE_DAY)

    @property
    def leaves_soon(self) -> bool:
        return self.days_left is not None and self.days_left <= LEAVING_SOON.days

    @property
    def sign(self) -> tuple[str, date | None]:
        """What a film's card says of it, with its day; or nothing."""
        if self.is_playable:
            return "leaves_soon" if self.leaves_soon else "streaming", self.last_day
        return ("opens", self.first_day) if self.status is Status.OPENS else ("", None)

    def as_json(self) -> dict[str, str | None]:
        """The object that commands print and addresses ending in .json serve."""
        return {
            "status": self.status.value,
            "first_day": self.first_day.isoformat() if self.first_day else None,
            "last_day": self.last_day.isoformat() if self.last_day else None,
            "timezone": self.timezone,
            "at": self.at.isoformat().replace("+00:00", "Z"),
        }


class Place(NamedTuple):
    """Where a university is: its zone decides its days, its country what may be shown."""

    timezone: str
    country: str


def place_of(university: University) -> Place:
    return Place(university.timezone, university.country)


class Release(NamedTuple):
    """What the rights holder gave: a file that is ready, and limits above every licence."""

    is_ready: bool
    rights_from: date | None = None
    rights_until: date | None = None
    territories: tuple[str, ...] = ()
    withdrawn_at: datetime | None = None


class Term(NamedTuple):
    """The days of one licence; both ends count."""

    starts_on: date
    ends_on: date | None
    revoked_at: datetime | None = None


def answer(
    release: Release | None, terms: Iterable[Term], place: Place | None, *, at: datetime
) -> Availability:
    """The one rule. `release` is None for a film without media, `place` for nobody's visitor."""
    at = at.astimezone(UTC)
    if place is None:
        return Availability(Status.UNKNOWN_UNIVERSITY, at)
    today = _day(place.timezone, at)

    def said(status: Status, first: date | None = None, last: date | None = None) -> Availability:
        return Availability(status, at, first, last, place.timezone, today)

    if release is not None and release.withdrawn_at is not None and release.withdrawn_at <= at:
        return said(Status.WITHDRAWN, last=_day(place.timezone, release.withdrawn_at))
    if release is None or not release.is_ready:
        return said(Status.NOT_RELEASED)

    standing, given_up = [], []
    for term in terms:
        days = _within_rights(term, release)
        if days is None:
            continue
        if term.revoked_at is None or term.revoked_at > at:
            standing.append(days)
        elif (revoked_on := _day(place.timezone, term.revoked_at)) >= days[0]:
            given_up.append((days[0], min(days[1], revoked_on)))
    for first, last in _runs(standing):  # in the order of time: the present run, or else the next
        if today <= last:
            status = Status.STREAMING if first <= today else Status.OPENS
            if release.territories and place.country not in release.territories:
                status = Status.RESTRICTED
            return said(status, first, None if last == date.max else last)
    over = list(_runs(standing + given_up))
    return said(Status.ENDED, *over[-1]) if over else said(Status.NOT_LICENSED)


@lru_cache(maxsize=256)
def _day(timezone: str, at: datetime) -> date:
    """The calendar day it is there; one instant is asked about for a whole list of films."""
    return at.astimezone(ZoneInfo(timezone)).date()


def _within_rights(term: Term, release: Release) -> tuple[date, date] | None:
    """The days of a licence on which the rights holder allows it; `date.max` is no end."""
    first = max(term.starts_on, release.rights_from or date.min)
    last = min(term.ends_on or date.max, release.rights_until or date.max)
    return (first, last) if first <= last else None


def _runs(terms: Iterable[tuple[date, date]]) -> Iterator[tuple[date, date]]:
    """Unbroken runs of days, earliest first: terms that overlap or follow on are one."""
    run: tuple[date, date] | None = None
    for first, last in sorted(terms):
        if run is not None and (run[1] == date.max or first <= run[1] + ONE_DAY):
            run = (run[0], max(run[1], last))
            continue
        if run is not None:
            yield run
        run = (first, last)
    if run is not None:
        yield run


def availability_of(
    film: Film | FilmInHand, university: University | None, *, at: datetime
) -> Availability:
    """The answer for one film. One query; none for nobody's visitor."""
    return availabilities([film.pk], university, at=at)[film.pk]


def availabilities(
    film_ids: Iterable[int], university: University | None, *, at: datetime
) -> dict[int, Availability]:
    """The answers for a list of films, by their ids. One query, however many."""
    film_ids = list(film_ids)
    if university is None or not film_ids:
        return {film_id: answer(None, (), None, at=at) for film_id in film_ids}
    place = place_of(university)
    gathered = _gather(held(film_ids, university.pk))
    answers = {}
    for film_id in film_ids:
        release, terms = gathered.get(film_id, (None, []))
        answers[film_id] = answer(release, terms, place, at=at)
    return answers


def answers_at(university: University, *, at: datetime) -> tuple[dict[int, Availability], datetime]:
    """The answers for all published films that the university has ever licensed, by title.

    And the instant until which they hold, if nobody edits anything. One query.
    """
    at = at.astimezone(UTC)
    films, rows = ever_held(university.pk, at=at)
    moments = {row[-1] for row in rows if row[-1] is not None}
    gathered = _gather(row[:-1] for row in rows if row[-1] is None)
    place = place_of(university)
    said = {
        kind: answer(release, terms, place, at=at) for kind, (release, terms) in gathered.items()
    }
    answers = {film_id: said[kind] for film_id, kind in films.items() if kind in said}
    moments.update(_changes(gathered.values()))
    later = [instant for instant in moments if instant > at]
    return answers, min([_next_day(place.timezone, at), *later])


def _changes(gathered: Iterable[tuple[Release | None, list[Term]]]) -> Iterator[datetime]:
    """The instants at which an answer can change within a day."""
    for release, terms in gathered:
        if release is not None and release.withdrawn_at is not None:
            yield release.withdrawn_at
        yield from (term.revoked_at for term in terms if term.revoked_at is not None)


def _next_day(timezone: str, at: datetime) -> datetime:
    """The instant at which the calendar turns there."""
    return _midnight(timezone, _day(timezone, at) + ONE_DAY)


def _midnight(timezone: str, day: date) -> datetime:
    """The instant at which a day begins there."""
    return datetime.combine(day, time.min, ZoneInfo(timezone)).astimezone(UTC)


def withdrawn_films(film_ids: Iterable[int], *, at: datetime) -> set[int]:
    """Those of the films that the rights holder has taken back, at whichever university. One query.

    The first step of `answer`, for a visitor of no university, whom it tells nothing.
    """
    media = Media.objects.filter(film_id__in=list(film_ids), withdrawn_at__lte=at)
    return set(media.values_list("film_id", flat=True))


def universities_playing(
    film_ids: Iterable[int], *, among: Collection[int] | None = None, at: datetime
) -> dict[int, int]:
    """How many universities can stream each of these films at an instant. One query.

    among: the universities that are counted; None is all.
    """
    rows = Licence.objects.filter(film_id__in=list(film_ids)).order_by()
    if among is not None:
        rows = rows.filter(university_id__in=among)
    columns = [*(f"film__media__{f}" for f in MEDIA), *TERM]
    by_place: dict[tuple[str, str, int], list[tuple]] = defaultdict(list)
    for film_id, university_id, zone, country, *rest in rows.values_list(
        "film_id", "university_id", "university__timezone", "university__country", *columns
    ):
        by_place[zone, country, university_id].append((film_id, *rest))
    count: dict[int, int] = defaultdict(int)
    for (zone, country, _university), licences in by_place.items():
        for film_id, (release, terms) in _gather(licences).items():
            count[film_id] += answer(release, terms, Place(zone, country), at=at).is_playable
    return dict(count)


def _gather(rows: Iterable[tuple]) -> Mapping[int, tuple[Release | None, list[Term]]]:
    """Rows of a film's id, its media's five values and a licence's three, film by film."""
    films: dict[int, tuple[Release | None, list[Term]]] = {}
    for film_id, file, rights_from, rights_until, territories, withdrawn_at, *term in rows:
        if film_id not in films:
            release = None
            if file is not None:
                release = Release(
                    bool(file), rights_from, rights_until, tuple(territories), withdrawn_at
                )
            films[film_id] = (release, [])
        if term[0] is not None:
            films[film_id][1].append(Term(*term))
    return films
