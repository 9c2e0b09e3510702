"""Running times as catalogues, librarians and spreadsheets write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.exchange.reading.facts.lengths import of_field_306, seconds, seconds_within

READ = [
    ("00:37:00", 2220),
    ("15:05:00", 54300),
    ("1:25:07", 5107),
    ("1h 30m", 5400),
    ("1h30", 5400),
    ("2h", 7200),
    ("2h 5m", 7500),
    ("90", 5400),
    ("90.0", 5400),
    ("90 min", 5400),
    ("90 min.", 5400),
    ("90'", 5400),
    ("90 minutes", 5400),
    ("ca. 90 min.", 5400),
    ("1 hr., 27 min., 1 sec.", 5221),
    ("1 hour 27 minutes", 5220),
    ("1 hour and 27 minutes", 5220),
    ("1.5 hours", 5400),
    ("54 seconds", 54),
    ("2 min., 30 sec.", 150),
    ("PT1H30M", 5400),
    ("", 0),
    ("-", 0),
    ("---", 0),
    ("00:00:00", 0),
    ("Unknown", 0),
]
NOT_READ = ["1:30", "01:75:00", "5400", "long", "90 feet", "3 reels", "90-95 min", "9999 h"]
STATEMENTS = [  # 300 $a of real records
    ("1 online resource (1 video file (1 hr., 27 min., 1 sec.)) :", 5221),
    ("1 streaming video file (54 seconds) :", 54),
    ("1 videocassette (VHS) (ca. 32 min.) :", 1920),
    ("1 videodisc (90 min.) :", 5400),
    ("1 film reel (28 min., 30 sec.) :", 1710),
    ("1 video file (01:27:01)", 5221),
    ("2 videodiscs (60 min. each)", None),
    ("1 videodisc (90 min. or 95 min.)", None),
    ("1 CD-ROM ;", None),
    ("18 slides :", None),
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_a_running_time_is_read_in_seconds(text, expected):
    assert seconds(text) == expected


@pytest.mark.parametrize("text", NOT_READ)
def test_a_running_time_that_could_be_otherwise_is_not_guessed(text):
    assert seconds(text) is None


@pytest.mark.parametrize(("text", "expected"), STATEMENTS)
def test_a_statement_of_extent_gives_the_running_time_it_holds(text, expected):
    assert seconds_within(text) == expected


@pytest.mark.parametrize(("text", "expected"), [("012701", 5221), ("0127", None), ("019901", None)])
def test_field_306_counts_hours_minutes_and_seconds(text, expected):
    assert of_field_306(text) == expected


@given(st.text(max_size=60))
def test_any_text_is_read_or_not_but_never_fails(text):
    assert seconds(text) is None or seconds(text) >= 0
    seconds_within(text)
    of_field_306(text)
