"""gunicorn as a child, and the processor time that it takes."""

import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import psutil

from tests.bench import client

WORKERS = 2
PATIENCE = 60  # seconds for the first answer
COSTS = ("user", "system", "children_user", "children_system")  # children: those that ended


def seconds_of(pid: int | None) -> float:
    """Processor time of a process and all below it, since they began."""
    if pid is None:
        return 0.0
    try:
        parent = psutil.Process(pid)
        family = [parent, *parent.children(recursive=True)]
    except psutil.NoSuchProcess:
        return 0.0
    total = 0.0
    for process in family:
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += sum(getattr(times, cost, 0.0) for cost in COSTS)
    return total


class Server:
    """An application behind two workers, on a free port of this machine.

    threads: of each worker; 1 is gunicorn's `sync` worker.
    """

    def __init__(
        self,
        application: str,
        environment: Mapping[str, str],
        *,
        code: Path,
        log: Path,
        threads: int,
    ) -> None:
        with closing(socket.socket()) as door:
            door.bind(("127.0.0.1", 0))
            self.port: int = door.getsockname()[1]
        command = [sys.executable, "-m", "gunicorn", application, f"--bind=127.0.0.1:{self.port}"]
        command += [f"--workers={WORKERS}", f"--threads={threads}", "--log-level=warning"]
        command += ["--no-control-socket", "--config=python:tests.bench"]  # alike for both
        self.log = log
        with log.open("ab") as file:
            self.process = subprocess.Popen(
                command, cwd=code, env=dict(environment), stdout=file, stderr=file
            )
        self._wait()

    @property
    def seconds(self) -> float:
        """Processor time so far, of master and workers."""
        return seconds_of(self.process.pid)

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _wait(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < deadline:
            try:
                client.fetch(self.port, client.Ask("/healthz"))  # it listens before it can answer
                return
            except OSError:
                time.sleep(0.1)
        self.stop()
        raise RuntimeError(
            f"The server did not start; see the end of {self.log.name}:\n{self._end()}"
        )

    def _end(self) -> str:
        return self.log.read_text(errors="replace")[-2000:]
