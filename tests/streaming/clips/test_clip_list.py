"""A course's clips: any query string makes a list, and a list one address."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from catalog.exchange.moment import Moment
from streaming.clips.clip import Clip
from streaming.clips.clip_list import LONGEST_ADDRESS, MOST_CLIPS, ClipList, ListedClip
from streaming.clips.pasted import pasted

STATION = ListedClip("last-train-home", Clip(Moment(761, 785), "The station"))
FIRST, SECOND, THIRD = (ListedClip("a-film", Clip(Moment(n, 9), f"{n}")) for n in (1, 2, 3))
HOST = "films.example"
ENTRIES = st.builds("{},{},{},{}".format, st.just("a"), st.integers(), st.integers(), st.text())


def asked(query):
    return ClipList.of(QueryDict(query))


@given(st.text(max_size=300), st.lists(st.text(max_size=60) | ENTRIES, max_size=60))
def test_any_query_string_makes_a_list_that_writes_itself_the_same_for_ever(title, clips):
    query = QueryDict(mutable=True)
    query["title"] = title
    query.setlist("clip", clips)

    found = ClipList.of(query)

    assert asked(found.query) == found
    assert len(found.query) <= LONGEST_ADDRESS


@pytest.mark.parametrize(
    ("query", "written"),
    [
        ("", ""),
        ("title=%20Week%0A3&x=1", "title=Week+3"),
        ("clip=a,1,2,b", "clip=a,1,2,b"),
        ("clip=a,1,2,b,c", "clip=a,1,2,b,c"),
        ("clip=a,1:00,2:00,b&clip=a,60,120,b", "clip=a,60,120,b"),
        ("clip=a,1,2", "clip=a,1,2,"),
        ("clip=a&clip=&clip=a,2,1,b&clip=a,NaN,9,b&clip=a,-1,9,b&clip=..%2Fa,1,2,b", ""),
        ("clip=%3Cb%3E,1,2,x&clip=a%00,1,2,x&clip=a%20b,1,2,x", ""),
        ("clip=a,1,2,%3Cb%3E%26clip%3D", "clip=a,1,2,%3Cb%3E%26clip%3D"),
    ],
)
def test_a_list_has_one_address(query, written):
    assert asked(query).query == written


def test_clips_are_added_moved_and_taken_out():
    clips = ClipList("Week 3", (FIRST, SECOND)).with_clip(THIRD)

    assert clips.clips == (FIRST, SECOND, THIRD)
    assert clips.with_earlier(3).clips == (FIRST, THIRD, SECOND)
    assert clips.without(2).clips == (FIRST, THIRD)
    assert clips.with_clip(SECOND) == clips


@pytest.mark.parametrize("number", [0, 1, 4, 999])
def test_a_clip_that_cannot_move_stays(number):
    clips = ClipList("", (FIRST, SECOND, THIRD))

    assert clips.with_earlier(number) == clips


def test_a_list_that_is_full_takes_no_more():
    full = ClipList("", tuple(ListedClip("a", Clip(Moment(n, 99))) for n in range(MOST_CLIPS)))

    with pytest.raises(ValueError, match="full"):
        full.with_clip(STATION)


def test_a_list_whose_address_is_as_long_as_servers_take_is_full():
    long = [ListedClip("a", Clip(Moment(n, 99), "語" * 100)) for n in range(9)]
    found = asked(ClipList("", tuple(long)).query)

    assert 0 < len(found.clips) < 9
    with pytest.raises(ValueError, match="full"):
        found.with_clip(long[-1])


@pytest.mark.parametrize(
    "text",
    [
        "https://films.example/films/last-train-home/streaming/?t=761,785&clip=The+station",
        " http://films.example/films/last-train-home/?t=12:41-13:05&clip=The%20station ",
        "/films/last-train-home/clip/?t=761,785&clip=The+station",
        "https://films.example/embed/uni/last-train-home/?theme=dark&t=761,785&clip=The+station",
        "last-train-home,761,785,The station",
    ],
)
def test_a_pasted_address_is_a_clip(text, settings):
    settings.SITE_URL = "https://films.example"

    assert pasted(text, host=HOST) == STATION


@pytest.mark.parametrize(
    "text",
    [
        "https://elsewhere.example/films/last-train-home/streaming/?t=761,785",
        "https://films.example/films/last-train-home/streaming/?t=761",
        "https://films.example/films/last-train-home/streaming/",
        "https://films.example/people/lixin-fan/?t=1,2",
        "https://[films.example/films/a/streaming/?t=1,2",
        *("//films.example/films/a/?t=1,2", "javascript:alert(1)/", "a", "a,1", "a,2,1,x", "/"),
        "/" * 5000,
    ],
)
def test_what_is_no_clip_of_ours_is_refused_in_words(text):
    with pytest.raises(ValueError, match=r"\w+\."):
        pasted(text, host=HOST)
