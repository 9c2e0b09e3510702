"""A package as players and Apple's rules want it, asked of ffprobe and of the files themselves.

Source: Apple, HLS Authoring Specification for Apple Devices (numbers in brackets); RFC 8216.
"""

import json
import re
import shutil
import subprocess
from itertools import pairwise

import m3u8
import pytest
from PIL import Image as Pillow

from streaming.media.making import make
from streaming.media.probe import facts_of
from tests.streaming.media.films import made

pytestmark = pytest.mark.programs

SECONDS = 14
STEPS = {"540p": (960, 540), "360p": (640, 360), "720p": (1280, 720)}  # as they are listed
SOUNDS = ["audio-pl", "audio-en-description"]
CHAPTERS = ";FFMETADATA1\n" + "".join(
    f"[CHAPTER]\nTIMEBASE=1/1\nSTART={start}\nEND={start + 10}\ntitle={title}\n"
    for start, title in ((0, "Arrival"), (10, "Salt & <water>"))
)


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """Of 14 seconds in 720p at 23.976 pictures a second, with two sounds and two chapters."""
    folder = tmp_path_factory.mktemp("package")
    (folder / "chapters").write_text(CHAPTERS)
    source = made(
        folder / "film.mkv",
        *("-f", "lavfi", "-i", f"testsrc2=size=1280x720:rate=24000/1001:duration={SECONDS}"),
        *("-f", "lavfi", "-i", f"sine=frequency=220:duration={SECONDS}"),
        *("-f", "lavfi", "-i", f"anoisesrc=amplitude=0.04:duration={SECONDS}"),
        *("-i", str(folder / "chapters"), "-map", "0", "-map", "2", "-map", "1"),
        *("-map_chapters", "3", "-preset", "ultrafast", "-pix_fmt", "yuv420p"),
        *("-metadata:s:a:0", "language=eng", "-disposition:a:0", "visual_impaired"),
        *("-metadata:s:a:1", "language=pol", "-disposition:a:1", "default"),
    )
    made_in = folder / "made"
    made_in.mkdir()
    make(facts_of(source), source, made_in, lambda _done, _of: None)
    return made_in


@pytest.fixture(scope="module")
def main(package):
    return m3u8.loads((package / "main.m3u8").read_text())


def listed(package, name):
    return m3u8.loads((package / f"{name}.m3u8").read_text())


def probed(path, *asked):
    command = [shutil.which("ffprobe"), "-v", "error", "-of", "json", *asked, str(path)]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


def joined(package, name, number):
    """One segment behind its head: what a player decodes on its own."""
    path = package.parent / f"{name}_{number}.mp4"
    parts = (package / f"{name}_init.mp4", package / f"{name}_{number:05}.m4s")
    path.write_bytes(b"".join(part.read_bytes() for part in parts))
    return path


def test_steps_are_listed_from_the_middle_one(main):
    assert [playlist.uri for playlist in main.playlists] == [f"{name}.m3u8" for name in STEPS]
    assert [playlist.stream_info.resolution for playlist in main.playlists] == list(STEPS.values())


def test_what_is_listed_of_a_step_is_what_ffprobe_finds_in_it(main, package):
    for playlist, (name, size) in zip(main.playlists, STEPS.items(), strict=True):
        [stream] = probed(joined(package, name, 1), "-show_streams")["streams"]
        assert (stream["width"], stream["height"]) == size
        assert (stream["codec_name"], stream["profile"], stream["pix_fmt"]) == (
            *("h264", "High", "yuv420p"),
        )
        assert stream["sample_aspect_ratio"] == "1:1"
        assert playlist.stream_info.codecs == f"avc1.6400{stream['level']:02x},mp4a.40.2"
        assert playlist.stream_info.frame_rate == pytest.approx(23.976)


def test_sounds_are_alike_in_a_group_and_one_is_on(main):
    [on, description] = main.media

    assert [f"{name}.m3u8" for name in SOUNDS] == [on.uri, description.uri]
    assert (on.language, on.default, on.autoselect) == ("pl", "YES", "YES")
    assert (description.language, description.default) == ("en", "NO")
    assert description.characteristics == "public.accessibility.describes-video"
    assert {playlist.stream_info.audio for playlist in main.playlists} == {on.group_id}


@pytest.mark.parametrize("name", [*STEPS, *SOUNDS])
def test_a_playlist_is_whole_and_its_segments_are_six_seconds(package, name):
    playlist = listed(package, name)  # [7.6, 8.1]: six seconds, none longer than it says

    assert playlist.is_endlist
    assert playlist.playlist_type == "vod"
    assert playlist.segment_map[0].uri == f"{name}_init.mp4"
    lengths = [segment.duration for segment in playlist.segments]
    assert max(round(length) for length in lengths) <= playlist.target_duration
    assert all(length == pytest.approx(6, abs=0.1) for length in lengths[:-1])
    assert sum(lengths) == pytest.approx(SECONDS, abs=0.2)


def test_every_playlist_says_that_segments_stand_for_themselves(package, main):
    assert main.is_independent_segments
    assert all(listed(package, name).is_independent_segments for name in STEPS)


def test_each_segment_begins_with_a_whole_picture_at_one_moment_in_all_steps(package):
    count = len(listed(package, "360p").segments)
    for number in range(1, count + 1):
        starts = set()
        for name in STEPS:
            packets = probed(
                joined(package, name, number),
                *("-show_packets", "-show_entries", "packet=pts_time,flags"),
            )["packets"]
            assert packets[0]["flags"].startswith("K")  # [1.10, 1.13]
            starts.add(packets[0]["pts_time"])
        assert len(starts) == 1


def test_one_can_jump_every_two_seconds(package):
    packets = probed(package / "film.mp4", "-select_streams", "v", "-show_packets")["packets"]
    keys = [float(packet["pts_time"]) for packet in packets if "K" in packet["flags"]]

    assert max(after - before for before, after in pairwise(keys)) <= 2.1


@pytest.mark.parametrize("name", [*STEPS, *SOUNDS])
def test_each_segment_decodes_without_a_word(package, name):
    command = [shutil.which("ffmpeg"), "-nostdin", "-v", "warning", "-xerror", "-i"]
    for number in range(1, len(listed(package, name).segments) + 1):
        asked = [*command, str(joined(package, name, number)), "-f", "null", "-"]
        assert not subprocess.run(asked, capture_output=True, check=True).stderr


def test_bits_a_second_are_those_of_the_segments(package, main):
    """[1.31, 9.2]: at most ten in a hundred apart, as measured here once more."""
    sounds = [rates(package, name) for name in SOUNDS]
    for playlist, name in zip(main.playlists, STEPS, strict=True):
        peak, average = rates(package, name)
        told = playlist.stream_info
        assert told.bandwidth == pytest.approx(peak + max(each[0] for each in sounds), rel=0.1)
        assert told.average_bandwidth == pytest.approx(
            average + max(each[1] for each in sounds), rel=0.1
        )


def rates(package, name):
    segments = listed(package, name).segments
    sizes = [(package / segment.uri).stat().st_size * 8 for segment in segments]
    peak = max(size / segment.duration for size, segment in zip(sizes, segments, strict=True))
    return peak, sum(sizes) / sum(segment.duration for segment in segments)


@pytest.mark.parametrize("name", SOUNDS)
def test_every_sound_is_as_loud_as_all_others(package, name):
    whole = package.parent / f"{name}.whole.mp4"
    segments = [package / segment.uri for segment in listed(package, name).segments]
    parts = [package / f"{name}_init.mp4", *segments]
    whole.write_bytes(b"".join(part.read_bytes() for part in parts))
    command = [shutil.which("ffmpeg"), "-nostdin", "-i", str(whole), "-af", "ebur128=peak=true"]

    heard = subprocess.run([*command, "-f", "null", "-"], capture_output=True, check=True).stderr

    [loudness] = re.findall(rb"I: +(-[\d.]+) LUFS\s+Threshold", heard.rpartition(b"Summary")[2])
    [peak] = re.findall(rb"Peak: +(-?[\d.]+) dBFS", heard)
    assert float(loudness) == pytest.approx(-18, abs=1)
    assert float(peak) <= -1


def test_the_one_plain_file_has_its_index_first_and_its_sound(package):
    content = (package / "film.mp4").read_bytes()

    assert content.index(b"moov") < content.index(b"mdat")
    streams = probed(package / "film.mp4", "-show_streams")["streams"]
    assert [(stream["codec_name"], stream.get("height")) for stream in streams] == [
        ("h264", 720),
        ("aac", None),
    ]


def test_small_pictures_show_every_ten_seconds(package):
    cues = re.findall(
        r"(\S+) --> (\S+)\n(\S+)#xywh=(\d+),(\d+),(\d+),(\d+)\n",
        (package / "sprites.vtt").read_text(),
    )

    assert [cue[0] for cue in cues] == ["00:00:00.000", "00:00:10.000"]
    assert cues[0][1] == "00:00:10.000"
    assert cues[1][1].startswith(f"00:00:{SECONDS}.")
    assert {cue[2] for cue in cues} == {"sprites-1.jpg"}
    assert [cue[3:] for cue in cues] == [("0", "0", "160", "90"), ("160", "0", "160", "90")]
    with Pillow.open(package / "sprites-1.jpg") as sheet:
        assert sheet.size == (1600, 900)


def test_posters_are_as_large_as_the_largest_step(package):
    posters = sorted(package.glob("poster-*.jpg"))

    assert posters
    for poster in posters:
        with Pillow.open(poster) as picture:
            assert picture.size == (1280, 720)


def test_chapters_are_kept_as_a_track(package):
    text = (package / "chapters.vtt").read_text()

    assert text.startswith("WEBVTT\n\n00:00:00.000 --> 00:00:10.000\nArrival\n")
    assert "Salt &amp; &lt;water&gt;" in text


def test_nothing_but_the_package_is_left(package):
    named = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}\.(mp4|m4s|m3u8|vtt|jpg)")

    assert all(named.fullmatch(path.name) for path in package.iterdir())
