"""What a film that is handed over may be."""

import pytest

from streaming.media.facts import Facts, Picture, Sound
from streaming.media.limits import damaged_at, is_shorter, refuse_what_cannot_be


def facts(seconds=60.0, sounds=(), **values):
    usual = {"index": 0, "codec": "h264", "width": 640, "height": 360}
    return Facts("mov", seconds, (Picture(**usual | values),), sounds)


REFUSED = [
    (facts(width=60_000, height=60_000), "60000 × 60000 pixels"),
    (facts(width=16_000, height=8_000), "16000 × 8000 pixels"),
    (facts(width=640, pixel_shape="1000/1"), "640 × 360 pixels"),
    (facts(width=8), "too small"),
    (facts(width=0, height=0), "too small"),
    (facts(codec="snow"), "coded as “snow”"),
    (facts(sounds=(Sound(1, "imc"),)), "coded as “imc”"),
    (facts(seconds=0), "does not say how long it is"),
    (facts(seconds=90_000), "longer than a day"),
    (Facts("mov", 60), "no moving picture"),
]


@pytest.mark.parametrize(("handed_over", "words"), REFUSED)
def test_what_cannot_be_is_refused_with_the_reason(handed_over, words):
    with pytest.raises(ValueError, match=words):
        refuse_what_cannot_be(handed_over)


def test_what_can_be_is_not_refused():
    refuse_what_cannot_be(facts(sounds=(Sound(1, "aac"), Sound(2, "pcm_s24le"))))


@pytest.mark.parametrize(
    ("seconds", "time"), [(0, "0:00"), (59.9, "0:59"), (761, "12:41"), (3661, "1:01:01")]
)
def test_where_a_film_is_damaged_is_said_as_a_clock_says_it(seconds, time):
    assert f"damaged at {time}:" in damaged_at(seconds)


@pytest.mark.parametrize(
    ("reached", "seconds", "is_so"), [(5300, 5400, False), (5200, 5400, True), (1.9, 2, False)]
)
def test_a_film_may_end_a_little_sooner_than_it_says(reached, seconds, is_so):
    assert is_shorter(reached, seconds) is is_so
