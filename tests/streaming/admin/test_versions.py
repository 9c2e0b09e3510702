"""Librarians see what became of a film's files, and say which one is watched."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from catalog.models import Job
from streaming.models import AuditLine, Media, Version
from tests.factories.admin_form import form_on
from tests.factories.catalog import make_film
from tests.factories.streaming import make_media, make_staff, make_university

pytestmark = pytest.mark.django_db

FACTS = {
    "container": "mov",
    "seconds": 5101.2,
    "pictures": [{"index": 0, "codec": "h264", "width": 1280, "height": 720}],
    "sounds": [],
    "chapters": [],
}
MADE = {"heights": [360, 720], "seconds": 5101.2}
READY = {"state": "ready", "facts": FACTS, "made": MADE}


@pytest.fixture
def client():
    client = Client()
    client.force_login(make_staff("catalogue"))
    return client


@pytest.fixture
def media():
    return make_media(film=make_film(title="Last Train"))


def make_version(media, **values):
    if values.get("state") == "ready":
        values["ready_at"] = timezone.now()
    return Version.objects.create(media=media, **{"typed_name": "a.mov", "size": 1000} | values)


def make_live(media, **values):
    version = make_version(media, **READY | values)
    Media.objects.filter(pk=media.pk).update(
        version=version, file=version.stored("film.mp4"), duration_seconds=5101
    )
    return version


def address(version, page=""):
    return f"/admin/streaming/media/versions/{version.pk}/{page}"


def test_the_media_s_page_says_where_work_was_given_up(client, media):
    version = make_version(media, state="packaging")
    Job.objects.create(kind="package", key=version.pk, state="failed", words="It never ended.")

    assert "It never ended." in client.get(f"/admin/streaming/media/{media.pk}/change/").text
    version.refresh_from_db()
    assert (version.state, version.words) == ("failed", "It never ended.")


def test_the_media_s_page_tells_of_each_version(client, media):
    make_live(media, typed_name="watched.mov", by="ann")
    make_version(media, typed_name="broken.mov", state="failed", words="It is damaged at 0:12.")

    page = client.get(f"/admin/streaming/media/{media.pk}/change/").content.decode()

    for words in ("watched.mov", "is watched", "1:25:01", "1280 × 720", ", ann", "at 0:12."):
        assert words in page
    assert 'type="file" name="file"' not in page


def test_the_page_of_versions_costs_the_same_for_one_and_for_five(client, media, query_cost):
    make_version(media, **READY)
    one = query_cost(f"/admin/streaming/media/{media.pk}/change/")
    for _ in range(4):
        make_version(media, **READY)
    assert query_cost(f"/admin/streaming/media/{media.pk}/change/") == one


def test_saving_the_form_leaves_the_file_alone(client, media):
    version = make_live(media)
    form = form_on(client, f"/admin/streaming/media/{media.pk}/change/")

    answer = client.post(
        f"/admin/streaming/media/{media.pk}/change/", form | {"territories": "DE", "file": "x"}
    )

    media.refresh_from_db()
    assert answer.status_code == 302
    assert (media.territories, media.version) == (["DE"], version)
    assert (media.file.name, media.duration_seconds) == (version.stored("film.mp4"), 5101)


def test_a_file_of_before_there_were_versions_is_named_without_a_link(client, media):
    page = client.get(f"/admin/streaming/media/{media.pk}/change/").content.decode()

    assert media.file.name.rpartition("/")[2] in page
    assert media.file.name not in page


def test_a_failed_version_is_tried_again(client, media):
    version = make_version(media, state="failed", words="No room.", source="sources/x.mov")

    client.post(address(version), {"again": "yes"})

    version.refresh_from_db()
    assert (version.state, version.words) == ("waiting", "")
    assert Job.objects.filter(kind="package", key=str(version.pk), state="waiting").exists()
    assert AuditLine.objects.filter(why="tried again").exists()


def test_work_that_was_given_up_is_told_as_failed(client, media):
    version = make_version(media, state="packaging")
    Job.objects.create(kind="package", key=str(version.pk), state="failed", words="Never ended.")

    page = client.get(address(version)).content.decode()

    assert "Failed." in page
    assert "Never ended." in page


def test_what_waits_says_how_many_come_before_it(client, media):
    for key, state in [("7", "done"), ("8", "running"), ("9", "waiting")]:
        Job.objects.create(kind="package", key=key, state=state)
    version = make_version(media)
    Job.objects.create(kind="package", key=str(version.pk))
    Job.objects.create(kind="package", key="10")

    assert "2 films are packaged before it." in client.get(address(version)).text


def test_an_earlier_version_is_made_the_one_that_is_watched(client, media):
    earlier = make_version(media, **READY)
    make_live(media)

    client.post(address(earlier), {"live": "yes"})

    media.refresh_from_db()
    assert (media.version, media.file.name) == (earlier, earlier.stored("film.mp4"))
    assert AuditLine.objects.filter(why="is the one that is watched").exists()
    assert media.history.first().history_user is not None


@pytest.mark.parametrize("state", ["waiting", "packaging", "failed"])
def test_what_is_not_ready_is_not_watched(client, media, state):
    version = make_version(media, state=state)

    client.post(address(version), {"live": "yes"})

    media.refresh_from_db()
    assert media.version is None


def test_removing_says_first_what_it_takes_away(client, media):
    version = make_version(media, **READY, source="sources/x.mov")

    page = client.get(address(version, "remove/")).content.decode()

    assert "cannot be brought back" in page
    assert Version.objects.filter(pk=version.pk).exists()


def test_a_version_goes_with_all_its_files(client, media, django_capture_on_commit_callbacks):
    version = make_version(media, **READY, source="sources/gone.mov")
    names = [version.source, version.stored("film.mp4"), version.stored("main.m3u8")]
    for name in names:
        default_storage.save(name, ContentFile(b"x"))

    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(address(version, "remove/"))

    assert answer["Location"] == f"/admin/streaming/media/{media.pk}/change/"
    assert not Version.objects.filter(pk=version.pk).exists()
    assert not any(map(default_storage.exists, names))
    assert AuditLine.objects.filter(why="removed").exists()


def test_what_failed_of_a_removed_version_waits_for_nobody(client, media):
    version = make_version(media, state="failed")
    Job.objects.create(kind="package", key=str(version.pk), state="failed")
    other = Job.objects.create(kind="package", key=str(version.pk + 1), state="failed")

    client.post(address(version, "remove/"))

    assert Job.objects.get() == other


@pytest.mark.parametrize("kind", ["live", "packaging"])
def test_a_version_that_is_needed_stays(client, media, kind):
    version = make_live(media) if kind == "live" else make_version(media, state="packaging")

    page = client.get(address(version, "remove/")).content.decode()
    client.post(address(version, "remove/"))

    assert "cannot be brought back" not in page
    assert Version.objects.filter(pk=version.pk).exists()


def test_a_librarian_of_a_university_looks_and_changes_nothing(media):
    client = Client()
    client.force_login(make_staff("librarian", make_university()))
    version = make_version(media, state="failed", words="No room.", source="sources/x.mov")

    assert client.get(address(version)).status_code == 200
    assert client.post(address(version), {"again": "yes"}).status_code == 403
    assert client.get(address(version, "remove/")).status_code == 403
    assert client.get(f"/admin/streaming/media/film/{media.film_id}/upload/").status_code == 403
    version.refresh_from_db()
    assert version.state == "failed"


@pytest.mark.parametrize("page", ["", "remove/"])
@pytest.mark.parametrize("key", ["987654321", "9" * 30])
def test_what_is_not_there_answers_404(client, key, page):
    assert client.get(f"/admin/streaming/media/versions/{key}/{page}").status_code == 404
    assert client.get(f"/admin/streaming/media/film/{key}/upload/").status_code == 404


def test_the_page_for_uploads_is_a_form_without_a_script(client, media):
    page = client.get(f"/admin/streaming/media/film/{media.film_id}/upload/").content.decode()

    assert 'enctype="multipart/form-data"' in page
    assert "For “Last Train”." in page


@pytest.mark.parametrize(
    ("content", "status", "words"),
    [(b"#EXTM3U\n", 422, "This is a playlist"), (b"", 400, "The file is empty.")],
)
def test_a_form_with_what_is_no_film_says_why(client, media, content, status, words):
    file = SimpleUploadedFile("film.mp4", content)

    answer = client.post(f"/admin/streaming/media/film/{media.film_id}/upload/", {"file": file})

    assert answer.status_code == status
    assert words in answer.content.decode()
    assert not Version.objects.exists()


def test_a_form_without_a_file_says_so(client, media):
    answer = client.post(f"/admin/streaming/media/film/{media.film_id}/upload/", {})

    assert "This field is required." in answer.content.decode()


def test_the_form_of_a_film_leads_to_its_files(client, media):
    make_live(media, typed_name="watched.mov")

    page = client.get(f"/admin/catalog/film/{media.film_id}/change/").content.decode()

    assert f"/admin/streaming/media/film/{media.film_id}/upload/" in page
    assert "watched.mov" in page


def test_no_room_is_said_before_a_form_is_read(client, media, monkeypatch):
    monkeypatch.setattr("filmlib.middleware.room", lambda: 0)
    large = SimpleUploadedFile("film.mp4", b"x" * 3 * 1024**2)

    answer = client.post(f"/admin/streaming/media/film/{media.film_id}/upload/", {"file": large})

    assert answer.status_code == 507
    assert "no room for it" in answer.content.decode()
