"""Tus 1.0 as its own text says it: https://tus.io/protocols/resumable-upload."""

import hashlib
from base64 import b64encode
from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest
from django.test import Client
from django.utils import timezone

from streaming.media.uploads import files
from streaming.models import FilmUpload
from tests.factories.streaming import make_staff, make_university

NUMBERS = ["", "-1", "1.5", "ten", "0x10", "9" * 30, "１０", "1 0"]


def test_it_says_what_it_speaks(sender):
    answer = sender.client.options("/uploads/")

    assert answer.status_code == 204
    assert answer["Tus-Version"] == answer["Tus-Resumable"] == "1.0.0"
    assert set(answer["Tus-Extension"].split(",")) == {
        "creation", "expiration", "termination", "checksum"
    }  # fmt: skip
    assert answer["Tus-Max-Size"] == str(20_480 * 1024**2)


def test_another_version_is_not_spoken(sender, film):
    answer = sender.client.post("/uploads/", headers={"Tus-Resumable": "0.2.2"})

    assert (answer.status_code, answer["Tus-Version"]) == (412, "1.0.0")


def test_a_file_is_begun_and_comes_piece_by_piece(sender, film):
    address = sender.begun(film, size=10)

    first = sender.send(address, b"01234")
    second = sender.send(address, b"567", offset=5)

    assert [answer.status_code for answer in (first, second)] == [204, 204]
    assert (first["Upload-Offset"], second["Upload-Offset"]) == ("5", "8")
    assert files.path_of(address[-32:]).read_bytes() == b"01234567"


def test_where_it_ends_is_told(sender, film):
    address = sender.begun(film, size=10, name="Große Fahrt.mov")
    sender.send(address, b"0123")

    answer = sender.head(address)

    assert answer.status_code == 200
    assert (answer["Upload-Offset"], answer["Upload-Length"]) == ("4", "10")
    assert answer["Cache-Control"] == "no-store"
    assert answer["Upload-Metadata"] == f"filename {b64encode('Große Fahrt.mov'.encode()).decode()}"


def test_it_says_until_when_it_waits(sender, film):
    answer = sender.begin(film)

    left = parsedate_to_datetime(answer["Upload-Expires"]) - timezone.now()
    assert timedelta(hours=23, minutes=58) < left <= timedelta(hours=24)


def test_a_piece_from_elsewhere_changes_nothing(sender, film):
    address = sender.begun(film, size=10)
    sender.send(address, b"0123")

    answer = sender.send(address, b"xx", offset=3)

    assert answer.status_code == 409
    assert sender.offset(address) == 4


def test_what_is_more_than_was_said_changes_nothing(sender, film):
    address = sender.begun(film, size=10)
    sender.send(address, b"0123")

    answer = sender.send(address, b"4567890", offset=4)

    assert answer.status_code == 413
    assert sender.offset(address) == 4


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_a_piece_may_say_what_it_adds_up_to(sender, film, algorithm):
    address = sender.begun(film)
    sum_ = b64encode(hashlib.new(algorithm, b"0123").digest()).decode()

    answer = sender.send(address, b"0123", **{"Upload-Checksum": f"{algorithm} {sum_}"})

    assert (answer.status_code, answer["Upload-Offset"]) == (204, "4")


def test_a_piece_damaged_on_its_way_is_thrown_away(sender, film):
    address = sender.begun(film)
    sum_ = b64encode(hashlib.sha1(b"0123").digest()).decode()

    answer = sender.send(address, b"0x23", **{"Upload-Checksum": f"sha1 {sum_}"})

    assert (answer.status_code, answer.reason_phrase) == (460, "Checksum Mismatch")
    assert sender.offset(address) == 0


def test_an_upload_is_given_up(sender, film):
    address = sender.begun(film)

    answer = sender.give_up(address)

    assert answer.status_code == 204
    assert sender.head(address).status_code == 404
    assert not files.path_of(address[-32:]).exists()


def test_what_lets_no_patch_through_is_passed_by_a_post(sender, film):
    address = sender.begun(film)
    headers = {"Tus-Resumable": "1.0.0", "Upload-Offset": "0", "X-HTTP-Method-Override": "PATCH"}

    answer = sender.client.post(
        address, data=b"01", content_type="application/offset+octet-stream", headers=headers
    )

    assert (answer.status_code, answer["Upload-Offset"]) == (204, "2")


def test_a_piece_of_another_type_is_refused(sender, film):
    address = sender.begun(film)

    answer = sender.client.patch(
        address,
        data=b"01",
        content_type="text/plain",
        headers={"Tus-Resumable": "1.0.0", "Upload-Offset": "0"},
    )

    assert (answer.status_code, sender.offset(address)) == (415, 0)


@pytest.mark.parametrize("text", NUMBERS)
def test_what_is_no_number_is_refused(sender, film, text):
    address = sender.begun(film)

    assert sender.begin(film, size=text).status_code == 400
    assert sender.send(address, b"01", offset=text).status_code == 400
    assert sender.offset(address) == 0
    assert FilmUpload.objects.count() == 1


@pytest.mark.parametrize(
    "said", ["film", "film !!!", "film MQ==,film MQ==", ",", " ", "film /w==", "film " + "M" * 8000]
)
def test_metadata_that_are_none_begin_nothing(sender, film, said):
    answer = sender.begin(film, **{"Upload-Metadata": said})

    assert answer.status_code == 400
    assert answer.json()["error"]
    assert not FilmUpload.objects.exists()


@pytest.mark.parametrize("said", ["md5 AAAA", "sha1", "sha1 !!!", "sha256 " + "A" * 4000])
def test_a_sum_that_is_none_is_refused(sender, film, said):
    address = sender.begun(film)

    answer = sender.send(address, b"01", **{"Upload-Checksum": said})

    assert answer.status_code in {400, 460}
    assert sender.offset(address) == 0


@pytest.mark.parametrize(
    ("size", "status", "words"),
    [(0, 400, "The file is empty."), (20_480 * 1024**2 + 1, 413, "at most 20.0")],
)
def test_a_size_that_is_not_taken_is_said(sender, film, size, status, words):
    answer = sender.begin(film, size=size)

    assert answer.status_code == status
    assert words in answer.json()["error"].replace("\xa0", " ")
    assert not FilmUpload.objects.exists()


def test_a_file_that_has_no_room_is_not_begun(sender, film, settings):
    settings.LARGEST_UPLOAD = 10**12

    answer = sender.begin(film, size=10**17)

    assert answer.status_code == 507
    assert "are free. Nothing was changed." in answer.json()["error"]
    assert not FilmUpload.objects.exists()


def test_room_promised_to_one_upload_is_not_promised_to_another(sender, film, settings):
    settings.LARGEST_UPLOAD = 10**12
    most = files.room() * 3 // 4

    assert sender.begin(film, size=most).status_code == 201
    assert sender.begin(film, size=most).status_code == 507


def test_an_upload_is_of_who_began_it(sender, film, make_sender):
    address = sender.begun(film)
    other = make_sender(make_staff("catalogue"))

    assert other.head(address).status_code == 404
    assert other.send(address, b"01").status_code == 404
    assert other.give_up(address).status_code == 404
    assert sender.offset(address) == 0


@pytest.mark.parametrize("role", ["librarian", "it", None])
def test_who_may_not_change_media_begins_nothing(film, make_sender, role):
    other = make_sender(make_staff(role, make_university() if role else None))

    assert other.begin(film).status_code == 403
    assert not FilmUpload.objects.exists()


def test_a_stranger_begins_nothing(film):
    answer = Client().post("/uploads/", headers={"Tus-Resumable": "1.0.0"})

    assert answer.status_code == 403
    assert answer.json()["error"].startswith("You are not signed in.")


def test_a_page_of_somebody_else_s_cannot_send(librarian, film):
    client = Client(enforce_csrf_checks=True)
    client.force_login(librarian)

    answer = client.post("/uploads/", headers={"Tus-Resumable": "1.0.0", "Upload-Length": "10"})

    assert answer.status_code == 403
    assert not FilmUpload.objects.exists()


def test_no_other_address_takes_these_methods(sender):
    assert sender.client.patch("/films/").status_code == 405
    assert sender.client.delete("/admin/").status_code == 405


def test_two_at_once_do_not_mix(sender, film):
    address = sender.begun(film)

    with files.opened(address[-32:]):
        answer = sender.send(address, b"01")

    assert answer.status_code == 423
    assert sender.offset(address) == 0


def test_an_upload_whose_file_is_gone_is_over(sender, film):
    address = sender.begun(film)
    files.remove(address[-32:])

    assert sender.head(address).status_code == 410
    assert sender.send(address, b"01").status_code == 410


def test_the_name_it_came_under_is_only_told(sender, film):
    address = sender.begun(film, name="../../etc/\x00\u202epass\nwd" + "x" * 400)

    upload = FilmUpload.objects.get()
    assert upload.typed_name.startswith("pass wd") or upload.typed_name.startswith("pass")
    assert len(upload.typed_name) == 255
    assert files.path_of(address[-32:]).parent == files.folder()
