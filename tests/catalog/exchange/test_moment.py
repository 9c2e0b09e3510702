"""Moments of a film: read from an address, written in a citation."""

import pytest

from catalog.exchange.moment import Moment, moment_from

HOURS = 2 * 3600


@pytest.mark.parametrize(
    ("text", "moment", "written"),
    [
        ("761", Moment(761), "12:41"),
        ("0", Moment(0), "0:00"),
        ("12:41", Moment(761), "12:41"),
        ("1:02:03", Moment(3723), "1:02:03"),
        ("62:03", Moment(3723), "1:02:03"),
        ("12:41-13:05", Moment(761, 785), "12:41–13:05"),
        ("12:41–13:05", Moment(761, 785), "12:41–13:05"),
        ("761,785", Moment(761, 785), "12:41–13:05"),
        (" 59:59 – 1:00:01 ", Moment(3599, 3601), "59:59–1:00:01"),
    ],
)
def test_a_moment_is_read_and_written(text, moment, written):
    found = moment_from(text, runtime_seconds=HOURS)

    assert (found, str(found)) == (moment, written)
    assert moment_from(found.query.removeprefix("t=")) == found


@pytest.mark.parametrize(
    "text",
    [
        *("-1", "1.5", "12:41-", "-12:41", "12:60", "1:60:00", "a", "12:41-12:41", "13:05-12:41"),
        *("9" * 9, "9" * 5000, "2:01:01", "0-2:01:01", "١٢", "12:41-13:05-14:00", "1:2", "\x00"),
    ],
)
def test_what_is_no_moment_of_the_film_is_refused_in_words(text):
    with pytest.raises(ValueError, match=r"\w+\."):
        moment_from(text, runtime_seconds=HOURS)


def test_the_last_minute_of_a_length_is_not_taken_at_its_word():
    assert moment_from("2:00:59", runtime_seconds=HOURS) == Moment(HOURS + 59)
