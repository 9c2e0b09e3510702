"""The clip as the system's own ffmpeg makes it and ffprobe finds it."""

import json
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from filmlib.demo import clip
from tests import bucket

MOST_BYTES = 1_500_000


@pytest.fixture(scope="module")
def made():
    assert clip.make(), "the tests need ffmpeg"
    return default_storage.path(clip.clip_name())


@pytest.fixture(scope="module")
def probed(made):
    command = [shutil.which("ffprobe"), "-v", "error", "-of", "json", "-show_streams"]
    asked = subprocess.run(
        [*command, "-show_packets", "-select_streams", "v", made], capture_output=True, check=True
    )
    return json.loads(asked.stdout)


@pytest.mark.programs
def test_it_is_what_every_browser_plays(probed):
    [picture] = probed["streams"]

    assert (picture["codec_name"], picture["pix_fmt"]) == ("h264", "yuv420p")
    assert (picture["width"], picture["height"]) == (640, 360)
    assert float(picture["duration"]) == clip.SECONDS


@pytest.mark.programs
def test_a_jump_lands_at_most_two_seconds_away(probed):
    keys = [float(p["pts_time"]) for p in probed["packets"] if "K" in p["flags"]]

    gaps = [after - before for before, after in pairwise(keys)]
    assert max(gaps) <= 2


@pytest.mark.programs
def test_it_has_quiet_sound_on_two_channels(made):
    command = [shutil.which("ffmpeg"), "-nostdin", "-i", made, "-af", "volumedetect"]
    heard = subprocess.run([*command, "-f", "null", "-"], capture_output=True, check=True).stderr

    assert b"aac" in heard
    assert b"stereo" in heard
    mean = float(heard.split(b"mean_volume:")[1].split()[0])
    assert -40 < mean < -15  # dB


def test_its_index_comes_first_and_it_is_small(made):
    content = Path(made).read_bytes()

    assert content.index(b"moov") < content.index(b"mdat")
    assert len(content) < MOST_BYTES


def test_it_is_made_once(made, monkeypatch):
    monkeypatch.setattr(clip, "programs", lambda: pytest.fail("there is a clip already"))

    assert clip.make()


def test_it_may_lie_in_a_bucket():
    with bucket.s3():
        assert clip.make()
        with default_storage.open(clip.clip_name()) as film:
            assert film.read(8)[4:] == b"ftyp"
        assert clip.is_made()


@pytest.mark.parametrize("language", clip.LANGUAGES)
def test_its_captions_say_what_it_is(made, language):
    words = default_storage.open(clip.words_name(language)).read().decode()

    assert words.startswith("WEBVTT\n")
    assert {"en": "not the film", "de": "nicht der Film"}[language] in words
    assert f"00:00:{clip.SECONDS - 1}" in words


@pytest.mark.parametrize("program", ["/nowhere/ffmpeg", shutil.which("false")])
def test_an_ffmpeg_that_cannot_leaves_nothing_behind(settings, tmp_path, monkeypatch, program):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(clip, "programs", lambda: iter([program]))

    assert not clip.make()
    assert sorted(path.suffix for path in tmp_path.rglob("*.*")) == [".vtt", ".vtt"]
