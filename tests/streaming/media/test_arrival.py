"""A film's file comes in whole, with its row and its job, or nothing changes."""

import os
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError

from catalog import jobs
from catalog.models import Job
from streaming.media import arrival
from streaming.media.arrival import receive
from streaming.models import AuditLine, Media, Version
from tests.factories.catalog import make_film
from tests.streaming.media.films import film as film_file

pytestmark = [pytest.mark.programs, pytest.mark.django_db]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return film_file(tmp_path_factory.mktemp("made") / "film.mp4", seconds=1)


@pytest.fixture
def handed_in(made, tmp_path):
    path = tmp_path / "-last train; rm.mp4"
    path.write_bytes(made.read_bytes())
    return path


def sources():
    folder = Path(default_storage.path(Version.SOURCES))
    return sorted(folder.iterdir()) if folder.exists() else []


def test_a_film_comes_in_and_waits_to_be_packaged(handed_in):
    film, size = make_film(), handed_in.stat().st_size

    version = receive(film, handed_in, typed_name="Last Train.mp4", by="ann")

    assert version.media == film.media
    assert (version.state, version.size, version.by) == (Version.State.WAITING, size, "ann")
    assert version.facts["pictures"][0]["width"] == 128
    assert default_storage.size(version.source) == size
    assert version.source == f"sources/{version.folder}.mov"
    assert Job.objects.filter(kind="package", key=version.pk, state="waiting").exists()
    assert not handed_in.exists()


def test_the_audit_trail_tells_who_handed_it_over(handed_in):
    receive(make_film(title="Last Train"), handed_in, typed_name="a.mp4", by="ann")

    line = AuditLine.objects.get(why="handed over")
    assert (line.who, line.what) == ("ann", "Media of Last Train: a.mp4")


def test_what_is_watched_stays(handed_in):
    media = Media.objects.create(film=make_film(), file="demo/clip.mp4")

    receive(media.film, handed_in, typed_name="a.mp4")

    media.refresh_from_db()
    assert (media.file.name, media.version) == ("demo/clip.mp4", None)


def test_the_same_file_twice_is_told_and_changes_nothing(handed_in, made):
    film = make_film()
    receive(film, handed_in, typed_name="first.mp4")
    handed_in.write_bytes(made.read_bytes())
    kept = sources()

    with pytest.raises(ValueError, match="for this film already, as “first"):
        receive(film, handed_in, typed_name="second.mp4")

    assert Version.objects.filter(media__film=film).count() == 1
    assert sources() == kept
    assert handed_in.exists()


def test_the_same_file_may_be_another_film_s(handed_in, made):
    receive(make_film(), handed_in, typed_name="a.mp4")
    handed_in.write_bytes(made.read_bytes())

    assert receive(make_film(), handed_in, typed_name="a.mp4").pk


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "empty"), (b"#EXTM3U\n", "playlist"), (b"%PDF-1.7", "document"), (b"words", "no film")],
)
def test_what_is_no_film_is_refused_and_leaves_nothing(tmp_path, content, words):
    film, path, before = make_film(), tmp_path / "film.mp4", sources()
    path.write_bytes(content)

    with pytest.raises(ValueError, match=words):
        receive(film, path, typed_name="film.mp4")

    assert not Media.objects.filter(film=film).exists()
    assert not Job.objects.filter(kind="package").exists()
    assert sources() == before


def test_what_the_database_does_not_take_leaves_nothing(handed_in, monkeypatch):
    film, before = make_film(), sources()

    def fails(*_args):
        raise DatabaseError

    monkeypatch.setattr(jobs, "put", fails)
    with pytest.raises(DatabaseError):
        receive(film, handed_in, typed_name="a.mp4")

    assert not Version.objects.filter(media__film=film).exists()
    assert sources() == before
    assert handed_in.exists()


def test_from_another_disk_it_is_copied(handed_in, monkeypatch):
    def other_disk(*_args, **_named):
        raise OSError(18, "Invalid cross-device link")

    content = handed_in.read_bytes()
    monkeypatch.setattr(os, "link", other_disk)
    version = receive(make_film(), handed_in, typed_name="a.mp4")

    with default_storage.open(version.source) as kept:
        assert kept.read() == content
    assert not handed_in.exists()


def test_a_disk_that_takes_nothing_changes_nothing(handed_in, settings, tmp_path):
    (tmp_path / "media").write_text("no folder")
    settings.MEDIA_ROOT = tmp_path / "media"
    film = make_film()

    with pytest.raises(OSError, match="media"):
        receive(film, handed_in, typed_name="a.mp4")

    assert not Media.objects.filter(film=film).exists()
    assert handed_in.exists()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\films\\The Train.mov", "The Train.mov"),
        ("a\x00b\u202ec\n.mp4", "a b c .mp4"),
        ("-rf *.mp4", "-rf *.mp4"),
        ("x" * 400, "x" * 255),
    ],
)
def test_a_typed_name_is_text_and_never_a_path(typed, told):
    assert arrival.typed_name_of(typed) == told
