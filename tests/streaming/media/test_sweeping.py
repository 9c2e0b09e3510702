"""What no row names is removed, when it is old enough to be nobody's."""

import os
import time
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile

from catalog.models import Job
from streaming.media.sweeping import sweep
from streaming.models import Media, Version
from tests.factories.catalog import make_film
from tests.factories.streaming import make_captions, make_media

NONE = timedelta(0)


@pytest.fixture
def kept(settings, tmp_path, db):
    """A folder of each kind: named by a version, by a failed one, by nobody."""
    settings.MEDIA_ROOT = tmp_path
    media = Media.objects.create(film=make_film())
    named = Version.objects.create(media=media, source="sources/named.mp4")
    failed = Version.objects.create(media=media, state="failed", source="sources/failed.mp4")
    for folder in (named.folder, failed.folder, "f" * 32):
        (tmp_path / "packages" / folder).mkdir(parents=True)
        (tmp_path / "packages" / folder / "main.m3u8").touch()
    for name in ("sources/named.mp4", "sources/failed.mp4", "sources/left.mp4", "demo/clip.mp4"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "work" / "left-abc").mkdir(parents=True)
    return failed


def test_what_no_version_names_is_removed(kept, tmp_path):
    swept = sweep(spared=NONE)

    assert sorted(swept) == sorted(
        [
            *(f"packages/{kept.folder}", f"packages/{'f' * 32}"),
            *("sources/left.mp4", "work/left-abc"),
        ]
    )
    assert not any((tmp_path / name).exists() for name in swept)


def test_what_is_named_and_what_is_no_business_of_ours_stays(kept, tmp_path):
    sweep(spared=NONE)

    sources = sorted(path.name for path in (tmp_path / "sources").iterdir())
    assert sources == ["failed.mp4", "named.mp4"]
    assert (tmp_path / "demo/clip.mp4").exists()


def test_a_version_whose_work_was_given_up_says_so_and_leaves_nothing(kept, tmp_path):
    left = Version.objects.exclude(pk=kept.pk).get()
    Version.objects.filter(pk=left.pk).update(state="packaging")
    Job.objects.create(kind="package", key=left.pk, state="failed", words="It never ended.")

    assert f"packages/{left.folder}" in sweep(spared=NONE)
    left.refresh_from_db()
    assert (left.state, left.words) == ("failed", "It never ended.")


def test_files_of_films_and_tracks_that_others_took_the_place_of_are_removed(
    settings, tmp_path, db
):
    settings.MEDIA_ROOT = tmp_path
    track = make_captions(media=make_media(file=ContentFile(b"film", name="film.mp4")))
    left = track.file.name
    track.file = ContentFile(b"WEBVTT", name="captions.vtt")
    track.save()

    assert sweep(spared=NONE) == [left]
    assert track.file.storage.exists(track.file.name)
    assert track.media.file.storage.exists(track.media.file.name)


def test_what_is_young_is_left_alone(kept, tmp_path):
    old = time.time() - 25 * 3600
    os.utime(tmp_path / "sources/left.mp4", (old, old))

    assert sweep() == ["sources/left.mp4"]


def test_an_empty_storage_has_nothing_to_sweep(settings, tmp_path, db):
    settings.MEDIA_ROOT = tmp_path / "nothing"

    assert sweep(spared=NONE) == []
