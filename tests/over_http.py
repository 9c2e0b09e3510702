"""Asking a real server, over a connection of its own for each question."""

import socket
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPMessage

HOST = "127.0.0.1"
PATIENCE = 60  # seconds


@dataclass(frozen=True)
class Answer:
    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def ask(port: int, path: str, *, method: str = "GET", body: str = "", **headers: str) -> Answer:
    """One request over a connection of its own, so that any worker may take it."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with closing(HTTPConnection(HOST, port, timeout=PATIENCE)) as connection:
        connection.request(method, path, body=body or None, headers=named | {"Connection": "close"})
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())


def free_port() -> int:
    """A port that nobody has just now."""
    with closing(socket.socket()) as door:
        door.bind((HOST, 0))
        port: int = door.getsockname()[1]
        return port
