import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from streaming.accessibility import Help
from streaming.admin.captions import lacking
from streaming.media.captions import cues_of
from streaming.models import Captions, Media
from tests.factories.admin_form import form_on, new_row
from tests.factories.streaming import make_captions, make_licence, make_media

pytestmark = pytest.mark.django_db

SRT = "1\n00:00:01,000 --> 00:00:02,000\nAll aboard.\n"
BROKEN = "WEBVTT\nKind: captions\n\n00:01.000 --> 00:02.000\nAT&T <img src=x onerror=alert(1)>\n"


@pytest.fixture
def media(cataloguer):
    return make_media()


def save(client, media, text, **values):
    address = f"/admin/streaming/media/{media.pk}/change/"
    form = form_on(client, address)
    file = SimpleUploadedFile("typed.srt", text.encode())
    row = {"language": "en", "kind": "captions", "made_by": "human", "file": file} | values
    new_row(form, "captions", **row)
    return client.post(address, form)


def test_a_typed_file_is_kept_as_webvtt(client, media):
    saved = save(client, media, SRT, checked_on="2026-11-23", checked_by="A library")

    track = media.captions.get()
    assert saved.status_code == 302
    assert cues_of(track.file.read().decode())[0].text == "All aboard."
    assert (track.made_by, track.checked_by) == ("human", "A library")


def test_a_broken_file_is_refused_by_its_lines_and_the_repair_is_shown(client, media):
    html = save(client, media, BROKEN).content.decode()

    assert "Line 2: An empty line has to follow the first one." in html
    assert "tick “Repair”" in html
    assert "+ AT&amp;amp;T" in html
    assert "<img src=x" not in html
    assert not Captions.objects.exists()


def test_the_repair_is_kept_once_somebody_agrees(client, media):
    assert save(client, media, BROKEN, repair="on").status_code == 302
    assert b"AT&amp;T" in media.captions.get().file.read()


@pytest.mark.parametrize("text", ["", "no captions", "\0\0\0", "WEBVTT\n\n" + "x" * 20_000])
def test_what_is_no_track_is_refused(client, media, text):
    assert save(client, media, text, repair="on").status_code == 200
    assert not Captions.objects.exists()


def test_who_checked_says_when(client, media):
    assert b"Say on which day it was checked." in save(client, media, SRT, checked_by="X").content


def test_the_rest_of_a_track_can_be_changed_without_its_file(client, media):
    make_captions(media=media)
    address = f"/admin/streaming/media/{media.pk}/change/"

    client.post(address, form_on(client, address) | {"captions-0-made_by": "automatic"})

    assert media.captions.get().made_by == "automatic"


def test_films_are_listed_that_are_watched_and_lack_something():
    watched, _never = make_media(), make_media()
    make_licence(film=watched.film)
    found = {what: lacking(Media.objects.all(), what) for what in Help}
    assert [list(some) for some in found.values()] == [[watched]] * 4

    make_captions(media=watched)

    lacks = [what for what in Help if lacking(Media.objects.all(), what)]
    assert lacks == [Help.CHECKED, Help.DESCRIPTION]


def test_the_list_of_media_can_be_narrowed_to_them(client, media):
    make_licence(film=media.film)

    for what in Help:
        page = client.get(f"/admin/streaming/media/?lacks={what.value}")
        assert list(page.context["cl"].result_list) == [media]
