"""A Redis server of a test's own."""

import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic

import pytest

from tests.over_http import free_port


@contextmanager
def redis_server(folder: Path) -> Iterator[tuple[int, subprocess.Popen]]:
    """Its port, and its process."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.fail("There is no redis-server here: install it.")
    port = free_port()
    command = [program, "--port", str(port), "--save", "", "--dir", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    until = monotonic() + 60
    while monotonic() < until:
        with closing(socket.socket()) as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                break
    try:
        yield port, process
    finally:
        process.kill()
        process.wait()
