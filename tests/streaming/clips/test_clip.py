"""A clip: read from an address, written in one way, refused in words."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from catalog.exchange.moment import Moment
from streaming.clips.clip import LONGEST_NAME, Clip, clip_between

HOUR = 3600


def asked(query, runtime_seconds=HOUR):
    return Clip.of(QueryDict(query), runtime_seconds=runtime_seconds)


@pytest.mark.parametrize(
    ("query", "clip", "written"),
    [
        ("t=761,785&clip=The%20station", Clip(Moment(761, 785), "The station"),
         "t=761,785&clip=The+station"),
        ("t=12:41-13:05", Clip(Moment(761, 785)), "t=761,785"),
        ("t=761&clip=a+name+of+no+stretch", Clip(Moment(761)), "t=761"),
        ("t=0,1&clip=%20two%0Alines%00", Clip(Moment(0, 1), "two lines"), "t=0,1&clip=two+lines"),
        ("t=0,1&clip=%3Cb%3E%26a%3D1", Clip(Moment(0, 1), "<b>&a=1"),
         "t=0,1&clip=%3Cb%3E%26a%3D1"),
    ],
)  # fmt: skip
def test_a_clip_has_one_address(query, clip, written):
    assert asked(query) == clip
    assert clip.query == written
    assert asked(written) == clip


@pytest.mark.parametrize(
    "time", ["", "NaN", "-5,9", "9,5", "5,5", "1e3,2e3", "0,3700", "9" * 30, "1,Infinity", "٣,٤"]
)
def test_what_is_no_stretch_of_the_film_is_passed_over(time):
    assert asked(f"t={time}&clip=name") is None


@given(st.text(max_size=400), st.text(max_size=400))
def test_any_address_is_a_clip_that_writes_itself_the_same_for_ever(time, name):
    query = QueryDict(mutable=True)
    query.update({"t": time, "clip": name})
    for found in (Clip.of(query), asked(f"t=5,9&{query.urlencode()}&t=5,9")):
        assert found is None or asked(found.query, runtime_seconds=None) == found
        assert found is None or len(found.name) <= LONGEST_NAME


def test_two_typed_times_make_a_clip():
    assert clip_between(" 12:41 ", "785", "The  station") == Clip(Moment(761, 785), "The station")


@pytest.mark.parametrize(
    ("start", "end"),
    [("", ""), ("12:41", ""), ("", "12:41"), ("13:05", "12:41"), ("1", "1"), ("1-2", "3"),
     ("1", "2-3"), ("NaN", "9"), ("-1", "9"), ("1.5", "9"), ("0", "1:02:00"), ("0", "9" * 400)],
)  # fmt: skip
def test_times_that_make_none_are_refused_in_words(start, end):
    with pytest.raises(ValueError, match=r"\w+\."):
        clip_between(start, end, "name", runtime_seconds=HOUR)
