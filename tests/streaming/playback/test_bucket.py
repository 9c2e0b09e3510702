"""Media in a bucket: the gate is the same, and nothing in the bucket is public."""

import socket
from contextlib import closing
from http.client import HTTPConnection
from time import monotonic
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from streaming.playback.bucket import TO_CONNECT, TO_READ
from tests import bucket
from tests.factories.catalog import make_film, make_material
from tests.factories.streaming import (
    PACKAGE,
    make_captions,
    make_licence,
    make_media,
    make_range,
    make_token,
    make_university,
    make_version,
)
from tests.over_http import HOST, free_port

HERE = {"REMOTE_ADDR": "192.0.2.7"}
SENT_BY_US = {"main.m3u8", "540p.m3u8", "sprites.vtt"}


@pytest.fixture(scope="module")
def url():
    with bucket.s3() as url:
        yield url


@pytest.fixture
def campus(db):
    return make_range("192.0.2.0/24", university=make_university(slug="campus")).university


@pytest.fixture
def version(url, campus):
    film = make_film(slug="the-film")
    make_licence(film=film, university=campus)
    return make_version(media=make_media(film=film))


@pytest.fixture
def ask(client, campus, version):
    def ask(name, *, folder=None, method="get", **headers):
        token = make_token(version.media.film, campus, **HERE)
        place = version.folder if folder is None else folder
        path = f"/play/{token}/{place}/{name}" if place else f"/play/{token}/{name}"
        return getattr(client, method)(path, headers=headers, **HERE)

    return ask


@pytest.fixture
def signed(settings):
    settings.MEDIA_DELIVERY = "signed-url"


def at_the_store(address, method="GET", **headers):
    parts = urlsplit(address)
    with closing(HTTPConnection(parts.hostname, parts.port, timeout=60)) as connection:
        connection.request(method, f"{parts.path}?{parts.query}", headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()


@pytest.mark.parametrize("name", PACKAGE)
def test_the_application_passes_on_what_lies_in_the_bucket(ask, name):
    response = ask(name)

    assert (response.status_code, b"".join(response)) == (200, PACKAGE[name])
    assert response["Content-Length"] == str(len(PACKAGE[name]))


def test_it_asks_the_bucket_for_no_more_than_a_range(ask):
    part = ask("540p_00001.m4s", Range="bytes=10-19")
    parts = ask("540p_00001.m4s", Range="bytes=0-1,-2")

    assert (part.status_code, b"".join(part)) == (206, PACKAGE["540p_00001.m4s"][10:20])
    assert part["Content-Range"] == f"bytes 10-19/{len(PACKAGE['540p_00001.m4s'])}"
    assert parts["Content-Type"].startswith("multipart/byteranges")
    assert ask("540p_00001.m4s", If_None_Match=part["ETag"]).status_code == 304


def test_what_is_missing_there_is_not_found(ask, version):
    default_storage.delete(version.stored("film.mp4"))

    assert ask("film.mp4").status_code == 404


@pytest.mark.parametrize("delivery", ["app", "signed-url"])
def test_a_plain_film_its_captions_and_materials_leave_as_well(client, ask, settings, delivery):
    settings.MEDIA_DELIVERY = delivery
    media = make_media(film=make_film(slug="a-plain-film"))
    captions = make_captions(media=media)
    make_licence(film=media.film, university=make_range("192.0.2.7").university)
    file = ContentFile(b"a guide", name="guide.pdf")
    material = make_material(film=media.film, file=file, url="", audience="everyone")
    token = make_token(media.film, media.film.licences.get().university, **HERE)

    def content(path):
        answer = client.get(path, **HERE)
        if answer.status_code == 302:
            return at_the_store(answer["Location"])[2]
        return b"".join(answer)

    assert content(f"/play/{token}/{media.file.name.rpartition('/')[2]}") == b"no film"
    assert content(f"/play/{token}/{captions.file.name.rpartition('/')[2]}") == b"WEBVTT\n"
    assert content(f"/films/a-plain-film/materials/{material.pk}/") == b"a guide"


@pytest.mark.parametrize("name", PACKAGE)
def test_segments_leave_by_a_short_signed_address_and_playlists_by_us(ask, signed, name):
    response = ask(name, Range="bytes=0-3")

    assert response["Cache-Control"] == "private, no-store"
    if name in SENT_BY_US:
        assert (response.status_code, b"".join(response)) == (206, PACKAGE[name][:4])
        return
    assert response.status_code == 302
    address = urlsplit(response["Location"])
    assert f"{address.scheme}://{address.netloc}" == default_storage.origin
    asked = parse_qs(address.query)
    assert int(asked["X-Amz-Expires"][0]) <= 60
    assert asked["X-Amz-Algorithm"] == ["AWS4-HMAC-SHA256"]
    status, headers, content = at_the_store(response["Location"], Range="bytes=0-3")
    assert (status, content) == (206, PACKAGE[name][:4])
    kind = "image/jpeg" if name.endswith(".jpg") else "video/mp4"
    assert headers["Content-Type"] == kind


def test_a_sign_of_life_is_answered_by_us(ask, signed):
    response = ask("film.mp4", method="head")

    assert (response.status_code, response["Content-Length"]) == (
        200,
        str(len(PACKAGE["film.mp4"])),
    )


def test_nothing_is_signed_for_who_is_refused(ask, version, signed):
    stranger = make_version()
    version.media.film.licences.all().delete()

    for answer in (ask("film.mp4"), ask("film.mp4", folder=stranger.folder)):
        assert answer.status_code == 403
        assert not answer.has_header("Location")


def test_nothing_in_the_bucket_is_for_everybody(url, version):
    name, endpoint = urlsplit(url).netloc, parse_qs(urlsplit(url).query)["endpoint_url"][0]
    client = boto3.client("s3", endpoint_url=endpoint, region_name=bucket.REGION)
    kept = client.list_objects_v2(Bucket=name, Prefix=f"media/packages/{version.folder}")

    assert kept["KeyCount"] == len(PACKAGE)
    for key in (found["Key"] for found in kept["Contents"]):
        grants = client.get_object_acl(Bucket=name, Key=key)["Grants"]
        assert {grant["Grantee"]["Type"] for grant in grants} == {"CanonicalUser"}


def test_only_a_page_with_a_player_may_fetch_from_the_bucket(client, version, signed):
    origin = default_storage.origin
    watching = client.get("/films/the-film/streaming/", **HERE)["Content-Security-Policy"]
    others = ["/films/the-film/", "/", "/embed/campus/"]

    for directive in ("media-src", "connect-src", "img-src"):
        [said] = [part for part in watching.split("; ") if part.startswith(directive)]
        assert said.split()[-1] == origin
    assert watching.count(origin) == 3
    for path in others:
        assert origin not in client.get(path, **HERE)["Content-Security-Policy"]
    refused = client.get("/films/the-film/streaming/", REMOTE_ADDR="203.0.113.9")
    assert origin not in refused["Content-Security-Policy"]


def test_an_embedded_player_may_fetch_from_the_bucket_and_keeps_its_framers(
    client, version, campus, signed
):
    campus.origins.create(origin="https://lms.example")

    policy = client.get("/embed/campus/the-film/", **HERE)["Content-Security-Policy"]
    (of_media,) = [rule for rule in policy.split("; ") if rule.startswith("media-src ")]
    assert default_storage.origin in of_media.split()
    assert "https://lms.example" in policy


def test_names_of_ours_are_written_again_and_typed_ones_are_not(url):
    ours, typed = "packages/0/main.m3u8", "materials/another-guide.pdf"

    assert [default_storage.save(ours, ContentFile(b"1")) for _time in "12"] == [ours, ours]
    assert default_storage.save(typed, ContentFile(b"1")) == typed
    assert default_storage.save(typed, ContentFile(b"2")) != typed


@pytest.fixture(params=["nobody listens", "nobody answers"])
def away(request):
    """A store that is down, or that takes a question and never says a word."""
    with closing(socket.socket()) as door:
        door.bind((HOST, 0))
        door.listen()
        port = free_port() if request.param == "nobody listens" else door.getsockname()[1]
        with bucket.kept_at(f"s3://films/media?endpoint_url=http://{HOST}:{port}&region=eu-1"):
            yield


@pytest.fixture
def captions(version):
    return make_captions(media=version.media)


def test_while_the_bucket_is_away_a_transcript_is_too(client, captions, away):
    for path in ("/films/the-film/transcript/", "/films/the-film/transcript.txt"):
        answer = client.get(path, **HERE)
        assert answer.status_code == 503
        assert "cannot be reached just now" in answer.content.decode()


def test_a_transcript_lies_in_the_bucket(client, captions):
    assert client.get("/films/the-film/transcript.txt", **HERE).status_code == 200


def test_while_the_bucket_is_away_its_files_are_and_nothing_else(client, ask, version, away):
    began = monotonic()
    answer = ask("main.m3u8")

    assert answer.status_code == 503
    assert "cannot be reached just now" in answer.content.decode()
    assert answer["Retry-After"] == "10"
    assert monotonic() - began < 30  # of a busy machine; the wait itself is below
    assert TO_CONNECT + TO_READ <= 5
    for path in ("/", "/films/the-film/", "/films/the-film/streaming/"):
        assert client.get(path, **HERE).status_code == 200
