"""What is in a file, as ffprobe tells it and as ffmpeg alone does."""

import struct

import pytest

from streaming.media import probe
from streaming.media.facts import Chapter, Facts
from streaming.media.probe import facts_of
from tests.streaming.media.films import film, made

ONE = 1 << 16  # of a matrix in ISO/IEC 14496-12, 8.3.2: its last column counts in 30 bits
UPRIGHT = (ONE, 0, 0, 0, ONE, 0, 0, 0, 1 << 30)
TURNED = (0, ONE, 0, -ONE, 0, 0, 0, 0, 1 << 30)
pytestmark = pytest.mark.programs

CHAPTERS = ";FFMETADATA1\n" + "".join(
    f"[CHAPTER]\nTIMEBASE=1/1\nSTART={start}\nEND={start + 1}\ntitle={title}\n"
    for start, title in ((0, "Arrival"), (1, "=Departure: in “Łódź”"))
)


@pytest.fixture(params=["ffprobe", "ffmpeg alone"])
def way(request, monkeypatch):
    if request.param == "ffmpeg alone":
        monkeypatch.setattr(probe, "ffprobe", lambda: None)


@pytest.fixture(scope="module")
def rich(tmp_path_factory):
    """A film on its side, in wide pixels, with two sounds and two chapters."""
    folder = tmp_path_factory.mktemp("rich")
    (folder / "chapters").write_text(CHAPTERS.replace("=Departure", "\\=Departure"))
    return made(
        folder / "rich.mkv",
        *("-f", "lavfi", "-i", "testsrc=size=144x96:rate=24000/1001:duration=2"),
        *("-f", "lavfi", "-i", "sine=duration=2", "-i", str(folder / "chapters")),
        *("-map", "0", "-map", "1", "-map", "1", "-map_chapters", "2", "-vf", "setsar=16/15"),
        *("-metadata:s:a:0", "language=pol", "-metadata:s:a:1", "language=eng"),
        *("-metadata:s:a:1", "title=What is seen", "-disposition:a:1", "visual_impaired"),
        *("-disposition:a:0", "default", "-ac:a:1", "2", "-pix_fmt", "yuv420p"),
    )


def test_it_tells_pictures_sounds_and_chapters(way, rich):
    facts = facts_of(rich)

    assert facts.container == "matroska"
    assert facts.seconds == pytest.approx(2, abs=0.1)
    assert (facts.picture.width, facts.picture.height) == (144, 96)
    assert facts.picture.rate == "24000/1001"
    assert facts.picture.shown_size == (154, 96)
    assert [sound.language for sound in facts.sounds] == ["pol", "eng"]
    assert [sound.channels for sound in facts.sounds] == [1, 2]
    assert [sound.is_default for sound in facts.sounds] == [True, False]
    assert [sound.is_description for sound in facts.sounds] == [False, True]
    assert facts.sounds[1].title == "What is seen"
    assert facts.chapters == (Chapter(0, 1, "Arrival"), Chapter(1, 2, "=Departure: in “Łódź”"))


def test_what_it_tells_survives_being_kept(rich):
    facts = facts_of(rich)

    assert Facts.from_json(facts.as_json()) == facts


def test_a_film_on_its_side_is_shown_upright(way, tmp_path):
    lying = film(tmp_path / "lying.mp4")
    upright, turned = (struct.pack(">9i", *matrix) for matrix in (UPRIGHT, TURNED))
    before, track, after = lying.read_bytes().partition(b"tkhd")
    lying.write_bytes(before + track + after.replace(upright, turned, 1))

    assert facts_of(lying).picture.shown_size == (72, 128)
    assert facts_of(lying).picture.rotation == 90


def test_a_film_that_ends_too_soon_is_said_to_and_where(way, tmp_path):
    whole = film(tmp_path / "whole.mp4", seconds=20, more=("-movflags", "+faststart"))
    content = whole.read_bytes()
    whole.write_bytes(content[: len(content) * 6 // 10])

    with pytest.raises(ValueError, match=r"^The file is damaged at 0:1\d: "):
        facts_of(whole)


@pytest.mark.parametrize("name", ["one.avi", "one.ts", "one.mpg", "one.mkv", "one.mov", "one.mxf"])
def test_films_are_read_in_many_forms(tmp_path, name):
    facts = facts_of(film(tmp_path / name, rate="25", more=("-ar", "48000")))

    assert facts.picture.shown_size == (128, 72)
    assert facts.seconds == pytest.approx(2, abs=0.5)


def test_sound_alone_is_no_film(way, tmp_path):
    sound = made(tmp_path / "sound.mp4", "-f", "lavfi", "-i", "sine=duration=1")

    with pytest.raises(ValueError, match="no moving picture"):
        facts_of(sound)


def test_a_picture_that_few_can_read_is_refused_by_the_name_of_its_coding(way, tmp_path):
    strange = film(tmp_path / "strange.mkv", more=("-c:v", "snow", "-strict", "-2"))

    with pytest.raises(ValueError, match="“snow”"):
        facts_of(strange)
