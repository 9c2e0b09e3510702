"""Who asks too often is told to wait; a film that plays never is."""

import pytest
from django.core.cache import cache, caches
from django.core.cache.backends.redis import RedisCache
from django.test import Client

from filmlib import limits
from tests.factories.catalog import make_film
from tests.factories.streaming import make_licence, make_media, make_range, make_university
from tests.redis import redis_server

FEW = {"search": 3, "suggestions": 3, "finder": 3, "sign_on": 3}
HERE, THERE = "192.0.2.7", "192.0.2.8"
LIMITED = {
    "/films/?q=train": "/films/facets/subject/",
    "/films/suggest?q=tr": "/films/suggest?q=x",
    "/universities/": "/universities/?q=campus",
    "/launch/campus/?token=x": "/lti/login/",
}


@pytest.fixture(autouse=True)
def few(db, settings, monkeypatch):
    """Three of everything, in a minute that does not end."""
    settings.RATE_LIMITS = FEW
    monkeypatch.setattr(limits.time, "time", lambda: 1_000_020.0)
    make_university(slug="campus")
    cache.clear()
    yield
    cache.clear()


def ask(path, address=HERE, **headers):
    return Client().get(path, REMOTE_ADDR=address, headers=headers)


@pytest.mark.parametrize("path", LIMITED)
def test_the_fourth_in_a_minute_is_told_to_wait(path):
    first = [ask(path).status_code for _ in range(3)]
    fourth, other = ask(path), ask(LIMITED[path])

    assert 429 not in first
    assert (fourth.status_code, fourth["Retry-After"]) == (429, "60")
    assert other.status_code == 429
    assert "no-cache" in fourth["Cache-Control"]
    assert fourth["X-Request-ID"] in fourth.content.decode()


def test_a_person_reads_a_page_and_a_program_an_object():
    for _ in range(3):
        ask("/films/")
        ask("/films/suggest")

    assert "<h1>Your network asks very often just now.</h1>" in ask("/films/").content.decode()
    assert ask("/films/suggest").json()["error"] == "Too Many Requests"
    assert ask("/films/", accept="application/json").json()["error"] == "Too Many Requests"


def test_one_kind_of_thing_and_one_address_do_not_count_for_another():
    for _ in range(4):
        ask("/films/")

    assert ask("/films/").status_code == 429
    assert ask("/films/", THERE).status_code == 200
    assert ask("/universities/").status_code == 200


def test_the_next_minute_begins_anew(monkeypatch):
    for _ in range(4):
        ask("/films/")
    monkeypatch.setattr(limits.time, "time", lambda: 1_000_081.0)

    assert ask("/films/").status_code == 200


def test_a_household_is_one_address_in_ipv6_and_an_address_is_itself_in_ipv4():
    for number in range(4):
        ask("/films/", f"2001:db8:1:2::{number}")

    assert ask("/films/", "2001:db8:1:2:ffff::9").status_code == 429
    assert ask("/films/", "2001:db8:1:3::9").status_code == 200
    assert ask("/films/", f"::ffff:{HERE}").status_code == 200


def test_a_header_that_nobody_asked_for_makes_no_new_address():
    statuses = [ask("/films/", x_forwarded_for=f"203.0.113.{n}").status_code for n in range(4)]

    assert statuses == [200, 200, 200, 429]


def test_films_and_playback_are_never_counted():
    film = make_film(slug="the-film")
    make_media(film=film)
    make_licence(film=film, university=make_range("192.0.2.0/24").university)
    paths = ["/films/the-film/", "/films/the-film/streaming/", "/play/x/film.mp4", "/", "/healthz"]

    for path in paths:
        assert 429 not in {ask(path).status_code for _ in range(8)}


def test_nothing_of_an_address_is_in_the_cache():
    ask("/films/")

    [key] = list(caches["default"]._cache)
    assert "192" not in key
    assert "c0000207" not in key


def test_counting_asks_nothing_of_the_database(query_cost, settings):
    settings.RATE_LIMITS = {}
    query_cost("/universities/")
    without = query_cost("/universities/")
    settings.RATE_LIMITS = FEW

    assert query_cost("/universities/") == without


def test_no_limit_is_none(settings):
    settings.RATE_LIMITS = {**FEW, "search": 0}

    assert {ask("/films/").status_code for _ in range(5)} == {200}


# --- with Redis ----------------------------------------------------------------------------------


@pytest.fixture
def redis(tmp_path):
    """A server of our own, whose address is given."""
    with redis_server(tmp_path) as server:
        yield server


@pytest.mark.programs
def test_redis_counts_for_every_process_and_without_it_each_counts_alone(redis, monkeypatch):
    port, process = redis
    one, two = (RedisCache(f"redis://127.0.0.1:{port}/0", {}) for _ in range(2))
    monkeypatch.setattr(limits, "shared", one)
    first = [ask("/films/").status_code for _ in range(2)]
    monkeypatch.setattr(limits, "shared", two)
    then = [ask("/films/").status_code for _ in range(2)]
    assert (first, then) == ([200, 200], [200, 429])

    process.kill()
    process.wait()
    limits._own.clear()
    assert [ask("/films/").status_code for _ in range(4)] == [200, 200, 200, 429]
