"""The last byte of an upload: a version comes of it, or nothing is left but the reason."""

import os
from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from streaming.media import arrival
from streaming.media.sniff import HEAD
from streaming.media.uploads import files, steps
from streaming.media.uploads.sweeping import sweep
from streaming.models import FilmUpload, Media, Version
from tests.streaming.media.films import film as film_file

pytestmark = [pytest.mark.programs, pytest.mark.django_db]
A_DAY = timedelta(days=1, minutes=1)


@pytest.fixture(scope="module")
def content(tmp_path_factory):
    return film_file(tmp_path_factory.mktemp("made") / "film.mp4", seconds=1).read_bytes()


@pytest.fixture
def address(sender, film, content):
    return sender.begun(film, size=len(content), name="Last Train.mp4")


def left_behind():
    return [*FilmUpload.objects.all(), *files.folder().iterdir()]


def test_the_last_piece_makes_a_version(sender, film, librarian, content, address):
    sender.send(address, content[:1000])

    answer = sender.send(address, content[1000:], offset=1000)

    version = Version.objects.get(media__film=film)
    assert (answer.status_code, answer["Upload-Offset"]) == (204, str(len(content)))
    assert answer["Content-Location"] == f"/admin/streaming/media/versions/{version.pk}/"
    assert (version.typed_name, version.by) == ("Last Train.mp4", librarian.get_username())
    assert left_behind() == []


def test_what_is_no_film_is_said_and_gone(sender, film):
    address = sender.begun(film, size=9)

    answer = sender.send(address, b"#EXTM3U\n#")

    assert answer.status_code == 422
    assert answer.json()["error"].startswith("This is a playlist")
    assert left_behind() == []
    assert not Media.objects.filter(film=film).exists()


def test_what_begins_as_no_film_is_over_with_its_first_piece(sender, film):
    address = sender.begun(film, size=10_000_000, name="Last Train.mp4")

    answer = sender.send(address, b"PK\3\4".ljust(HEAD, b"\0"))

    assert answer.status_code == 422
    assert answer.json()["error"].startswith("This is an archive")
    assert left_behind() == []
    assert sender.send(address, b"more", offset=HEAD).status_code == 404


@pytest.mark.parametrize("length", [7, HEAD - 1])
def test_a_beginning_is_judged_once_enough_of_it_is_here(sender, film, length):
    address = sender.begun(film, size=10_000_000)
    begins = b"PK\3\4".ljust(HEAD, b"\0")

    first = sender.send(address, begins[:length])
    second = sender.send(address, begins[length:], offset=length)

    assert [first.status_code, second.status_code] == [204, 422]


def test_the_same_film_again_is_said_and_gone(sender, film, content, address):
    sender.send(address, content)
    again = sender.begun(film, size=len(content))

    answer = sender.send(again, content)

    assert answer.status_code == 422
    assert "as “Last Train.mp4”" in answer.json()["error"]
    assert Version.objects.count() == 1
    assert left_behind() == []


@pytest.fixture
def left_whole(monkeypatch, sender, content, address):
    """All of it is here, and the server ended before it was handed over."""

    def fails(*_args, **_named):
        raise DatabaseError

    with monkeypatch.context() as patch:
        patch.setattr(arrival, "receive", fails)
        with pytest.raises(DatabaseError):
            sender.send(address, content)
    assert sender.offset(address) == len(content)


def test_an_empty_piece_finishes_what_is_whole(left_whole, sender, content, address):
    answer = sender.send(address, b"", offset=len(content))

    assert answer["Content-Location"]
    assert left_behind() == []


def test_the_sweep_finishes_what_is_whole(left_whole):
    assert sweep(at=timezone.now()) == 0

    assert Version.objects.count() == 1
    assert left_behind() == []


def test_a_full_disk_keeps_what_came(sender, content, address, monkeypatch):
    sender.send(address, content[:1000])

    def full(*_args):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        answer = sender.send(address, content[1000:], offset=1000)

    assert answer.status_code == 507
    assert answer.json()["error"].startswith("The disk is full. What came so far is kept")
    assert sender.offset(address) == 1000
    assert sender.send(address, content[1000:], offset=1000)["Content-Location"]


def test_a_disk_that_takes_nothing_is_said(sender, film, settings, tmp_path):
    (tmp_path / "file").write_text("no folder")
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "file"

    answer = sender.begin(film)

    assert answer.status_code == 503
    assert "cannot write to its disk" in answer.json()["error"]
    assert not FilmUpload.objects.exists()


def test_media_that_take_nothing_keep_what_is_watched(
    sender, film, content, address, settings, tmp_path
):
    Media.objects.create(film=film, file="demo/clip.mp4")
    settings.MEDIA_ROOT = tmp_path / "file"
    settings.MEDIA_ROOT.write_text("no folder")

    answer = sender.send(address, content)

    assert answer.status_code == 503
    assert Media.objects.get(film=film).file.name == "demo/clip.mp4"
    assert not Version.objects.exists()
    assert sender.offset(address) == len(content)


def test_after_a_day_without_a_byte_it_is_taken_away(sender, film):
    sender.begun(film)
    (files.folder() / "upload_of_a_form").write_bytes(b"left by a killed server")

    assert sweep(at=timezone.now()) == 0
    assert len(left_behind()) == 3
    assert sweep(at=timezone.now() + A_DAY) == 2
    assert left_behind() == []


def test_what_is_unfinished_is_shown_to_who_began_it(sender, film, librarian, django_user_model):
    address = sender.begun(film, name="Half.mov")
    sender.send(address, b"0123")

    ((upload, here),) = steps.unfinished(film, librarian)

    assert (upload.typed_name, here) == ("Half.mov", 4)
    assert steps.unfinished(film, django_user_model.objects.create_user("other")) == []
