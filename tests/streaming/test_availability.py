"""The rule of availability by itself: values in, a value out."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streaming.availability import Availability, Place, Release, Status, Term, answer

BERLIN = Place("Europe/Berlin", "DE")
READY = Release(is_ready=True)
NOT_READY = Release(is_ready=False)
TODAY = date(2026, 6, 15)
DAY = timedelta(days=1)
YESTERDAY, TOMORROW = TODAY - DAY, TODAY + DAY
NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)

# Half a day apart from each other and from UTC, with odd minutes, and both sides of the date line.
ZONES = [
    *("Pacific/Auckland", "America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati"),
    *("Pacific/Pago_Pago", "Europe/Berlin", "UTC", "Australia/Lord_Howe", "Asia/Kolkata"),
]


def noon_on(day, zone="Europe/Berlin"):
    return datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(zone))


def midnight(day, zone):
    """The first instant of a day in a zone, in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def said(*terms, release=READY, place=BERLIN, at=NOON):
    return answer(release, [Term(*term) for term in terms], place, at=at)


def outcome(found):
    return found.status.value, found.first_day, found.last_day


# --- the eight answers -----------------------------------------------------------------------


def test_without_a_university_nothing_is_promised():
    found = said((YESTERDAY, TOMORROW), place=None)

    assert found == Availability(Status.UNKNOWN_UNIVERSITY, NOON)


@pytest.mark.parametrize("release", [None, NOT_READY], ids=["no media", "no file"])
@pytest.mark.parametrize("terms", [[], [(YESTERDAY, TOMORROW)]], ids=["unlicensed", "licensed"])
def test_without_a_file_a_film_is_not_released(release, terms):
    found = said(*terms, release=release)

    assert outcome(found) == ("not_released", None, None)


def test_media_without_a_licence_is_not_licensed():
    assert outcome(said()) == ("not_licensed", None, None)


LICENCES = [
    ((YESTERDAY, TOMORROW), "streaming"),
    ((TODAY, TODAY), "streaming"),
    ((TODAY, None), "streaming"),
    ((TOMORROW, None), "opens"),
    ((TOMORROW, TOMORROW), "opens"),
    ((YESTERDAY, YESTERDAY), "ended"),
]


@pytest.mark.parametrize(("term", "status"), LICENCES)
def test_one_licence_counts_its_first_and_its_last_day(term, status):
    found = said(term)

    assert outcome(found) == (status, *term)
    assert found.is_playable is (status == "streaming")


@pytest.mark.parametrize(("term", "status"), LICENCES)
def test_a_film_outside_of_its_territories_is_restricted_while_licensed(term, status):
    found = said(term, release=Release(is_ready=True, territories=("FR", "GB")))

    assert found.status.value == ("ended" if status == "ended" else "restricted")
    assert not found.is_playable


@pytest.mark.parametrize("territories", [(), ("DE",), ("FR", "DE")])
def test_a_film_in_its_territories_streams(territories):
    assert said((TODAY, None), release=Release(True, territories=territories)).is_playable


def test_a_university_of_no_country_is_in_no_territory():
    release = Release(is_ready=True, territories=("DE",))

    found = said((TODAY, None), release=release, place=Place("Europe/Berlin", ""))

    assert found.status is Status.RESTRICTED


@pytest.mark.parametrize("terms", [[], [(TODAY, None)], [(TOMORROW, None)]])
@pytest.mark.parametrize("is_ready", [True, False])
def test_a_film_taken_back_is_withdrawn_whatever_else_is_true(terms, is_ready):
    release = Release(is_ready, territories=("FR",), withdrawn_at=NOON - 3 * DAY)

    found = said(*terms, release=release)

    assert outcome(found) == ("withdrawn", None, TODAY - 3 * DAY)


@pytest.mark.parametrize(
    ("before", "status"), [(timedelta(microseconds=1), "streaming"), (timedelta(0), "withdrawn")]
)
def test_a_film_is_withdrawn_from_an_instant(before, status):
    release = Release(is_ready=True, withdrawn_at=NOON)

    assert said((TODAY, None), release=release, at=NOON - before).status.value == status


def test_the_day_of_a_withdrawal_is_the_universitys_own():
    release = Release(is_ready=True, withdrawn_at=datetime(2026, 6, 14, 23, tzinfo=UTC))

    assert said(release=release).last_day == TODAY
    assert said(release=release, place=Place("America/New_York", "US")).last_day == YESTERDAY


# --- several licences ------------------------------------------------------------------------

RUNS = {
    "overlapping": ([(YESTERDAY, TODAY), (TODAY, TOMORROW)], (YESTERDAY, TOMORROW)),
    "following on": ([(YESTERDAY, YESTERDAY), (TODAY, TOMORROW)], (YESTERDAY, TOMORROW)),
    "one in another": ([(YESTERDAY, None), (TODAY, TODAY)], (YESTERDAY, None)),
    "out of order": ([(TOMORROW, TOMORROW + DAY), (TODAY, TODAY)], (TODAY, TOMORROW + DAY)),
    "a day between": ([(TODAY, TODAY), (TOMORROW + DAY, None)], (TODAY, TODAY)),
    "a day before": ([(TODAY - 2 * DAY, TODAY - 2 * DAY), (TODAY, None)], (TODAY, None)),
    "perpetual twice": ([(TODAY, None), (YESTERDAY, None)], (YESTERDAY, None)),
    "the same twice": ([(TODAY, TOMORROW)] * 2, (TODAY, TOMORROW)),
    "to the last day there is": ([(TODAY, date.max), (TOMORROW, None)], (TODAY, None)),
}


@pytest.mark.parametrize("name", RUNS)
def test_licences_that_touch_are_one_run_of_days(name):
    terms, days = RUNS[name]

    assert outcome(said(*terms)) == ("streaming", *days)


BEST = {
    "the present one before the next": (
        [(TOMORROW + DAY, None), (YESTERDAY, TODAY)],
        ("streaming", YESTERDAY, TODAY),
    ),
    "the next one before a past one": (
        [(YESTERDAY, YESTERDAY), (TOMORROW, None)],
        ("opens", TOMORROW, None),
    ),
    "the nearest of those to come": (
        [(TODAY + 9 * DAY, None), (TODAY + 3 * DAY, TODAY + 4 * DAY)],
        ("opens", TODAY + 3 * DAY, TODAY + 4 * DAY),
    ),
    "those over that touch are one": (
        [(YESTERDAY, YESTERDAY), (TODAY - 9 * DAY, TODAY - 2 * DAY)],
        ("ended", TODAY - 9 * DAY, YESTERDAY),
    ),
    "those that ended together are one": (
        [(YESTERDAY, YESTERDAY), (TODAY - 9 * DAY, YESTERDAY)],
        ("ended", TODAY - 9 * DAY, YESTERDAY),
    ),
    "the latest of those over": (
        [(TODAY - 9 * DAY, TODAY - 8 * DAY), (TODAY - 5 * DAY, TODAY - 4 * DAY)],
        ("ended", TODAY - 5 * DAY, TODAY - 4 * DAY),
    ),
}


@pytest.mark.parametrize("name", BEST)
def test_the_best_answer_wins(name):
    terms, expected = BEST[name]

    assert outcome(said(*terms)) == expected
    assert outcome(said(*reversed(terms))) == expected


# --- revoked ---------------------------------------------------------------------------------

REVOKED = {
    "today": ((YESTERDAY, None, NOON), ("ended", YESTERDAY, TODAY)),
    "on its first day": ((TODAY, None, NOON), ("ended", TODAY, TODAY)),
    "earlier": ((YESTERDAY - DAY, TOMORROW, NOON - DAY), ("ended", YESTERDAY - DAY, YESTERDAY)),
    "before it began": ((TOMORROW, None, NOON), ("not_licensed", None, None)),
    "after it was over": (
        (YESTERDAY - DAY, YESTERDAY, NOON),
        ("ended", YESTERDAY - DAY, YESTERDAY),
    ),
    "at an instant to come": (
        (YESTERDAY, TOMORROW, NOON + timedelta(microseconds=1)),
        ("streaming", YESTERDAY, TOMORROW),
    ),
}


@pytest.mark.parametrize("name", REVOKED)
def test_a_revoked_licence_ended_when_it_was_revoked(name):
    term, expected = REVOKED[name]

    assert outcome(said(term)) == expected


def test_a_revoked_licence_takes_nothing_from_another():
    found = said((YESTERDAY, None, NOON), (TODAY, TOMORROW))

    assert outcome(found) == ("streaming", TODAY, TOMORROW)


def test_a_licence_granted_after_a_revocation_streams_again():
    found = said((YESTERDAY, None, NOON - DAY), (TOMORROW, None))

    assert outcome(found) == ("opens", TOMORROW, None)


# --- the rights holder's window --------------------------------------------------------------

RIGHTS = {
    "begin later": ((TOMORROW, None), (YESTERDAY, None), ("opens", TOMORROW, None)),
    "begin today": ((TODAY, None), (YESTERDAY, None), ("streaming", TODAY, None)),
    "end today": ((None, TODAY), (YESTERDAY, None), ("streaming", YESTERDAY, TODAY)),
    "ended": ((None, YESTERDAY), (YESTERDAY, None), ("ended", YESTERDAY, YESTERDAY)),
    "ended before it began": ((None, YESTERDAY), (TODAY, None), ("not_licensed", None, None)),
    "are wider": ((YESTERDAY, TOMORROW), (TODAY, TODAY), ("streaming", TODAY, TODAY)),
}


@pytest.mark.parametrize("name", RIGHTS)
def test_no_licence_reaches_beyond_the_rights(name):
    (rights_from, rights_until), term, expected = RIGHTS[name]
    release = Release(True, rights_from=rights_from, rights_until=rights_until)

    assert outcome(said(term, release=release)) == expected


# --- leaving soon ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "soon"), [(0, True), (1, True), (29, True), (30, True), (31, False), (400, False)]
)
def test_from_thirty_days_before_its_last_day_a_film_leaves_soon(days, soon):
    found = said((YESTERDAY, TODAY + days * DAY))

    assert found.days_left == days
    assert found.leaves_soon is soon


@pytest.mark.parametrize("term", [(TODAY, None), (TOMORROW, TOMORROW), (YESTERDAY, YESTERDAY)])
def test_what_has_no_end_or_does_not_stream_does_not_leave(term):
    found = said(term)

    assert found.days_left is None
    assert found.leaves_soon is False


@pytest.mark.parametrize("zone", ZONES)
def test_days_left_are_counted_in_the_universitys_calendar(zone):
    last = TODAY + 30 * DAY
    starts = midnight(TODAY, zone)

    def left(at):
        return said((YESTERDAY - DAY, last), place=Place(zone, ""), at=at).days_left

    assert left(starts - timedelta(microseconds=1)) == 31
    assert left(starts) == 30


# --- clocks and calendars --------------------------------------------------------------------

TURNS = [
    *(date(2026, 6, 15), date(2026, 12, 31), date(2027, 1, 1), date(2028, 2, 29)),
    *(date(2028, 3, 1), date(2027, 3, 1), date(2026, 11, 23)),
    *(date(2026, 3, 29), date(2026, 10, 25)),  # Berlin's nights of 23 and of 25 hours
    *(date(2026, 3, 8), date(2026, 11, 1)),  # New York's
    *(date(2026, 9, 27), date(2026, 4, 5)),  # Auckland's and Lord Howe's
    date(2030, 12, 31),
]
INSTANT = timedelta(microseconds=1)


@pytest.mark.parametrize("day", TURNS, ids=str)
@pytest.mark.parametrize("zone", ZONES)
def test_a_licence_begins_at_the_universitys_midnight(zone, day):
    begins = midnight(day, zone)

    before = said((day, None), place=Place(zone, ""), at=begins - INSTANT)
    after = said((day, None), place=Place(zone, ""), at=begins)

    assert (before.status, after.status) == (Status.OPENS, Status.STREAMING)


@pytest.mark.parametrize("day", TURNS, ids=str)
@pytest.mark.parametrize("zone", ZONES)
def test_a_licence_ends_at_the_universitys_midnight(zone, day):
    ends = midnight(day + DAY, zone)

    before = said((day, day), place=Place(zone, ""), at=ends - INSTANT)
    after = said((day, day), place=Place(zone, ""), at=ends)

    assert (before.status, after.status) == (Status.STREAMING, Status.ENDED)


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Berlin", date(2026, 3, 29), 23),
        ("Europe/Berlin", date(2026, 10, 25), 25),
        ("America/New_York", date(2026, 3, 8), 23),
        ("America/New_York", date(2026, 11, 1), 25),
        ("Pacific/Auckland", date(2026, 9, 27), 23),
        ("Pacific/Auckland", date(2026, 4, 5), 25),
        ("Asia/Kathmandu", date(2026, 3, 29), 24),
    ],
)
def test_a_licence_of_one_day_lasts_as_long_as_that_day(zone, day, hours):
    starts = midnight(day, zone)
    place = Place(zone, "")
    minutes = range(0, 26 * 60, 15)

    playable = [
        minute
        for minute in minutes
        if said((day, day), place=place, at=starts + timedelta(minutes=minute)).is_playable
    ]

    assert playable == list(range(0, hours * 60, 15))


def test_at_one_instant_it_is_three_days_at_three_universities():
    at = datetime(2026, 6, 15, 10, 30, tzinfo=UTC)
    zones = ["Pacific/Pago_Pago", "Europe/Berlin", "Pacific/Kiritimati"]

    found = [said((TODAY, TODAY), place=Place(zone, ""), at=at).status for zone in zones]

    assert found == [Status.OPENS, Status.STREAMING, Status.ENDED]


def test_the_zone_of_the_instant_is_of_no_importance():
    here = datetime(2026, 6, 15, 23, 30, tzinfo=ZoneInfo("America/New_York"))

    assert said((TODAY, TODAY), at=here) == said((TODAY, TODAY), at=here.astimezone(UTC))
    assert said((TODAY, TODAY), at=here).at.tzinfo is UTC


# --- as JSON ---------------------------------------------------------------------------------


def test_the_answer_as_an_object_has_the_fields_of_the_contract():
    found = said((TODAY, TOMORROW)).as_json()

    assert found == {
        "status": "streaming",
        "first_day": "2026-06-15",
        "last_day": "2026-06-16",
        "timezone": "Europe/Berlin",
        "at": "2026-06-15T12:00:00Z",
    }
    assert list(found) == ["status", "first_day", "last_day", "timezone", "at"]


def test_an_object_without_days_says_so():
    found = said((TODAY, None), place=None).as_json()

    assert (found["first_day"], found["last_day"], found["timezone"]) == (None, None, None)


# --- against another way of saying it ---------------------------------------------------------

FIRST = date(2026, 2, 20)  # a leap night is not in it, a change of clocks is
days = st.integers(0, 50).map(lambda n: FIRST + n * DAY)
instants = st.integers(0, 50 * 24 * 60).map(
    lambda n: datetime(2026, 2, 20, tzinfo=UTC) + timedelta(minutes=n)
)
perhaps = st.none() | days


@st.composite
def terms(draw):
    first = draw(days)
    last = draw(st.none() | st.integers(0, 20).map(lambda n: first + n * DAY))
    return Term(first, last, draw(st.none() | instants))


@st.composite
def releases(draw):
    rights = sorted(draw(st.tuples(days, days)))
    return Release(
        is_ready=draw(st.sampled_from([True, True, True, False])),
        rights_from=draw(st.sampled_from([None, rights[0]])),
        rights_until=draw(st.sampled_from([None, rights[1]])),
        territories=draw(st.sampled_from([(), (), ("DE",), ("FR",)])),
        withdrawn_at=draw(st.none() | st.none() | instants),
    )


def allowed_days(release, held):
    """Day by day: those on which the rights and a licence both allow it."""
    found = set()
    for number in range(-5, 90):
        day = FIRST + number * DAY
        rights = (release.rights_from or day) <= day <= (release.rights_until or day)
        if rights and any(term.starts_on <= day <= (term.ends_on or day) for term in held):
            found.add(day)
    return found


@given(
    release=st.none() | releases(),
    licences=st.lists(terms(), max_size=5),
    zone=st.sampled_from(ZONES),
    at=instants,
)
def test_the_rule_says_what_counting_day_by_day_says(release, licences, zone, at):
    today = at.astimezone(ZoneInfo(zone)).date()
    found = answer(release, licences, Place(zone, "DE"), at=at)

    held = [term for term in licences if term.revoked_at is None or term.revoked_at > at]
    allowed = allowed_days(release, held) if release else set()
    is_back = bool(release and release.withdrawn_at and release.withdrawn_at <= at)
    is_here = bool(release and "FR" not in release.territories)
    may_stream = bool(release and release.is_ready and not is_back and is_here)
    assert found.is_playable == (may_stream and today in allowed)
    assert (found.status is Status.WITHDRAWN) == is_back
    if may_stream:
        to_come = any(day > today for day in allowed)
        assert (found.status is Status.OPENS) == (today not in allowed and to_come)
    if found.is_playable:
        last = today
        while last + DAY in allowed:
            last += DAY
        endless = found.last_day is None
        assert endless or found.last_day == last
        assert not endless or last == FIRST + 89 * DAY
        assert found.first_day - DAY not in allowed


@given(licences=st.lists(terms(), max_size=5), release=releases(), at=instants)
def test_the_order_of_licences_is_of_no_importance(licences, release, at):
    forwards = answer(release, licences, BERLIN, at=at)

    assert answer(release, licences[::-1], BERLIN, at=at) == forwards


@given(licences=st.lists(terms(), max_size=4), more=terms(), release=releases(), at=instants)
def test_one_licence_more_never_takes_a_film_away(licences, more, release, at):
    before = answer(release, licences, BERLIN, at=at)
    after = answer(release, [*licences, more], BERLIN, at=at)

    assert after.is_playable or not before.is_playable
