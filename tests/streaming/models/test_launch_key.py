"""The key that a portal signs launches with."""

import pytest
from django.core.exceptions import ValidationError

from streaming.models import LaunchKey
from tests.factories.launches import make_launch_key
from tests.factories.streaming import make_university


def test_every_key_is_its_own_and_long_enough(db):
    keys = {make_launch_key().key for _ in range(5)}

    assert len(keys) == 5
    assert all(len(key) * 6 >= 256 for key in keys)


def test_history_does_not_have_the_key(db):
    made = make_launch_key()

    kept = made.history.get()

    assert made.key not in str(vars(kept))
    assert not hasattr(kept, "key")


def test_two_are_in_use_at_once_and_no_third(db):
    university = make_university()
    old = make_launch_key(university=university)
    make_launch_key(university=university)
    third = LaunchKey(university=university)

    with pytest.raises(ValidationError, match="Put one out of use first"):
        third.full_clean()
    old.is_active = False
    old.save()

    third.full_clean()


def test_a_change_to_a_key_ends_what_it_vouched_for(db):
    made = make_launch_key()
    made.name = "Another"
    made.save()

    assert LaunchKey.objects.get().revision == 2
