"""What is fetched from outside: https, public, the address that was looked at, within bounds."""

import socket
import time
from contextlib import contextmanager
from threading import Thread

import pytest

from streaming.access import outside
from streaming.access.outside import NotFetched, fetch_json

PRIVATE = [
    "10.0.0.1",
    "127.0.0.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.168.1.1",
    "0.0.0.0",
    "224.0.0.1",
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "fec0::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "2001:0:7f00:1::",
    "192.0.2.1",
]


@contextmanager
def saying(*pieces, pause=0.0):
    """A server on loopback that says these bytes to whoever comes first, whatever they ask."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve():
        connection, _address = server.accept()
        connection.recv(65536)
        for piece in pieces:
            try:
                connection.sendall(piece)
            except OSError:
                break
            time.sleep(pause)
        connection.close()

    thread = Thread(target=serve, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}/"
    server.close()
    thread.join(timeout=10)


@pytest.fixture
def loopback(settings):
    settings.FETCH_FROM_LOOPBACK = True


def reason_of(url):
    with pytest.raises(NotFetched) as caught:
        fetch_json(url)
    return caught.value.reason


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_not_public_is_not_asked(monkeypatch, address):
    answer = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *asked, **more: answer)

    assert reason_of("https://lms.example/") == "not_public"


def test_a_name_with_one_address_inside_is_not_asked_at_all(monkeypatch):
    addresses = ["93.184.215.14", "10.0.0.1"]
    answer = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in addresses]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *asked, **more: answer)

    assert reason_of("https://lms.example/") == "not_public"


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "[::1]"])
def test_loopback_is_not_asked_however_it_is_written(host):
    assert reason_of(f"https://{host}/") == "not_public"


@pytest.mark.parametrize("url", ["http://lms.example/", "ftp://lms.example/", "file:///etc/passwd"])
def test_only_https_is_asked(url):
    assert reason_of(url) in {"not_https", "no_address"}


@pytest.mark.parametrize(
    "url", ["", "https://", "https://a b/", "https://a\r\nHost: b/", "https://u@a/", "https://a:x/"]
)
def test_what_is_no_address_is_not_asked(url):
    assert reason_of(url) == "no_address"


def test_a_redirect_is_not_followed(loopback):
    with saying(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n\r\n") as url:
        assert reason_of(url) == "not_given"


def test_an_answer_too_large_is_not_read(loopback):
    large = b" " * (outside.LARGEST + 1)

    with saying(b"HTTP/1.1 200 OK\r\n\r\n", large) as url:
        assert reason_of(url) == "too_large"


@pytest.mark.parametrize("body", [b"", b"no", b"[]", b"[" * 100_000, b"\xff"])
def test_an_answer_that_is_no_object_is_refused(loopback, body):
    with saying(b"HTTP/1.1 200 OK\r\n\r\n" + body) as url:
        assert reason_of(url) == "no_json"


def test_who_drips_an_answer_is_hung_up_on(loopback, monkeypatch):
    monkeypatch.setattr(outside, "LONGEST", 0.3)
    began = time.monotonic()

    with saying(b"HTTP/1.1 200 OK\r\n", *[b"X: y\r\n"] * 40, pause=0.1) as url:
        assert reason_of(url) in {"unreachable", "no_json"}
        assert time.monotonic() - began < 2


def test_an_answer_that_is_one_is_read(loopback):
    with saying(b'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{"a": "b"}') as url:
        assert fetch_json(url) == {"a": "b"}
