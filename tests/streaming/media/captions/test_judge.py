"""Whether a file is WebVTT, to the letter."""

import pytest

from streaming.media.captions.judge import problems_of
from tests.streaming.media.captions.samples import BAD, CUE, GOOD


@pytest.mark.parametrize("text", GOOD)
def test_what_the_standard_allows_is_accepted(text):
    assert problems_of(text) == []


@pytest.mark.parametrize("text", BAD)
def test_what_the_standard_forbids_is_refused(text):
    assert problems_of(text)


def test_a_problem_is_told_with_its_line():
    text = f"WEBVTT\n\n{CUE}\nfine\n\n00:03,000 --> 00:04,000\nhere\n\n00:05.000 --> 00:06.000\n&"

    first, second = problems_of(text)

    assert (first.line, second.line) == (6, 10)
    assert first.words == "In WebVTT a point comes before the thousandths of a second, not a comma."


def test_titles_of_chapters_hold_no_tags():
    text = f"WEBVTT\n\n{CUE}\n<i>One</i>"

    assert not problems_of(text, "captions")
    assert problems_of(text, "chapters")
