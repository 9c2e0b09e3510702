"""What a server says, without a proxy before it, to what is hardly HTTP."""

import re

import pytest

from tests.served import served

GET = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
POST = b"POST /universities/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("served")


@pytest.fixture(scope="module")
def server(django_db_setup, folder):
    with served(folder, workers=1) as server:
        yield server


def statuses(answer):
    return [int(status) for status in re.findall(rb"^HTTP/1\.[01] (\d{3})", answer, re.MULTILINE)]


def test_a_request_that_is_well_formed_is_answered(server):
    assert statuses(server.say(GET + b"\r\n")) == [200]


@pytest.mark.parametrize("version", [b"1.0", b"1.1"])
def test_a_request_names_its_host(server, version):
    for host in (b"", b"Host:\r\n"):
        answer = server.say(
            b"GET /healthz HTTP/%b\r\nConnection: close\r\n%b\r\n" % (version, host)
        )

        assert statuses(answer) == [400]


REFUSED = {
    "TRACE": (GET.replace(b"GET", b"TRACE"), {405}),
    "a method of nobody's": (GET.replace(b"GET", b"FETCH"), {405}),
    "another host": (GET.replace(b"localhost", b"evil.example"), {400}),
    "two hosts": (GET + b"Host: evil.example\r\n", {400}),
    "two lengths": (POST + b"Content-Length: 1\r\nContent-Length: 2\r\n", {400}),
    "a length and chunks": (POST + b"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n", {400}),
    "a coding of nobody's": (POST + b"Transfer-Encoding: xchunked\r\n", {400, 501}),
    "a space before a colon": (GET + b"Cookie : a=b\r\n", {400}),
    "a folded line": (GET + b"X: a\r\n b\r\n", {400}),
    "a NUL": (GET + b"X: a\0b\r\n", {400}),
    "a line without an end": (b"GET /%b HTTP/1.1\r\n" % (b"a" * 10_000), {400, 414}),
    "one large header": (GET + b"X: %b\r\n" % (b"a" * 10_000), {431}),
    "a megabyte of headers": (GET + b"X: %b\r\n" % (b"a" * 1_000_000), {431}),
    "many headers": (GET + b"".join(b"X-%d: a\r\n" % n for n in range(500)), {431}),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_could_be_read_in_two_ways_is_refused_once_and_closed(server, name):
    request, wanted = REFUSED[name]

    try:
        answer = server.say(request + b"\r\n")
    except ConnectionError:  # closed before all was sent
        assert name == "a megabyte of headers"
        return

    found = statuses(answer)
    assert len(found) == 1
    assert found[0] in wanted
    assert b"Traceback" not in answer


def test_a_large_body_is_refused_before_it_comes(server):
    head = b"Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 3000000000\r\n\r\n"

    answer = server.say(POST + head)

    assert statuses(answer) == [413]
    assert b"What you sent was too large" in answer


def test_the_server_lives_after_all_of_it(server):
    for request, _wanted in REFUSED.values():
        try:
            server.say(request + b"\r\n")
        except ConnectionError:
            continue

    assert statuses(server.say(GET + b"\r\n")) == [200]


def test_the_log_does_not_say_who_sent_it(server, folder):
    server.say(b"GET /play/secret/film.mp4?token=secret HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n")

    log = (folder / "server.log").read_text()
    assert "Invalid request from ip=…: " in log
    assert "127.0.0.1" not in log.replace("--bind=127.0.0.1", "")
    assert "secret" not in log
