"""The system's Firefox, driven by the protocol that it brings: Marionette, JSON over a socket.

Source: Firefox source docs, "Marionette: Protocol".
"""

import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.over_http import free_port

NAMES = ["firefox-esr", "firefox"]
ABSENT = "There is no Firefox here: install one (on Debian: apt install firefox-esr)."
LONGEST = 120  # seconds that a start, or anything asked of it, may take
PREFERENCES = {
    "media.autoplay.default": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.normandy.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
}


def program() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


class Firefox:
    """One window without a screen."""

    def __init__(self, door: socket.socket) -> None:
        self.door = door
        self.number = 0
        self._read()  # its greeting
        self.ask("WebDriver:NewSession", capabilities={})
        self.ask("WebDriver:SetTimeouts", script=LONGEST * 1000, pageLoad=LONGEST * 1000)

    def ask(self, command: str, **given: object) -> Any:
        """Raises RuntimeError with what Firefox says went wrong."""
        self.number += 1
        text = json.dumps([0, self.number, command, given])
        self.door.sendall(f"{len(text.encode())}:{text}".encode())
        _kind, _number, error, result = json.loads(self._read())
        if error:
            raise RuntimeError(error["message"])
        return result["value"] if isinstance(result, dict) and "value" in result else result

    def open(self, address: str) -> None:
        self.ask("WebDriver:Navigate", url=address)

    def click(self, selector: str) -> None:
        found = self.ask("WebDriver:FindElement", using="css selector", value=selector)
        self.ask("WebDriver:ElementClick", id=next(iter(found.values())))

    def say(self, script: str) -> Any:
        """What an expression is in the page."""
        return self.ask("WebDriver:ExecuteScript", script=f"return {script}", args=[])

    def wait_for(self, script: str) -> None:
        """Raises AssertionError when the expression does not become true."""
        until = time.monotonic() + LONGEST
        while not self.say(script):
            assert time.monotonic() < until, script
            time.sleep(0.1)

    def _read(self) -> str:
        length = b""
        while not length.endswith(b":"):
            length += self.door.recv(1)
        text = b""
        while len(text) < int(length[:-1]):
            text += self.door.recv(65536)
        return text.decode()


@contextmanager
def started(folder: Path) -> Iterator[Firefox]:
    """The browser with a profile of its own in `folder`, ended at the end."""
    path = program()
    if path is None:
        raise FileNotFoundError(ABSENT)
    port = free_port()
    lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in PREFERENCES.items()]
    lines.append(f'user_pref("marionette.port", {port});')
    (folder / "user.js").write_text("\n".join(lines))
    command = [path, "--headless", "--marionette", "--no-remote", "--profile", str(folder)]
    with (folder / "firefox.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            with _door(port, process) as door:
                yield Firefox(door)
        finally:
            process.terminate()
            process.wait(LONGEST)


def _door(port: int, process: subprocess.Popen) -> socket.socket:
    until = time.monotonic() + LONGEST
    while process.poll() is None and time.monotonic() < until:
        with suppress(ConnectionRefusedError):
            return socket.create_connection(("127.0.0.1", port), timeout=LONGEST)
        time.sleep(0.1)
    raise RuntimeError("Firefox did not start.")
