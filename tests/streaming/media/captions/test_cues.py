"""What a track says, and when."""

import pytest

from streaming.media.captions import Cue, cues_of


def track(*blocks):
    return "\n\n".join(["WEBVTT", *blocks]) + "\n"


def test_a_cue_has_its_times_in_seconds_and_its_text():
    text = track("1\n00:12.500 --> 01:00:14.000 align:start\nHello,\n  you <i>two</i>.")

    assert cues_of(text) == [Cue(12.5, 3614.0, "Hello,\nyou two.")]


def test_a_voice_is_the_speaker_of_its_words():
    text = track("00:01.000 --> 00:02.000\n<v.loud Ms O&#39;Neil>Come in.</v> <v Fred>I do.")

    assert cues_of(text) == [Cue(1, 2, "Come in.", "Ms O'Neil"), Cue(1, 2, "I do.", "Fred")]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("a &lt;b&gt; &amp;amp; c", "a <b> &amp; c"),  # decoded once
        ("<script>alert(1)</script>", "alert(1)"),
        ("<img src=x onerror=alert(1)>picture", "picture"),
        ("<ruby>漢<rt>kan</rt></ruby>字", "漢字"),
        ("one <00:01.500>two", "one two"),
        ("left <b open", "left"),
        ("\u202egnirts &lrm;x", "\u202egnirts \u200ex"),  # of its own direction: pages set it apart
        ("a\x07b &#10; c", "ab\nc"),
    ],
)
def test_text_is_without_a_trace_of_markup(written, text):
    assert cues_of(track(f"00:01.000 --> 00:02.000\n{written}"))[0].text == text


def test_cues_come_in_the_order_of_their_times_and_never_empty():
    text = track(
        "00:05.000 --> 00:06.000\nlater",
        "00:01.000 --> 00:02.000\nfirst",
        "00:03.000 --> 00:04.000",
    )

    assert [cue.text for cue in cues_of(text)] == ["first", "later"]


@pytest.mark.parametrize("text", ["", "WEBVTT", "\0\0", "no captions", "<" * 100_000, "-->\n" * 99])
def test_text_that_is_no_track_has_no_cues(text):
    assert cues_of(text) == []
