"""What is logged: one object a line, with its answer's id, and nothing of anybody."""

import io
import json
import logging

import pytest
from django.test import Client

from filmlib.logs import formatter
from tests.factories.catalog import make_film
from tests.factories.streaming import make_licence, make_media, make_range, make_university

HERE = "192.0.2.77"


@pytest.fixture
def log():
    """All lines that a server would write from now on, as the objects they are."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter("json"))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.fixture
def film(db):
    film = make_film(slug="the-film")
    make_media(film=film)
    university = make_range(HERE, university=make_university(slug="campus")).university
    make_licence(film=film, university=university)
    return film


def test_a_line_carries_the_reference_of_its_answer(client, log, film):
    answers = [client.get("/films/absent/"), client.get("/play/garbage/film.mp4")]

    lines = log()
    assert {line["request"] for line in lines} == {a["X-Request-ID"] for a in answers}
    assert all({"event", "level", "logger", "timestamp"} <= set(line) for line in lines)
    assert all(line["timestamp"].endswith("Z") for line in lines)


def test_a_page_that_fails_says_the_reference_that_is_in_the_log(log, film, monkeypatch):
    def fails(*_args, **_kwargs):
        raise RuntimeError("the inside of the house")

    monkeypatch.setattr("catalog.film_page.store.read", fails)

    response = Client(raise_request_exception=False).get("/films/the-film/")

    assert response.status_code == 500
    assert response["X-Request-ID"] in response.content.decode()
    assert b"the inside of the house" not in response.content
    [line] = [line for line in log() if "exception" in line]
    assert line["request"] == response["X-Request-ID"]
    assert "the inside of the house" in line["exception"]


def test_a_refusal_says_why(client, log, film):
    client.get("/play/garbage/film.mp4")

    assert [line["why"] for line in log() if line["event"] == "denial"] == ["malformed"]


def test_nothing_of_a_visitor_is_in_the_log(client, log, film):
    stage = client.get("/films/the-film/streaming/", REMOTE_ADDR=HERE).content.decode()
    address = stage.partition("/play/")[2].partition('"')[0]
    token = address.partition("/")[0]
    assert len(token) > 40

    client.cookies["university"] = "secretly-chosen"
    for path in (f"/play/{token}/film.mp4", f"/play/{token}x/film.mp4", f"/play/{token}/no/such"):
        client.get(path, {"q": "secretly-typed"}, REMOTE_ADDR="198.51.100.7")
    film.media.file.storage.delete(film.media.file.name)
    client.get(f"/play/{address}", REMOTE_ADDR=HERE)
    client.get("/films/absent/", {"q": "secretly-typed"}, REMOTE_ADDR=HERE)

    lines = log()
    text = json.dumps(lines)
    assert len(lines) >= 6
    assert "secretly" not in text
    assert token not in text
    assert token.partition(":")[2] not in text
    assert HERE not in text
    assert "198.51.100.7" not in text


def test_no_word_of_a_visitor_makes_a_line_of_its_own(client, log, film):
    client.get('/films/a%0A{"level": "forged"}%0D%0Ab/')
    client.get("/films/absent/", HTTP_USER_AGENT='x\n{"level": "forged"}')

    assert {line["level"] for line in log()} == {"warning"}


@pytest.mark.parametrize("name", ["token", "ticket", "code", "state", "id_token", "SAMLResponse"])
def test_what_lets_somebody_in_is_in_no_line_whoever_writes_the_address(log, name):
    line = f'"GET /launch/campus/?next=/&{name}=SECRET.a-b_c%3D&x=1 HTTP/1.1" 302'

    logging.getLogger("django.server").info(line)

    [written] = log()
    assert "SECRET" not in written["event"]
    assert "&x=1 HTTP/1.1" in written["event"]


def test_a_launch_leaves_nothing_of_its_token_in_the_log(client, log, film):
    for slug in ("campus", "absent"):
        client.get(f"/launch/{slug}/", {"token": "SECRET.SECRET.SECRET"})

    assert len(log()) >= 2
    assert "SECRET" not in json.dumps(log())
