"""What every answer says to browsers and caches, and who may frame what."""

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from catalog.ready import triggers
from filmlib import views
from tests.factories.catalog import make_film, make_week
from tests.factories.streaming import make_licence, make_media, make_range, make_university

ORIGINS = ["https://library.uni.example", "https://moodle.uni.example:8443"]

PAGES = [
    *("/", "/films/", "/films/the-film/", "/films/the-film/streaming/", "/weeks/"),
    *("/universities/", "/u/campus/", "/u/campus/films.json", "/u/campus/films.atom"),
    *("/u/campus/films.csv", "/u/campus/films/the-film.json", "/healthz", "/readyz"),
]
EMBEDS = ["/embed/campus/", "/embed/campus/the-film/"]
GONE = ["/films/absent/", "/embed/absent/", "/u/absent/films.json", "/id/fl-absent/", "/absent"]


@pytest.fixture(autouse=True)
def house(db):
    campus = make_university(slug="campus")
    make_range("192.0.2.0/24", university=campus)
    for origin in ORIGINS:
        campus.origins.create(origin=origin)
    film = make_film(slug="the-film")
    make_media(film=film)
    make_licence(film=film, university=campus)
    make_week(film)
    return campus


def policy(response):
    """The content security policy, by directive."""
    parts = response["Content-Security-Policy"].split(";")
    return {name: sources for name, *sources in (part.split() for part in parts)}


@pytest.mark.parametrize("path", [*PAGES, *EMBEDS])
def test_no_answer_to_the_public_is_kept_between_us_and_its_visitor(client, path):
    response = client.get(path, REMOTE_ADDR="192.0.2.7")

    assert response.status_code == 200
    assert "private" in response["Cache-Control"]
    assert "public" not in response["Cache-Control"]


@pytest.mark.parametrize("path", [*PAGES, *EMBEDS])
def test_nobody_gets_a_cookie_by_reading(client, path):
    response = client.get(path)

    assert "Set-Cookie" not in response
    assert not response.cookies


@pytest.mark.parametrize("path", [*PAGES, *GONE])
def test_nobody_may_frame_a_page(client, path):
    response = client.get(path)

    assert policy(response)["frame-ancestors"] == ["'none'"]
    assert response["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("path", EMBEDS)
def test_an_embed_may_be_framed_by_the_universitys_origins_and_nobody_else(client, path):
    response = client.get(path)

    assert sorted(policy(response)["frame-ancestors"]) == ORIGINS
    assert "X-Frame-Options" not in response


@pytest.mark.parametrize("path", EMBEDS)
def test_an_origin_taken_away_may_frame_no_more_at_the_next_request(client, house, path):
    client.get(path)

    house.origins.filter(origin=ORIGINS[0]).delete()
    assert policy(client.get(path))["frame-ancestors"] == [ORIGINS[1]]

    house.origins.all().delete()
    response = client.get(path)
    assert policy(response)["frame-ancestors"] == ["'none'"]
    assert response["X-Frame-Options"] == "DENY"


def test_one_universitys_origins_frame_none_of_anothers_pages(client):
    make_university(slug="other").origins.create(origin="https://other.example")

    framers = [policy(client.get(f"/embed/{slug}/"))["frame-ancestors"] for slug in
               ("campus", "other")]  # fmt: skip

    assert sorted(framers[0]) == ORIGINS
    assert framers[1] == ["https://other.example"]


@pytest.mark.parametrize("path", [*PAGES, *EMBEDS, *GONE])
def test_every_answer_is_strict(client, path):
    response = client.get(path)
    found = policy(response)

    assert found["default-src"] == ["'none'"]
    assert found["base-uri"] == ["'none'"]
    assert found["script-src"] == ["'self'"]
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    is_framed = path.startswith("/embed/") and response.status_code == 200
    assert response["Referrer-Policy"] == ("no-referrer" if is_framed else "same-origin")
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert len(response["X-Request-ID"]) == 12


@pytest.mark.parametrize("path", [*PAGES, *EMBEDS])
def test_no_page_has_a_script_or_a_style_in_it(client, path):
    response = client.get(path)
    if not response["Content-Type"].startswith("text/html"):
        return
    html = response.content.decode()

    assert "<style" not in html
    assert " style=" not in html
    assert " onclick=" not in html
    assert html.count("<script") == html.count("<script src=") + html.count("<script type=")


@pytest.mark.parametrize("path", [*PAGES, *EMBEDS])
def test_a_head_is_a_get_without_its_body(client, path):
    head, get = client.head(path), client.get(path)

    assert (head.status_code, head.content) == (get.status_code, b"")
    assert head["Content-Type"] == get["Content-Type"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND", "X"])
@pytest.mark.parametrize("path", ["/", "/films/the-film/", "/universities/", "/admin/", "/absent"])
def test_other_methods_are_refused(client, path, method):
    response = client.generic(method, path)

    assert response.status_code == 405
    assert "GET" in response["Allow"]
    assert len(response["X-Request-ID"]) == 12
    assert b"HTTP_" not in response.content


@pytest.mark.parametrize("path", [page for page in [*PAGES, *EMBEDS] if page != "/universities/"])
def test_nothing_is_posted_where_there_is_nothing_to_change(client, path):
    assert client.post(path, {"a": "b"}).status_code == 405


# --- choosing and forgetting ---------------------------------------------------------------------


def test_a_university_is_chosen_kept_and_forgotten(client):
    response = client.post("/universities/", {"university": "campus", "next": "/films/the-film/"})
    cookie = response.cookies["university"]
    assert response["Location"] == "/u/campus/sign-in/?next=%2Ffilms%2Fthe-film%2F"
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == ("campus", True, "Lax")
    html = client.get("/films/the-film/").content.decode()
    assert 'data-availability="streaming"' in html
    assert 'data-may-play="false"' in html

    response = client.post("/universities/", {"forget": "1"})
    assert (response.status_code, response["Location"]) == (302, "/universities/")
    html = client.get("/films/the-film/").content.decode()
    assert 'data-availability="unknown_university"' in html


def test_a_form_of_no_page_of_ours_is_refused():
    response = Client(enforce_csrf_checks=True).post("/universities/", {"university": "campus"})

    assert response.status_code == 403
    assert not response.cookies


@pytest.mark.parametrize("name", ["nowhere", "", "campus\0", "\0", "CAMPUS", "campus/", "1" * 5000])
def test_what_is_no_university_cannot_be_chosen(client, name):
    response = client.post("/universities/", {"university": name})

    assert response.status_code == 404
    assert "university" not in response.cookies


FOREIGN = [
    *("https://evil.example/", "//evil.example/", "///evil.example", "/\\evil.example"),
    *("\\\\evil", "/\t/evil.example", "/\n/evil.example", "\t//evil.example"),
    *(" //evil.example", "javascript:a", "http:evil.example", "http:///evil.example"),
    *("evil.example", "@evil.example", "/" + "a" * 501, "//evil.example\\@testserver/"),
    *("/%0d%0aSet-Cookie:a=b\r\nX: y", "https://testserver.evil/", "/\x00/evil.example", "//"),
    *("/\\/evil.example", "http://testserver@evil.example/"),
]


@pytest.mark.parametrize("target", FOREIGN)
@pytest.mark.parametrize("where", ["form", "query", "referrer"])
def test_nobody_is_sent_to_another_site(client, target, where):
    data = {"university": "campus"} | ({"next": target} if where == "form" else {})
    query = {"next": target} if where == "query" else {}
    meta = {"HTTP_REFERER": target} if where == "referrer" else {}

    response = client.post("/universities/", data, query_params=query, **meta)

    location = response["Location"]
    assert response.status_code == 302
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))
    assert "evil" not in location.split("/")[1] or location.startswith("/%")
    assert not set("\r\n\t\\") & set(location)
    assert "Set-Cookie:a" not in "".join(f"{k}" for k in response.headers)


# --- health --------------------------------------------------------------------------------------


def test_a_living_process_says_so_without_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok\n")


def test_a_database_without_its_triggers_is_not_ready(client, transactional_db):
    assert client.get("/readyz").status_code == 200
    triggers.lift()
    try:
        response = client.get("/readyz")
    finally:
        triggers.lay()

    assert response.status_code == 503
    assert b"manage.py migrate" in response.content
    assert client.get("/readyz").status_code == 200


def test_a_database_that_lacks_one_of_its_triggers_is_not_ready(client, transactional_db):
    name, table = triggers.laid()[0]
    drop = f'DROP TRIGGER "{name}"'
    try:
        with connection.cursor() as cursor:
            cursor.execute(drop if connection.vendor == "sqlite" else f'{drop} ON "{table}"')
        response = client.get("/readyz")
    finally:
        triggers.lay()

    assert response.status_code == 503
    assert b"triggers are missing" in response.content


def test_a_database_behind_the_code_is_not_ready(client):
    MigrationRecorder.Migration.objects.filter(app="streaming").delete()

    response = client.get("/readyz")

    assert response.status_code == 503
    assert b"not migrated" in response.content


def test_a_database_that_does_not_answer_is_not_ready(client, monkeypatch):
    def fails(_connection):
        raise OperationalError("password=secret host=db.internal")

    monkeypatch.setattr(views, "MigrationExecutor", fails)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert b"does not answer" in response.content
    assert b"secret" not in response.content
