"""Visitors: eight at once, each request on a connection of its own.

wrk asks, where it is installed: it takes little of the processor from the server it measures. A
client in Python asks elsewhere, and wherever every path is wanted exactly once; processor time a
request hardly depends on who asks, requests a second do.
"""

import selectors
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

AT_ONCE = 8
PATIENCE = 60  # seconds for one answer; wrk's own two are too short for what is made at first
LUA = Path(__file__).with_name("wrk.lua")
WRK = shutil.which("wrk")


@dataclass(frozen=True)
class Ask:
    """A path, and the address that the proxy in front heard it from."""

    path: str
    address: str = ""

    def __bytes__(self) -> bytes:
        lines = [f"GET {self.path} HTTP/1.1", "Host: 127.0.0.1", "Connection: close"]
        if self.address:
            lines.append(f"X-Forwarded-For: {self.address}")
        return "\r\n".join([*lines, "", ""]).encode()


@dataclass(frozen=True)
class Load:
    """What a slice of load came to.

    seconds: how long it took. median, p95: of the time to an answer, in ms.
    """

    answers: int
    errors: int
    seconds: float
    median: float
    p95: float


def load(port: int, walk: list[Ask], *, seconds: float, start: int) -> Load:
    """Walk on from `start`, round and round, for so many seconds."""
    if WRK:
        return _by_wrk(WRK, port, walk, seconds=seconds, start=start)
    place = start % len(walk)
    forever = chain(walk[place:], *(walk for _round in range(1_000_000)))
    return _ask(port, map(bytes, forever), deadline=time.monotonic() + seconds)


def once(port: int, walk: Iterable[Ask], *, at_once: int = AT_ONCE) -> Load:
    """Ask for each exactly once."""
    return _ask(port, map(bytes, walk), at_once=at_once)


def fetch(port: int, ask: Ask) -> bytes:
    """One whole answer, with its head."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        connection.sendall(bytes(ask))
        return b"".join(iter(lambda: connection.recv(1 << 16), b""))


def _by_wrk(wrk: str, port: int, walk: list[Ask], *, seconds: float, start: int) -> Load:
    whole = max(1, round(seconds))
    with tempfile.NamedTemporaryFile("w", suffix=".tsv") as file:
        file.writelines(f"{ask.path}\t{ask.address}\n" for ask in walk)
        file.flush()
        command = [wrk, "-t1", f"-c{AT_ONCE}", f"-d{whole}s", f"--timeout={PATIENCE}s"]
        command += ["-s", str(LUA)]
        command += [f"http://127.0.0.1:{port}", "--", file.name, str(start % len(walk))]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    line = next(line for line in said.splitlines() if line.startswith("answers "))
    answers, microseconds, errors, median, p95 = map(int, line.split()[1:])
    return Load(answers, errors, microseconds / 1e6, median / 1e3, p95 / 1e3)


def _ask(
    port: int, requests: Iterator[bytes], *, deadline: float | None = None, at_once: int = AT_ONCE
) -> Load:
    selector, started = selectors.DefaultSelector(), time.monotonic()
    taken: list[float] = []
    errors = 0

    def begin(some: Iterator[bytes]) -> None:
        for request in some:
            connection = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
            begun = time.monotonic()
            connection.sendall(request)
            connection.setblocking(False)
            selector.register(connection, selectors.EVENT_READ, (begun, bytearray()))

    begin(islice(requests, at_once))
    while selector.get_map():
        ready = selector.select(PATIENCE)
        if not ready:
            raise TimeoutError("The server did not answer for a minute.")
        for key, _events in ready:
            begun, head = key.data
            some = key.fileobj.recv(1 << 18)
            if not head:
                head += some[:16]
            if some:
                continue
            selector.unregister(key.fileobj)
            key.fileobj.close()
            now = time.monotonic()
            taken.append(now - begun)
            errors += not head.startswith(b"HTTP/1.1 200")
            if deadline is None or now < deadline:
                begin(islice(requests, 1))
    taken.sort()
    median, p95 = (taken[int(len(taken) * part)] * 1e3 if taken else 0.0 for part in (0.5, 0.95))
    return Load(len(taken), errors, time.monotonic() - started, median, p95)
