"""Files among the pictures that no row names."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from catalog.jobs.work import do_jobs
from catalog.models.image import image_storage
from catalog.pictures import making, sweeping
from catalog.pictures.names import rendition_name
from catalog.pictures.storage import WholeFiles
from catalog.pictures.sweeping import A_WHILE, sweep
from tests.commands import manage
from tests.factories.catalog import make_image
from tests.factories.pictures import bytes_of, upload
from tests.factories.streaming import make_university

pytestmark = pytest.mark.django_db
LATER = A_WHILE + timedelta(minutes=1)


@pytest.fixture(autouse=True)
def nothing_else(db):
    """What other tests left is nobody's."""
    sweep(at=timezone.now() + LATER)


def files():
    return set(image_storage().listdir("")[1])


def files_of(image):
    endings = [rendition_name(image.file.name, ending) for ending in image.renditions.split()]
    return {image.file.name, *endings}


def test_what_rows_name_stays_whatever_its_age():
    image = make_image(file=upload(bytes_of(size=(500, 750))))
    logo = make_university(logo=upload(bytes_of())).logo.name
    making.ask_for([image])
    do_jobs()
    image.refresh_from_db()

    assert sweep(at=timezone.now() + LATER) == 0
    assert files() == files_of(image) | {logo}


def test_a_picture_that_was_replaced_goes_after_an_hour_and_not_before():
    image = make_image()
    image.file = upload(bytes_of(size=(70, 90)))
    image.save()

    assert sweep(at=timezone.now() + A_WHILE / 2) == 0
    assert sweep(at=timezone.now() + LATER) == 2  # the master and its first rendition
    assert files() == files_of(image)


def test_what_a_killed_worker_left_goes_too():
    for name in (".half.part", f"{'0' * 32}-320-00000000.avif"):
        image_storage().save(name, ContentFile(b"left"))

    assert sweep(at=timezone.now() + LATER) == 2


def test_the_command_sweeps_when_it_is_told_to():
    make_image().delete()

    assert manage("make_pictures").out == "Made: 0.\n"
    assert manage("make_pictures", "--sweep").out == "Made: 0.\nRemoved: 0 files.\n"


def test_where_no_picture_was_ever_kept_there_is_nothing_to_sweep(tmp_path, monkeypatch):
    monkeypatch.setattr(sweeping, "image_storage", lambda: WholeFiles(tmp_path / "none", "/"))

    assert sweep(at=timezone.now() + LATER) == 0
