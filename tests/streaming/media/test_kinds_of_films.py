"""Films as cameras, phones and archives make them: each comes out as it was meant to be seen."""

import json
import shutil
import subprocess

import pytest

from streaming.media import probe
from streaming.media.making import make
from streaming.media.probe import facts_of
from tests.streaming.media.films import film, made

pytestmark = pytest.mark.programs

SEEN = "stream=codec_type,width,height,sample_aspect_ratio,pix_fmt,color_space,color_transfer"
TOLD = f"{SEEN},channels,duration:stream_side_data=rotation"
SMALL = ("-f", "lavfi", "-i", "testsrc2=size=128x72:rate=25:duration=2")
PQ = ("-colorspace", "bt2020nc", "-color_primaries", "bt2020", "-color_trc", "smpte2084")
WHITE_IN_PQ = "geq=lum=573:cb=512:cr=512"  # 203 cd/m², as ITU-R BT.2408 has it: 58 % of all


def packaged(source):
    """The streams of the one plain file: pictures, then sound if there is any."""
    folder = source.with_suffix(".made")
    folder.mkdir()
    make(facts_of(source), source, folder, lambda _done, _of: None)
    command = [shutil.which("ffprobe"), "-v", "error", "-of", "json", "-show_entries", TOLD]
    told = subprocess.run([*command, str(folder / "film.mp4")], capture_output=True, check=True)
    return json.loads(told.stdout)["streams"]


def light_of(path):
    """Of the first picture: from 16, which is black, to 235, which is white."""
    command = [shutil.which("ffmpeg"), "-v", "error", "-i", str(path), "-frames:v", "1"]
    shown = subprocess.run(
        [*command, "-vf", "scale=1:1:flags=area,format=gray", "-f", "rawvideo", "-"],
        capture_output=True,
        check=True,
    )
    return shown.stdout[0]


def high_range(tmp_path):
    picture = f"color=size=128x72:rate=25:duration=1,format=yuv420p10le,{WHITE_IN_PQ}"
    return made(tmp_path / "hdr.mp4", "-f", "lavfi", "-i", picture, "-c:v", "libx264", *PQ)


def test_high_range_is_brought_to_what_all_screens_show(tmp_path):
    [picture] = packaged(high_range(tmp_path))

    assert picture["pix_fmt"] == "yuv420p"
    assert (picture["color_space"], picture["color_transfer"]) == ("bt709", "bt709")
    assert light_of(tmp_path / "hdr.made/film.mp4") > 180  # left as it came it would be 143


@pytest.mark.parametrize("way", ["ffprobe", "ffmpeg alone"])
def test_colours_are_told(tmp_path, monkeypatch, way):
    if way == "ffmpeg alone":
        monkeypatch.setattr(probe, "ffprobe", lambda: None)

    high = facts_of(high_range(tmp_path)).picture
    untold = facts_of(film(tmp_path / "untold.mp4")).picture

    assert (high.matrix, high.transfer, high.has_high_range) == ("bt2020nc", "smpte2084", True)
    assert (untold.matrix, untold.transfer, untold.has_high_range) == ("", "", False)


def test_small_steps_of_a_film_in_hd_keep_its_colours(tmp_path):
    [picture, _sound] = packaged(film(tmp_path / "hd.mp4", seconds=1, size="64x600"))

    assert picture["color_space"] == "bt709"


def test_a_film_without_sound_has_none(tmp_path):
    [picture] = packaged(made(tmp_path / "silent.mp4", *SMALL, "-pix_fmt", "yuv420p"))

    assert float(picture["duration"]) == pytest.approx(2, abs=0.1)


def test_a_sound_that_goes_on_behind_the_picture_is_heard_to_its_end(tmp_path):
    sound = ("-f", "lavfi", "-i", "sine=frequency=330:duration=9")
    source = made(tmp_path / "titles.mkv", *SMALL, *sound, "-pix_fmt", "yuv420p")

    picture, heard = packaged(source)

    assert float(heard["duration"]) == pytest.approx(9, abs=0.1)
    assert float(picture["duration"]) == pytest.approx(9, abs=0.1)


def test_six_channels_become_two(tmp_path):
    sound = ("-f", "lavfi", "-i", "anoisesrc=amplitude=0.1:duration=2", "-ac", "6", "-c:a", "ac3")
    source = made(tmp_path / "film.mkv", *SMALL, *sound, "-pix_fmt", "yuv420p")

    assert packaged(source)[1]["channels"] == 2


def test_odd_sides_full_colours_and_wide_pixels_become_what_players_show(tmp_path):
    source = made(
        tmp_path / "film.mkv",
        *("-f", "lavfi", "-i", "testsrc2=size=121x97:rate=25:duration=1"),
        *("-vf", "setsar=2", "-pix_fmt", "yuv444p"),
    )

    [picture] = packaged(source)

    assert (picture["width"], picture["height"]) == (pytest.approx(242, abs=2), 96)
    assert (picture["sample_aspect_ratio"], picture["pix_fmt"]) == ("1:1", "yuv420p")


def test_a_film_of_a_telephone_on_its_side_stands_upright(tmp_path):
    lying = film(tmp_path / "lying.mp4", size="128x72")
    turned = made(
        tmp_path / "turned.mp4", "-i", str(lying), "-c", "copy", "-metadata:s:v", "rotate=90"
    )

    [picture, _sound] = packaged(turned)

    assert (picture["width"], picture["height"]) == (72, 128)
    assert "side_data_list" not in picture
