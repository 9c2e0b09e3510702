"""The steps of a film: never larger than it is, of its shape, each worth having."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streaming.media.facts import Picture
from streaming.media.ladder import LEVELS, fitted, middle_of, rate_of, steps_of


def picture(width, height, **values):
    return Picture(index=0, codec="h264", width=width, height=height, **values)


SIZES = [
    ((1920, 1080), {}, [(640, 360), (960, 540), (1280, 720), (1920, 1080)]),
    ((3840, 2160), {}, [(640, 360), (960, 540), (1280, 720), (1920, 1080)]),
    ((1280, 720), {}, [(640, 360), (960, 540), (1280, 720)]),
    ((640, 360), {}, [(640, 360)]),
    ((320, 240), {}, [(320, 240)]),
    ((17, 17), {}, [(16, 16)]),
    ((721, 405), {}, [(720, 404)]),  # too near to 360p to be offered beside it
    ((1920, 804), {}, [(640, 268), (960, 402), (1280, 536), (1920, 804)]),
    ((1080, 1920), {}, [(360, 640), (540, 960), (720, 1280), (1080, 1920)]),
    ((720, 576), {"pixel_shape": "16/15"}, [(480, 360), (768, 576)]),
    ((1440, 1080), {"pixel_shape": "4/3"}, [(640, 360), (960, 540), (1280, 720), (1920, 1080)]),
    ((1280, 720), {"rotation": 90}, [(360, 640), (540, 960), (720, 1280)]),
    ((8000, 20), {}, [(640, 16), (960, 16), (1280, 16), (1920, 16)]),
]


@pytest.mark.parametrize(("size", "more", "steps"), SIZES)
def test_steps_have_the_shape_of_the_film(size, more, steps):
    found = steps_of(picture(*size, **more))

    assert [(step.width, step.height) for step in found] == steps


sides = st.integers(16, 8192)


@given(sides, sides, st.sampled_from(["24000/1001", "25", "30", "50", "120", "7"]))
def test_steps_grow_and_are_even_and_never_larger_than_the_film(width, height, rate):
    steps = steps_of(picture(width, height, rate=rate))

    assert 1 <= len(steps) <= 4
    for step in steps:
        assert step.width % 2 == step.height % 2 == 0
        assert step.width <= max(16, width)
        assert step.height <= max(16, height)
        assert step.level in LEVELS
    sizes = [step.width * step.height for step in steps]
    bits = [step.most_bits for step in steps]
    assert sizes == sorted(set(sizes))
    assert bits == sorted(set(bits))


RATES = [
    ("25", 25),
    ("24000/1001", Fraction(24000, 1001)),
    ("2997/125", Fraction(24000, 1001)),  # 23.976, as some files write it
    ("10", 10),
    ("120", 60),
    ("240000/1001", Fraction(60000, 1001)),
    ("0", 25),
    ("90000", 25),
    ("25/2", Fraction(25, 2)),
]


@pytest.mark.parametrize(("told", "shown"), RATES)
def test_pictures_a_second_are_those_of_the_film_and_at_most_sixty(told, shown):
    assert rate_of(picture(640, 360, rate=told)) == shown


def test_players_begin_in_the_middle():
    assert [middle_of(steps_of(picture(*size))).name for size in ((1920, 1080), (640, 360))] == [
        "540p",
        "360p",
    ]


LEVEL_OF = [((1280, 720), "25", "3.1"), ((1280, 720), "60", "3.2"), ((1920, 1080), "25", "4.0")]


@pytest.mark.parametrize(("size", "rate", "level"), [*LEVEL_OF, ((1920, 1080), "60", "4.2")])
def test_a_level_is_the_lowest_with_room_for_it(size, rate, level):
    assert steps_of(picture(*size, rate=rate))[-1].level == level


def test_what_fits_is_not_stretched():
    assert fitted((100, 50), (640, 360)) == (100, 50)
