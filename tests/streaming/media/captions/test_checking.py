"""A file that somebody hands over: taken, refused by its lines, or repaired."""

import pytest

from streaming.media.captions import Cue, cues_of
from streaming.media.captions.checking import LARGEST, checked
from streaming.media.captions.foreign import Format, track_in
from streaming.media.captions.judge import problems_of
from streaming.media.captions.writing import written
from tests.streaming.media.captions.samples import SAMPLES, files

SRT = "1\n00:00:01,000 --> 00:00:02,500\nHello, {what}\n\n2\n00:00:03,000 --> 00:00:04,000\nyou\n"
SBV = "0:00:01.000,0:00:02.500\nHello,[br]you\n"


def check(given, *, name="captions.srt", language="en", kind="captions"):
    data = given if isinstance(given, bytes) else given.encode()
    return checked(data, name=name, language=language, kind=kind)


def sample(name):
    return check((SAMPLES / name).read_bytes(), name=name)


@pytest.mark.parametrize("path", files(), ids=lambda path: path.name)
def test_what_is_kept_of_a_file_is_webvtt_to_the_letter(path):
    kind = "chapters" if "chapters" in path.name else "captions"
    try:
        found = check(path.read_bytes(), name=path.name, kind=kind)
    except ValueError:
        assert not path.read_bytes().strip()
        return
    assert problems_of(found.text or found.repaired or "WEBVTT", kind) == []
    assert found.text or found.problems


def test_webvtt_is_kept_as_it_is():
    found = sample("deadline_captions_en.vtt")

    assert (
        found.text.splitlines() == (SAMPLES / "deadline_captions_en.vtt").read_text().splitlines()
    )


@pytest.mark.parametrize("given", [SRT, SBV], ids=["SRT", "SBV"])
def test_other_formats_become_webvtt(given):
    cue = cues_of(check(given.format(what="<i>you</i>")).text)[0]

    assert (cue.start, cue.end) == (1, 2.5)
    assert cue.text.split() == ["Hello,", "you"]


def test_cues_are_the_same_after_a_round_trip():
    found = [check(path.read_bytes(), name=path.name) for path in files() if path.stat().st_size]
    texts = [one.text or one.repaired for one in found if one.text or one.repaired]

    again = [written(track_in(text, Format.WEBVTT)) for text in texts]

    assert list(map(cues_of, again)) == list(map(cues_of, texts))
    assert len(texts) > 20


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ('<font color="red">you</font>', "you"),
        (r"{\an8}you", "you"),
        ("2 < 3 & AT&T", "2 < 3 & AT&T"),
        ("<laughs> you", "<laughs> you"),
        ("a<br>b", "a\nb"),
        ("<b><i>you</b>", "you"),
        ("<script>alert(1)</script>", "alert(1)"),
        ("<img src=x onerror=alert(1)>you", "you"),
    ],
)
def test_words_are_never_lost_and_foreign_tags_never_kept(written, text):
    found = check(SRT.format(what=written))

    assert cues_of(found.text)[0].text == f"Hello, {text}"


def test_a_broken_file_is_refused_with_its_lines():
    found = sample("missing_timeframe.srt")

    assert (found.text, found.repaired) == ("", "")
    assert [(one.line, one.words) for one in found.problems] == [(6, "Here is text without times.")]


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("non_padded_timestamps.vtt", "+ 00:00:00.000 --> 00:00:03.540"),
        ("metadata_headers.vtt", "+ NOTE"),
        ("invalid.vtt", "+ WEBVTT"),
        ("regions.vtt", "- REGION"),
    ],
)
def test_a_repair_is_offered_with_what_it_changes(name, change):
    found = sample(name)

    assert not found.text
    assert change in found.changes
    assert cues_of(found.repaired)


def test_cues_out_of_order_are_put_in_order_if_somebody_agrees():
    later = "1\n00:00:05,000 --> 00:00:06,000\nlater\n\n"

    found = check(later + SRT.format(what="you"))

    assert not found.text
    assert [cue.text for cue in cues_of(found.repaired)] == ["Hello, you", "you", "later"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_an_encoding_that_says_itself_is_not_asked_about(encoding):
    found = check(SRT.format(what="Zoë").encode(encoding))

    assert cues_of(found.text)[0].text == "Hello, Zoë"


@pytest.mark.parametrize(
    ("language", "encoding", "word"),
    [
        ("fr", "cp1252", "Zoë"),
        ("ru", "cp1251", "поезд"),
        ("pl", "cp1250", "źdźbło"),
        ("el", "cp1253", "τρένο"),
        ("zh-Hant", "big5", "火車"),
        ("en", "utf-16-le", "Zoë"),
    ],
)
def test_an_encoding_that_is_assumed_is_told_and_agreed_to(language, encoding, word):
    found = check(SRT.format(what=word).encode(encoding), language=language)

    assert not found.text
    assert encoding in found.problems[0].words
    assert f"+ Hello, {word}" in found.changes or encoding == "utf-16-le"
    assert cues_of(found.repaired)[0] == Cue(1, 2.5, f"Hello, {word}")


HOSTILE = {
    "too large": b"a" * (LARGEST + 1),
    "100,000 cues": b"WEBVTT\n\n" + b"00:01.000 --> 00:02.000\na\n\n" * 100_000,
    "deep tags": b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<b>" * 1_000_000,
    "entities": b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"&lt;" * 900_000,
    "no line end": b"<" * 4_000_000,
    "lines without times": b"x\n" * 2_000_000,
    "empty": b"\n \n",
    "half a letter": b"\xff\xfe\x00\xd8",
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_what_no_film_has_is_refused_before_it_costs_anything(data):
    with pytest.raises(ValueError, match=r"\w"):
        check(data, name="captions.vtt")


def test_a_nul_is_shown_as_what_cannot_be_read():
    found = check("WEBVTT\n\n00:01.000 --> 00:02.000\na\0b\n", name="captions.vtt")

    assert cues_of(found.text)[0].text == "a\ufffdb"
