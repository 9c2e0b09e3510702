from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from streaming.models import Licence, Media, Membership
from tests.factories.catalog import make_film
from tests.factories.streaming import make_licence, make_media, make_staff, make_university

AUG_31, SEP_1, JUN_30, JUL_1 = (
    date(2026, 8, 31), date(2026, 9, 1), date(2027, 6, 30), date(2027, 7, 1),
)  # fmt: skip
NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "active"), [(AUG_31, False), (SEP_1, True), (JUN_30, True), (JUL_1, False)]
)
def test_a_licence_counts_its_first_and_its_last_day(db, day, active):
    licence = make_licence(starts_on=SEP_1, ends_on=JUN_30)

    assert licence.is_active(on=day) is active
    assert Licence.objects.active(on=day).exists() is active


ZONES = {"Pacific/Kiritimati": 1, "Europe/London": 0, "Pacific/Pago_Pago": 0}  # days ahead at noon
WEEK = timedelta(days=7)
ON_ITS_DAY = {  # first and last day, as days from the one that it is there -> what it is then
    (0, 0): {"running", "ending"},
    (-9, 7): {"running", "ending"},
    (-9, 8): {"running"},
    (1, 7): {"to come", "ending"},
    (1, 8): {"to come"},
    (-9, -1): {"over"},
}


@pytest.mark.parametrize("zone", ZONES)
def test_a_licence_is_asked_with_the_day_that_it_is_at_its_university(db, zone):
    """At noon in London it is tomorrow already on Kiritimati, and still today in Pago Pago."""
    today = NOON.date() + timedelta(days=ZONES[zone])
    for other in ZONES:
        make_licence(university=make_university(timezone=other), ends_on=NOON.date() - 2 * WEEK)
    there = make_university(timezone=zone)
    made = {
        days: make_licence(
            university=there,
            starts_on=today + timedelta(days=days[0]),
            ends_on=today + timedelta(days=days[1]),
        )
        for days in ON_ITS_DAY
    }
    own = Licence.objects.at(there)

    found = {
        "running": set(own.running(at=NOON)),
        "ending": set(own.ending_within(WEEK, at=NOON)),
        "to come": set(own.to_come(at=NOON)),
        "over": set(own.over(at=NOON)),
    }

    said = {days: {name for name in found if made[days] in found[name]} for days in made}
    assert said == ON_ITS_DAY


def test_a_licence_ended_early_is_over_whatever_its_days_say(db):
    licence = make_licence(revoked_at=NOON, ends_on=NOON.date())

    assert list(Licence.objects.over(at=NOON)) == [licence]
    for others in (
        Licence.objects.running(at=NOON),
        Licence.objects.ending_within(WEEK, at=NOON),
        Licence.objects.to_come(at=NOON),
    ):
        assert not others.exists()


@pytest.mark.parametrize("day", [AUG_31, SEP_1, date(9999, 12, 31)])
def test_a_licence_without_a_last_day_goes_on(db, day):
    licence = make_licence(starts_on=SEP_1)

    assert licence.is_active(on=day) is (day >= SEP_1)
    assert Licence.objects.active(on=day).exists() is (day >= SEP_1)


@pytest.mark.parametrize(
    ("revoked_at", "counts"),
    [(None, True), (NOON, False), (NOON + timedelta(microseconds=1), True)],
)
def test_a_licence_counts_until_it_is_revoked(db, revoked_at, counts):
    make_licence(revoked_at=revoked_at)

    assert Licence.objects.not_revoked(at=NOON).exists() is counts


REFUSED = {
    "a licence that ends before it starts": lambda: make_licence(starts_on=SEP_1, ends_on=AUG_31),
    "a licence without a seat": lambda: make_licence(seats=0),
    "rights that end before they begin": lambda: make_media(rights_from=SEP_1, rights_until=AUG_31),
    "a second medium": lambda: [make_media(film=film) for film in [make_film()] * 2],
    "a librarian of nowhere": lambda: make_staff(Membership.Role.LIBRARIAN),
    "an IT of nowhere": lambda: make_staff(Membership.Role.IT),
}


@pytest.mark.parametrize("name", REFUSED)
def test_the_database_refuses(db, name):
    with pytest.raises(IntegrityError), transaction.atomic():
        REFUSED[name]()


@pytest.mark.parametrize("ends_on", [SEP_1, None])
def test_a_licence_of_one_day_or_without_end_is_fine(db, ends_on):
    make_licence(starts_on=SEP_1, ends_on=ends_on).full_clean()


def test_a_form_hears_why_a_licence_is_refused(db):
    licence = Licence(
        film=make_film(), university=make_university(), starts_on=SEP_1, ends_on=AUG_31
    )

    with pytest.raises(ValidationError, match="cannot end before it starts"):
        licence.full_clean()


@pytest.mark.parametrize("territories", [["XX"], "DE", ["DE", "DE"], [1]])
def test_territories_are_countries(db, territories):
    media = Media(film=make_film(), territories=territories)

    with pytest.raises(ValidationError) as error:
        media.full_clean()

    assert "territories" in error.value.message_dict


def test_media_are_ready_when_there_is_a_file(db):
    assert make_media().is_ready
    assert not Media(film=make_film()).is_ready


def test_a_film_file_is_kept_under_a_name_of_ours(db):
    media = make_media()

    assert media.file.name.startswith(f"films/{media.film_id}/film")
    assert media.file.name.endswith(".mp4")
