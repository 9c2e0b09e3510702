"""What fails for want of room is said as that, with nothing changed."""

import sqlite3

import pytest
from django.db import OperationalError, transaction
from django.test import Client
from django.urls import path

from catalog.jobs import put
from catalog.models import Job
from filmlib import urls as site
from filmlib.full_disk import is_full

handler500 = site.handler500


def into_a_full_disk(request):
    with transaction.atomic():
        put("picture", 1)
        with open("/dev/full", "w") as file:
            file.write("There is no room for this.")


def into_nonsense(request):
    raise ValueError


urlpatterns = [
    path("full/", into_a_full_disk),
    path("nonsense/", into_nonsense),
    *site.urlpatterns,
]


@pytest.fixture
def client(db, settings):
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


def test_a_page_says_that_there_is_no_room_and_nothing_is_changed(client):
    answer = client.get("/full/")

    assert answer.status_code == 507
    assert "There is no room" in answer.text
    assert "/dev/full" not in answer.text
    assert not Job.objects.exists()


def test_a_program_hears_it_as_an_object(client):
    answer = client.get("/full/", headers={"accept": "application/json"})

    assert answer.json()["error"] == "Insufficient Storage"


def test_any_other_fault_is_not_said_to_be_that(client):
    assert client.get("/nonsense/").status_code == 500


def test_a_database_without_room_is_told_from_one_that_is_away():
    database = sqlite3.connect(":memory:")
    database.execute("PRAGMA max_page_count = 1")
    with pytest.raises(sqlite3.OperationalError) as full:
        database.execute("CREATE TABLE work (words)")
    wrapped = OperationalError()
    wrapped.__cause__ = full.value

    assert is_full(wrapped)
    assert not is_full(OperationalError("could not connect"))
