import pytest

from streaming.media.captions import cues_of
from streaming.models import Captions
from tests.commands import assert_refused, manage
from tests.factories.catalog import make_film

pytestmark = pytest.mark.django_db

SRT = "1\n00:00:01,000 --> 00:00:02,000\nAll aboard.\n"


@pytest.fixture
def film():
    return make_film(slug="a-film", title="A Film")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "typed name.srt"
    path.write_text(SRT)
    return path


def add(file, *options, language="en"):
    return manage("add_captions", "a-film", str(file), "--language", language, *options)


def test_captions_are_kept_as_webvtt_and_told_of(film, file):
    done = add(file, "--made-by", "human")

    track = film.media.captions.get()
    assert done.code == 0
    assert done.out == "A Film: English (captions), cues: 1, from SRT.\n"
    assert (track.language, track.kind, track.made_by) == ("en", "captions", "human")
    assert cues_of(track.file.read().decode())[0].text == "All aboard."
    assert "typed" not in track.file.name


def test_a_second_file_takes_the_place_of_the_first(film, file):
    add(file)
    Captions.objects.update(checked_on="2026-11-23", checked_by="A library")
    file.write_text(SRT.replace("All", "None"))

    add(file)

    track = film.media.captions.get()
    assert b"None aboard." in track.file.read()
    assert (track.checked_on, track.checked_by) == (None, "")


def test_a_file_that_is_not_there_is_refused_in_words(film, tmp_path):
    refused = add(tmp_path / "absent.vtt")

    assert_refused(refused)
    assert refused.err == f"Refused: There is no file {tmp_path}/absent.vtt.\n"


def test_a_broken_file_is_refused_with_its_line_and_nothing_is_changed(film, file):
    file.write_text(SRT + "\nalone\n")

    refused = add(file)

    assert_refused(refused)
    assert "Line 5: Here is text without times." in refused.err
    assert not Captions.objects.exists()


def test_a_repair_is_made_if_it_is_asked_for(film, file):
    file.write_text("WEBVTT\nKind: captions\n\n0:1.5 --> 0:2.5\nAT&T")

    assert_refused(add(file))
    done = add(file, "--repair")

    assert done.code == 0
    assert "Repaired, line 2:" in done.out
    assert b"AT&amp;T" in film.media.captions.get().file.read()


@pytest.mark.parametrize(
    "given",
    [
        ("absent", "en"),
        ("a-film", "english"),
        ("a-film", ""),
    ],
)
def test_what_is_not_there_is_refused(film, file, given):
    slug, language = given

    assert_refused(manage("add_captions", slug, str(file), "--language", language))
    assert_refused(manage("add_captions", "a-film", f"{file}.absent", "--language", "en"))
