"""What befalls a machine while it packages: the film is as it was before, or as it is after."""

import ctypes
import multiprocessing
import os
import time
from datetime import timedelta
from pathlib import Path

import psutil
import pytest
from django.db import connections

from streaming.media.packaging import package
from streaming.media.sweeping import sweep
from streaming.models import Media, Version
from tests.factories.catalog import make_film
from tests.streaming.media.films import handed_over, whole

pytestmark = [pytest.mark.programs, pytest.mark.django_db(transaction=True)]

KILLS = 20
LONGEST = 300  # seconds for what takes two
FORK = multiprocessing.get_context("fork")
OWN_MOUNTS, OWN_USERS, READ_ONLY = 0x20000, 0x10000000, 1


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return Media.objects.create(film=make_film())


def begun(version, before=lambda: None):
    """A process that packages a version, after something else was done in it."""
    for connection in connections.all(initialized_only=True):
        connection.close()  # a connection is of one process,
        if connection.vendor == "postgresql":
            connection.close_pool()  # and so are those that wait to be used again

    def work():
        before()
        package(str(version.pk), lambda _done, _of: None)

    process = FORK.Process(target=work)
    process.start()
    return process


def ended(process):
    process.join(LONGEST)
    assert process.exitcode is not None
    return process.exitcode


def running_in(folder):
    """Programs that are at work below a folder."""
    return [
        process
        for process in psutil.process_iter(["cwd"])
        if str(process.info["cwd"] or "").startswith(f"{folder}/")
    ]


def assert_nobody_runs_in(folder):
    until = time.monotonic() + LONGEST
    while running_in(folder) and time.monotonic() < until:
        time.sleep(0.02)  # the kernel has said so; until it is done
    assert not running_in(folder)


def test_a_worker_killed_at_any_moment_leaves_the_film_as_it_was_or_as_it_is_after(media, tmp_path):
    started = time.monotonic()
    first = handed_over(media)
    assert ended(begun(first)) == 0
    length = time.monotonic() - started
    live, version = first, handed_over(media)

    for number in range(KILLS):
        process = begun(version)
        process.join(length * (number + 1) / KILLS)
        process.kill()
        process.join()

        # At once: what the worker said last may be done by the database only now.
        version = Version.objects.select_related("media__version").get(pk=version.pk)
        media = version.media
        assert version.is_ready == (media.version == version)
        assert media.version in (live, version)
        assert media.file.name == f"packages/{media.version.folder}/film.mp4"
        packages = list((tmp_path / "media/packages").iterdir())
        assert all(map(whole, packages))
        assert {path.name for path in packages} >= {media.version.folder}
        if version.is_ready:
            live, version = version, handed_over(media)
    assert_nobody_runs_in(tmp_path)

    assert ended(begun(version)) == 0
    sweep(spared=timedelta(0))

    folders = set(Version.objects.values_list("folder", flat=True))
    assert {path.name for path in (tmp_path / "media/packages").iterdir()} == folders
    assert list((tmp_path / "media/work").iterdir()) == []


def test_what_ffmpeg_does_ends_with_its_worker(media, tmp_path):
    version = handed_over(media, seconds=30, size="640x360", rate="25")
    process = begun(version)
    until = time.monotonic() + LONGEST
    while not running_in(tmp_path) and time.monotonic() < until:
        time.sleep(0.02)

    process.kill()
    process.join()

    assert_nobody_runs_in(tmp_path)


def covered(folder: Path, flags: int, options: str):
    """Lay a small file system over a folder, for this process and those that it starts."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(OWN_MOUNTS | (OWN_USERS if os.getuid() else 0)):
        raise OSError(ctypes.get_errno(), "no mounts of its own")
    libc.mount(b"none", b"/", None, 1 << 14 | 1 << 18, None)  # what is mounted here stays here
    if libc.mount(b"tmpfs", bytes(folder), b"tmpfs", flags, options.encode()):
        raise OSError(ctypes.get_errno(), "not mounted")


FAULTS = [
    ((0, "size=16k"), "no room left on the disk"),  # seen before the work is begun
    ((0, "size=60k"), "no room left on the disk"),  # and by ffmpeg, in the midst of it
    ((READ_ONLY, "size=1m"), "cannot be written to"),
]


@pytest.mark.parametrize(("fault", "words"), FAULTS)
def test_a_fault_of_the_disk_is_said_and_the_film_stays(media, tmp_path, fault, words):
    before, version = handed_over(media), handed_over(media)
    package(str(before.pk), lambda _done, _of: None)
    work = tmp_path / "media/work"

    assert ended(begun(version, lambda: covered(work, *fault))) == 1

    version.refresh_from_db()
    media.refresh_from_db()
    assert version.state == Version.State.FAILED
    assert words in version.words
    assert media.version == before
    package(str(version.pk), lambda _done, _of: None)  # tried again, once there is room
    media.refresh_from_db()
    assert media.version == version
