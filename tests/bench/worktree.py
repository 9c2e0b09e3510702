"""An earlier commit, checked out for as long as it is measured."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.library import HOUSE


@contextmanager
def checkout(commit: str, folder: Path) -> Iterator[Path]:
    _git("worktree", "add", "--detach", "--force", str(folder), commit)
    try:
        yield folder
    finally:
        _git("worktree", "remove", "--force", str(folder))


def _git(*argv: str) -> None:
    subprocess.run(["git", *argv], cwd=HOUSE, check=True, capture_output=True)
