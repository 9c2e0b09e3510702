"""What counts once."""

from datetime import UTC, datetime, timedelta

import pytest

from streaming.access.once import spend
from streaming.models import Spent

NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)
SOON = NOON + timedelta(minutes=5)


def test_a_thing_counts_the_first_time_only(db):
    assert spend("nonce", "issuer", "n", until=SOON, at=NOON)
    assert not spend("nonce", "issuer", "n", until=SOON, at=NOON)


@pytest.mark.parametrize(
    "other", [("jti", "issuer", "n"), ("nonce", "b", "n"), ("nonce", "issuer", "m")]
)
def test_each_kind_issuer_and_name_is_a_thing_of_its_own(db, other):
    spend("nonce", "issuer", "n", until=SOON, at=NOON)

    assert spend(*other, until=SOON, at=NOON)


def test_names_do_not_run_into_each_other(db):
    assert spend("nonce", "ab", "c", until=SOON, at=NOON)
    assert spend("nonce", "a", "bc", until=SOON, at=NOON)


def test_any_text_at_all_can_be_a_name(db):
    assert spend("nonce", "\ud800", "\x00", until=SOON, at=NOON)


def test_what_nobody_would_take_any_more_is_forgotten(db):
    spend("nonce", "issuer", "n", until=SOON, at=NOON)
    spend("nonce", "issuer", "m", until=SOON, at=SOON + timedelta(seconds=1))

    assert Spent.objects.count() == 1
