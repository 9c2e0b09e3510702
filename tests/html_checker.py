"""The W3C's Nu HTML checker, asked about many documents in one run of its program."""

import json
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

CHECKER = Path(__file__).parent.parent / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
COMMAND = ["java", "-Xss8m", "-XX:TieredStopAtLevel=1", "-jar", str(CHECKER)]
FLAGS = ["--format", "json", "--stdout", "--exit-zero-always", "--errors-only"]
WRONG = "<!doctype html><title>Every run includes this page</title><p>and must find its error<b>"


def html_errors(documents: str | Sequence[str | Path]) -> list[str]:
    """Return the errors in the documents, one sentence each; none when all are valid HTML.

    documents: a page's HTML, or a list of pages, each its HTML or the path of its file. To start
    the checker takes about two seconds, a further page almost nothing: collect pages, ask once.
    Needs Java 17, and the checker that `make test-browser` installs; raises OSError without them.
    """
    if isinstance(documents, str):
        documents = [documents]
    if not CHECKER.is_file():
        raise FileNotFoundError("The HTML checker is not installed; `make test-browser` does it.")
    texts = [item.read_text() if isinstance(item, Path) else item for item in documents]
    found = _messages([WRONG, *texts])
    if not any(number == 0 for number, _ in found):
        raise RuntimeError("The HTML checker found no error in a page that has one.")
    names = ["", *(_name(item, number) for number, item in enumerate(documents, start=1))]
    return [f"{names[number]}, {words}" for number, words in found if number > 0]


def _messages(texts: list[str]) -> list[tuple[int, str]]:
    """Which text (its number in the list) has which error."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number}.html" for number in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text, encoding="utf-8")
        command = [*COMMAND, *FLAGS, *map(str, paths)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"The HTML checker failed: {done.stderr.strip()}")
    return [_read(message) for message in json.loads(done.stdout)["messages"]]


def _read(message: dict) -> tuple[int, str]:
    number = int(PurePosixPath(unquote(urlsplit(message["url"]).path)).stem)
    place = f"{message.get('lastLine', '?')}:{message.get('firstColumn', '?')}"
    extract = " ".join(message.get("extract", "").split())
    return number, f"{place}: {message['message']} [{extract}]"


def _name(document: str | Path, number: int) -> str:
    return str(document) if isinstance(document, Path) else f"document {number}"
