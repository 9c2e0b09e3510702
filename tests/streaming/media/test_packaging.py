"""From a version's file to the film that is watched."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from streaming.media.package import Package
from streaming.media.packaging import go_live, package
from streaming.models import Media, Version
from tests.factories.catalog import make_film
from tests.streaming.media.films import handed_over

pytestmark = [pytest.mark.programs, pytest.mark.django_db]


def told(_done, _of):
    pass


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return Media.objects.create(film=make_film())


def names_in(version):
    folders, files = default_storage.listdir(f"packages/{version.folder}")
    assert not folders
    return set(files)


def test_a_version_becomes_the_film_that_is_watched(media):
    version = handed_over(media)

    package(str(version.pk), told)

    version.refresh_from_db()
    media.refresh_from_db()
    made = Package.from_json(version.made)
    assert version.state == Version.State.READY
    assert version.facts["container"] == "mov"
    assert media.version == version
    assert media.file.name == f"packages/{version.folder}/film.mp4"
    assert media.duration_seconds == 1
    assert made.heights == (72,)
    assert names_in(version) >= {
        *("main.m3u8", "film.mp4", "sprites.vtt", "sprites-1.jpg", "poster-1.jpg"),
        *("360p.m3u8", "360p_init.mp4", "360p_00001.m4s", "audio-und.m3u8"),
    }
    assert default_storage.listdir("work") == ([], [])


def test_what_is_ready_is_not_made_again(media):
    version = handed_over(media)
    package(str(version.pk), told)
    default_storage.delete(version.source)

    package(str(version.pk), told)

    version.refresh_from_db()
    assert version.is_ready


def test_a_version_that_was_taken_back_is_no_fault(db):
    package("0", told)


def test_a_file_that_is_no_film_fails_with_words_and_leaves_the_film_as_it_was(media):
    before = handed_over(media)
    package(str(before.pk), told)
    version = handed_over(media)
    default_storage.delete(version.source)
    default_storage.save(version.source, ContentFile(b"#EXTM3U\n"))

    with pytest.raises(ValueError, match="playlist"):
        package(str(version.pk), told)

    version.refresh_from_db()
    media.refresh_from_db()
    assert (version.state, version.words) == (
        Version.State.FAILED,
        "This is a playlist: it only names other files. Hand in the film.",
    )
    assert media.version == before


def test_an_older_version_that_is_ready_later_does_not_push_out_a_newer_one(media):
    older, newer = handed_over(media), handed_over(media)
    package(str(newer.pk), told)

    package(str(older.pk), told)

    media.refresh_from_db()
    assert media.version == newer


def test_an_earlier_version_can_be_watched_again(media):
    earlier, later = handed_over(media), handed_over(media)
    package(str(earlier.pk), told)
    package(str(later.pk), told)

    go_live(earlier)

    media.refresh_from_db()
    assert media.version == earlier
    assert media.file.name == f"packages/{earlier.folder}/film.mp4"


def test_a_version_that_is_not_ready_cannot_be_watched(media):
    version = handed_over(media)

    with pytest.raises(ValueError, match="not ready"):
        go_live(version)
