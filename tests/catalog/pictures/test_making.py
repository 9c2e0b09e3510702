"""The making of widths: each once, whoever makes them and whoever is killed on the way."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.db import connection

from catalog.jobs.work import do_jobs
from catalog.models import Image, Job
from catalog.models.image import image_storage
from catalog.pictures import making
from catalog.pictures.names import rendition_name
from tests.commands import manage
from tests.databases import url_in_use
from tests.factories.catalog import make_film, make_image
from tests.factories.pictures import bytes_of, upload
from tests.working.workshop import lapse


@pytest.fixture
def image(db):
    image = make_image(file=upload(bytes_of(size=(500, 750))))
    making.ask_for([image])
    return image


def files_of(image):
    return [rendition_name(image.file.name, ending) for ending in image.renditions.split()]


def mark_of(film):
    with connection.cursor() as cursor:
        cursor.execute("SELECT mark FROM catalog_stamp WHERE of = %s", [f"film:{film.slug}"])
        return cursor.fetchone()[0]


def states():
    return list(Job.objects.values_list("state", flat=True))


def test_a_picture_has_a_first_rendition_at_once_and_all_of_them_later(image):
    assert [ending[-4:] for ending in image.renditions.split()] == [".jpg"]
    assert all(map(image_storage().exists, files_of(image)))

    do_jobs()

    image.refresh_from_db()
    assert image.is_rendered
    assert len(files_of(image)) == 6
    assert all(map(image_storage().exists, files_of(image)))
    assert not making.unmade().exists()


def test_the_film_s_page_is_made_anew_when_the_widths_are_there(image):
    before = mark_of(image.film)

    do_jobs()

    assert mark_of(image.film) != before


def test_no_history_is_written_of_what_nobody_did(image):
    do_jobs()

    assert image.history.count() == 1


def test_what_is_made_is_not_made_again(image, monkeypatch):
    do_jobs()
    making.ask_for([image])
    monkeypatch.setattr(making, "renditions_of", lambda *_any, **_how: pytest.fail("made again"))

    do_jobs()

    assert states() == ["done", "done"]


def test_a_master_that_is_replaced_meanwhile_gets_no_foreign_renditions(image, monkeypatch):
    made = making.renditions_of

    def slowly(master, *, is_still):
        again = Image.objects.get(pk=image.pk)
        again.file = upload(bytes_of(size=(400, 600)))
        again.save()
        return made(master, is_still=is_still)

    monkeypatch.setattr(making, "renditions_of", slowly)

    do_jobs()

    image.refresh_from_db()
    assert (image.is_rendered, len(files_of(image))) == (False, 1)


def test_a_new_picture_in_place_of_another_waits_anew(image):
    do_jobs()
    image.refresh_from_db()
    old = image.renditions

    image.file = upload(bytes_of(size=(400, 600)))
    image.save()

    assert list(making.unmade()) == [image]
    assert image.renditions != old


def test_a_picture_that_is_gone_is_no_failure(image):
    image.delete()

    do_jobs()

    assert states() == ["done"]


def test_a_picture_whose_file_is_lost_is_said_and_not_tried_again(image):
    image_storage().delete(image.file.name)

    do_jobs()

    assert (Job.objects.get().state, Job.objects.get().attempts) == ("failed", 1)
    assert "Hand it in again" in Job.objects.get().words


def test_the_command_makes_all_that_is_unmade_and_says_how_much(image):
    make_image(file=upload(bytes_of(size=(100, 150))))

    assert manage("make_pictures").out == "Made: 2.\n"
    assert manage("make_pictures").out == "Made: 0.\n"


def test_the_command_names_what_it_could_not_make(image):
    image_storage().delete(image.file.name)

    done = manage("make_pictures")

    assert (done.code, done.out) == (1, "Made: 0.\n")
    assert str(image.pk) in done.err


@pytest.fixture
def worker(transactional_db):
    """Start `make_pictures` beside the test, on its database and its files."""
    started = []

    def start():
        process = subprocess.Popen(
            [sys.executable, "manage.py", "make_pictures"],
            cwd=settings.BASE_DIR,
            env=os.environ | {"DATABASE_URL": url_in_use()},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def test_two_at_it_share_the_pictures_and_both_wait_for_the_last(worker):
    film = make_film()
    for _time in range(12):
        make_image(film=film, file=upload(bytes_of(size=(500, 750))))

    said = [process.communicate(timeout=120)[0] for process in [worker(), worker()]]

    assert "Made: 12.\n" in said
    assert set(states()) == {"done"}
    assert not making.unmade().exists()


def test_a_worker_killed_at_its_work_loses_nothing(worker):
    image = make_image(kind="still", file=upload(bytes_of(size=(3200, 3200))))
    process = worker()
    deadline = time.monotonic() + 60
    while "running" not in states() and time.monotonic() < deadline:
        assert process.poll() is None, process.communicate()[1]
    process.send_signal(signal.SIGKILL)
    process.wait(30)

    image.refresh_from_db()
    assert (image.is_rendered, len(files_of(image))) == (False, 1)
    lapse(Job.objects.get())
    assert do_jobs() == 1
    image.refresh_from_db()
    assert image.is_rendered
