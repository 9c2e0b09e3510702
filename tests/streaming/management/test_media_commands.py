"""Films handed in at the server: what is taken is copied, what is refused changes nothing."""

import io

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command

from catalog.jobs.work import do_jobs
from streaming.management.commands import add_media
from streaming.models import Media, Version
from tests.commands import assert_refused, manage
from tests.factories.catalog import make_film
from tests.streaming.media.films import film as film_file

pytestmark = [pytest.mark.programs, pytest.mark.django_db]


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return film_file(tmp_path_factory.mktemp("made") / "The Train.mp4", seconds=1)


@pytest.fixture
def film(db):
    return make_film(slug="last-train")


def test_a_film_is_handed_in_and_its_file_stays(film, path):
    done = manage("add_media", "last-train", str(path), "--no-wait")

    version = Version.objects.get()
    assert (done.code, done.err) == (0, "")
    assert done.out == f"waiting to be packaged: The Train.mp4 ({version.folder})\n"
    assert version.media.film == film
    assert path.exists()


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def worker(monkeypatch):
    """One that is at work while the command waits."""

    def begins(before=lambda: None):
        def work(_seconds):
            before()
            do_jobs("package")

        monkeypatch.setattr(add_media.time, "sleep", work)

    return begins


@pytest.mark.django_db(transaction=True)
def test_at_a_terminal_it_shows_how_far_it_is_until_viewers_watch_it(
    film, path, worker, monkeypatch
):
    worker()
    screen, printed = Terminal(), io.StringIO()
    monkeypatch.setattr("sys.stderr", screen)

    call_command("add_media", "last-train", str(path), stdout=printed)

    version = Version.objects.get()
    assert version.media.version == version
    assert printed.getvalue() == f"ready to be watched: The Train.mp4 ({version.folder})\n"
    bars = [line for line in screen.getvalue().split("\n") if "\r" in line]
    assert ["Copying" in bars[0], "Packaging" in bars[0]] == [True, True]  # all on one line


@pytest.mark.django_db(transaction=True)
def test_what_fails_while_it_is_packaged_is_said_in_one_line(film, path, worker):
    def spoil():
        with default_storage.open(Version.objects.get().source, "wb") as source:
            source.write(b"no film any more")

    worker(spoil)

    failed = manage("add_media", "last-train", str(path))

    assert_refused(failed)
    assert "This is no film" in failed.err
    assert Version.objects.get().state == Version.State.FAILED


def test_the_same_file_twice_is_refused(film, path):
    manage("add_media", "last-train", str(path), "--no-wait")

    again = manage("add_media", "last-train", str(path), "--no-wait")

    assert_refused(again)
    assert "handed over for this film already" in again.err
    assert Version.objects.count() == 1


@pytest.mark.parametrize("name", ["", "absent.mp4", "playlist.mp4", "-", "a\x00b"])
def test_what_is_no_film_is_refused_in_one_line(film, tmp_path, name, settings):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "uploads"
    (tmp_path / "playlist.mp4").write_text("#EXTM3U\nother.mp4\n")

    assert_refused(manage("add_media", "last-train", f"{tmp_path}/{name}"))

    assert not Media.objects.filter(film=film).exists()
    assert not list(tmp_path.glob("uploads/*"))


def test_a_film_that_is_not_there_is_refused(path, db):
    assert_refused(manage("add_media", "absent", str(path)))


def test_what_no_room_is_for_is_refused(film, path, settings):
    settings.LARGEST_UPLOAD = 0

    refused = manage("add_media", "last-train", str(path))

    assert_refused(refused)
    assert not Version.objects.exists()


def test_a_call_without_a_file_is_wrong_usage(db):
    assert manage("add_media", "last-train").code == 2


def test_the_drop_folder_is_looked_into_once(film, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    done = manage("watch_drop")

    assert (done.code, done.out) == (0, "")
    assert (tmp_path / "drop").is_dir()


def test_looking_all_the_time_is_refused(db):
    assert_refused(manage("watch_drop", "--every", "0"))


def test_sweeping_says_what_went(db, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path

    done = manage("sweep_media")

    assert (done.code, done.err) == (0, "")
    assert done.out == "0 removed\n"
