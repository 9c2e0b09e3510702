"""A film's package leaves by the gate: by its folder and name, and by nothing else."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from streaming.models import Media, Seat, Version
from streaming.models.version import new_folder
from tests.factories.catalog import make_film
from tests.factories.streaming import (
    PACKAGE,
    make_licence,
    make_media,
    make_range,
    make_token,
    make_university,
    make_version,
)

HERE = {"REMOTE_ADDR": "192.0.2.7"}
ELSEWHERE = {"REMOTE_ADDR": "203.0.113.9"}
TYPES = {
    "main.m3u8": "application/vnd.apple.mpegurl",
    "540p.m3u8": "application/vnd.apple.mpegurl",
    "540p_00001.m4s": "video/mp4",
    "film.mp4": "video/mp4",
    "sprites.vtt": "text/vtt; charset=utf-8",
    "sprites-1.jpg": "image/jpeg",
}


@pytest.fixture
def campus(db):
    return make_range("192.0.2.0/24", university=make_university(slug="campus")).university


@pytest.fixture
def version(campus):
    film = make_film(slug="the-film")
    make_licence(film=film, university=campus)
    return make_version(media=make_media(film=film))


@pytest.fixture
def ask(client, campus, version):
    """Ask for a file of a package as who may watch the film, or from elsewhere."""

    def ask(name="main.m3u8", folder=None, door="play", **meta):
        token = make_token(version.media.film, campus, **HERE)
        folder = version.folder if folder is None else folder
        return client.get(f"/{door}/{token}/{folder}/{name}", **HERE | meta)

    return ask


@pytest.mark.parametrize("name", PACKAGE)
def test_each_file_of_a_package_leaves_as_what_it_is(ask, name):
    response = ask(name)

    assert (response.status_code, response["Content-Type"]) == (200, TYPES[name])
    assert b"".join(response) == PACKAGE[name]
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex"


def test_the_page_leads_to_the_main_playlist_and_the_sprites_of_its_version(client, version):
    html = client.get("/films/the-film/streaming/", **HERE).content.decode()

    for name in ("main.m3u8", "sprites.vtt", "film.mp4"):
        assert f"/{version.folder}/{name}" in html


def words_of(response):
    text = response.content.decode()
    return text.replace(response["X-Request-ID"], "…")


def test_what_is_not_of_the_package_is_refused_in_the_words_for_any_stranger(ask, campus, version):
    stranger = make_version()
    make_licence(film=stranger.media.film, university=campus)
    own = {"media": version.media, "is_live": False}
    states = {state: make_version(state=state, **own) for state in Version.State.values}
    version.source = f"sources/{version.folder}.mov"
    version.save()
    default_storage.save(version.stored("notes.txt"), ContentFile(b"not for players"))

    refused = {
        "another film's folder": ask(folder=stranger.folder),
        "no such folder": ask(folder=new_folder()),
        "a waiting version": ask(folder=states["waiting"].folder),
        "a version being packaged": ask(folder=states["packaging"].folder),
        "a failed version": ask(folder=states["failed"].folder),
        "a name that no package has": ask("notes.txt"),
        "a hidden file": ask(".m3u8"),
        "capitals": ask("MAIN.M3U8"),
        "a way out": ask("..%5C..%5Cmain.m3u8"),
        "a NUL": ask("main%00.m3u8"),
        "a line after it": ask("main.m3u8%0A"),
        "a name too long": ask(f"{'a' * 90}.m4s"),
        "what was handed over": ask(f"{version.folder}.mov"),
    }

    assert {n: a.status_code for n, a in refused.items()} == dict.fromkeys(refused, 403)
    assert len({words_of(answer) for answer in refused.values()}) == 1
    assert {a["Cache-Control"] for a in refused.values()} == {"private, no-store"}
    assert ask(folder=states["ready"].folder).status_code == 200


def test_what_leaves_no_name_at_all_is_not_there(ask, version):
    assert ask("").status_code == 404
    assert ask(f"../{version.folder}/main.m3u8").status_code == 404
    assert ask(folder=version.folder.upper()).status_code == 404


def test_a_source_is_sent_to_nobody_even_if_a_row_names_it(client, campus, version):
    name = f"{version.folder}.mp4"
    default_storage.save(f"sources/{name}", ContentFile(b"as it was handed over"))
    Media.objects.update(file=f"sources/{name}")
    token = make_token(version.media.film, campus, **HERE)

    assert client.get(f"/play/{token}/{name}", **HERE).status_code == 403


def test_who_plays_an_earlier_version_goes_on_when_a_new_one_goes_live(client, ask, version):
    newer = make_version(media=version.media)

    html = client.get("/films/the-film/streaming/", **HERE).content.decode()
    assert f"/{newer.folder}/film.mp4" in html
    assert version.folder not in html
    assert ask(folder=version.folder).status_code == 200
    assert ask(folder=newer.folder).status_code == 200


def test_a_plain_file_goes_on_leaving_without_any_version(client, campus):
    media = make_media()
    make_licence(film=media.film, university=campus)
    token = make_token(media.film, campus, **HERE)

    response = client.get(f"/play/{token}/{media.file.name.rpartition('/')[2]}", **HERE)
    assert (response.status_code, b"".join(response)) == (200, b"no film")


@pytest.mark.parametrize("name", PACKAGE)
def test_a_seat_is_taken_by_playlists_and_segments_not_by_what_is_beside(ask, version, name):
    version.media.film.licences.update(seats=1)

    assert ask(name).status_code == 200
    assert Seat.objects.exists() is (name not in {"sprites.vtt", "sprites-1.jpg"})


@pytest.mark.parametrize("name", ["main.m3u8", "540p_00001.m4s", "film.mp4"])
def test_without_a_seat_neither_playlist_nor_segment_leaves(ask, campus, version, name):
    version.media.film.licences.update(seats=1)
    Seat.objects.create(
        film=version.media.film, university=campus, viewer="somebody else", seen_at=timezone.now()
    )

    assert ask(name).status_code == 403
    assert ask("sprites.vtt").status_code == 200


# --- what a proxy is answered ---------------------------------------------------------------------


def test_a_proxy_hears_yes_and_for_how_long(ask):
    answer = ask(door="admission")

    assert (answer.status_code, answer.content) == (204, b"")
    assert answer["X-Accel-Expires"] == "4"


def test_a_yes_does_not_outlive_the_token(client, campus, version):
    soon = timezone.now() + timedelta(seconds=2)
    token = make_token(version.media.film, campus, expires_at=soon, **HERE)

    answer = client.get(f"/admission/{token}/{version.folder}/main.m3u8", **HERE)
    assert answer.status_code == 204
    assert int(answer["X-Accel-Expires"]) <= 2


def test_a_proxy_hears_no_and_not_why(ask, version):
    stranger = make_version()
    refused = [
        ask(door="admission", **ELSEWHERE),
        ask(door="admission", folder=stranger.folder),
        ask("notes.txt", door="admission"),
    ]
    version.media.film.licences.all().delete()
    refused.append(ask(door="admission"))

    assert {(answer.status_code, answer.content) for answer in refused} == {(403, b"")}
    assert not any(answer.has_header("X-Accel-Expires") for answer in refused)


def test_a_proxy_that_asks_takes_the_seat_of_who_watches(ask, version):
    version.media.film.licences.update(seats=1)

    ask("sprites.vtt", door="admission")
    assert not Seat.objects.exists()
    ask("540p_00001.m4s", door="admission")
    assert Seat.objects.count() == 1
