from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from streaming.availability import Status, availability_of
from streaming.grants import grant, revoke
from streaming.models import Licence
from tests.factories.streaming import make_licence, make_media, make_university

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = date(2026, 11, 23)


@pytest.fixture
def film(db):
    return make_media().film


@pytest.fixture
def university(db):
    return make_university()


@time_machine.travel(NOON, tick=False)
def test_a_grant_without_days_runs_from_today_in_perpetuity(film, university):
    licence = grant(film, university)

    assert (licence.starts_on, licence.ends_on) == (TODAY, None)
    assert availability_of(film, university, at=NOON).status is Status.STREAMING


@time_machine.travel(NOON, tick=False)
def test_today_is_the_university_s_own(film):
    licence = grant(film, make_university(timezone="Pacific/Kiritimati"))

    assert licence.starts_on == TODAY + timedelta(days=1)


def test_a_grant_that_ends_before_it_starts_is_refused_in_words(film, university):
    with pytest.raises(ValueError, match="A licence cannot end before it starts"):
        grant(film, university, starts_on=TODAY, ends_on=TODAY - timedelta(days=1))

    assert not Licence.objects.exists()


@pytest.mark.parametrize("starts_on", [TODAY - timedelta(days=9), TODAY + timedelta(days=9)])
def test_a_revocation_ends_running_and_future_licences_at_that_instant(film, university, starts_on):
    make_licence(film=film, university=university, starts_on=starts_on)

    [ended] = revoke(film, university, at=NOON)

    assert ended.revoked_at == NOON
    status = availability_of(film, university, at=NOON + timedelta(days=10)).status
    assert status in {Status.ENDED, Status.NOT_LICENSED}


def test_a_revocation_leaves_other_universities_and_licences_that_are_over(film, university):
    elsewhere = make_licence(film=film)
    over = make_licence(film=film, university=university, ends_on=TODAY - timedelta(days=1))

    with pytest.raises(ValueError, match="no licence"):
        revoke(film, university, at=NOON)

    for licence in (elsewhere, over):
        licence.refresh_from_db()
        assert licence.revoked_at is None


def test_every_grant_and_revocation_leaves_its_trace(film, university):
    licence = grant(film, university)
    revoke(film, university, at=NOON + timedelta(days=9999))

    assert [entry.history_type for entry in licence.history.all()] == ["~", "+"]
