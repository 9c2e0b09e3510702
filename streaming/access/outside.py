"""What is fetched from outside, from an address that somebody else names.

Only by https, only from public addresses, and from the very one that was looked at: a name that
is resolved twice can answer twice. No redirect is followed; time and size are bounded.
"""

import json
import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from ipaddress import IPv4Address, IPv6Network, ip_address
from threading import Timer
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from streaming.reasons import Reasoned

LONGEST = 5.0  # seconds, for everything after the name is resolved
LARGEST = 256 * 1024  # bytes
UNICAST = IPv6Network("2000::/3")  # what is given out to networks; the rest maps, tunnels or tests
GOOD = {200, 201}


class NotFetched(Reasoned):
    """Nothing was fetched; the reason is a code for the log."""


def fetch_json(
    url: str, *, send: Mapping[str, Any] | None = None, token: str = ""
) -> dict[str, Any]:
    """The JSON object at an address; with `send`, what it answers to that, posted as JSON.

    token: a bearer token to send along. Raises NotFetched, and nothing else, for any text.
    """
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    body = None
    if send is not None:
        headers["Content-Type"] = "application/json"
        body = json.dumps(send).encode()
    return _object(url, body, headers)


def post_form(url: str, body: str, headers: Mapping[str, str]) -> dict[str, Any]:
    """The JSON object answered to a form, as fetch_json gives it. body: encoded already."""
    form = {"Content-Type": "application/x-www-form-urlencoded;charset=UTF-8"}
    return _object(url, body.encode(), {**headers, **form})


def _object(url: str, body: bytes | None, headers: Mapping[str, str]) -> dict[str, Any]:
    try:
        answer = json.loads(_fetch(url, body, headers))
    except (ValueError, RecursionError) as error:
        raise NotFetched("no_json") from error
    if not isinstance(answer, dict):
        raise NotFetched("no_json")
    return answer


def checked(url: str) -> SplitResult:
    """The parts of an address that may be asked. Raises NotFetched for any other text."""
    try:
        parts = urlsplit(url)
        has_port = parts.port != 0  # raises ValueError for what is no number
    except ValueError as error:
        raise NotFetched("no_address") from error
    is_whole = url.isascii() and url.isprintable() and " " not in url
    if not (is_whole and has_port and parts.hostname) or "@" in parts.netloc:
        raise NotFetched("no_address")
    if parts.scheme != "https" and not (parts.scheme == "http" and settings.FETCH_FROM_LOOPBACK):
        raise NotFetched("not_https")
    return parts


def _fetch(url: str, body: bytes | None, headers: Mapping[str, str]) -> bytes:
    parts = checked(url)
    headers = {**headers, "Host": parts.netloc, "Accept": "application/json"}
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        with _connected(parts) as sock:
            deadline = Timer(LONGEST, _hang_up, [sock])
            deadline.start()
            try:
                if isinstance(sock, ssl.SSLSocket):
                    sock.do_handshake()
                return _answer(sock, "GET" if body is None else "POST", path, body, headers)
            finally:
                deadline.cancel()
    except (OSError, HTTPException, ValueError) as error:
        raise NotFetched("unreachable") from error


def _answer(
    sock: socket.socket, method: str, path: str, body: bytes | None, headers: Mapping[str, str]
) -> bytes:
    connection = HTTPConnection("outside")  # its name is in the headers, its address in the socket
    connection.sock = sock
    connection.request(method, path, body, dict(headers))
    response = connection.getresponse()
    if response.status not in GOOD:
        raise NotFetched("not_given")
    read = response.read(LARGEST + 1)
    if len(read) > LARGEST:
        raise NotFetched("too_large")
    return read


def _connected(parts: SplitResult) -> socket.socket:
    """A connection to the host, made to an address that was found to be public."""
    host, is_https = str(parts.hostname), parts.scheme == "https"
    port = parts.port or (443 if is_https else 80)
    sock = socket.create_connection((_address(host, port), port), timeout=LONGEST)
    if not is_https:
        return sock
    context = ssl.create_default_context()
    return context.wrap_socket(sock, server_hostname=host, do_handshake_on_connect=False)


def _address(host: str, port: int) -> str:
    """The first address of a host. Raises NotFetched if any of them is not public."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(entry[4][0]) for entry in found]
    if not addresses or not all(map(_may_be_asked, addresses)):
        raise NotFetched("not_public")
    return addresses[0]


def _may_be_asked(text: str) -> bool:
    address = ip_address(text.split("%")[0])
    if settings.FETCH_FROM_LOOPBACK and address.is_loopback:
        return True
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast
    return address in UNICAST and address.is_global and address.sixtofour is None


def _hang_up(sock: socket.socket) -> None:
    """End a connection under whoever reads from it; a TLS socket's own way would wait."""
    with suppress(OSError):
        socket.socket.shutdown(sock, socket.SHUT_RDWR)
