"""The drop folder: a film's file that is put there, under the film's name, comes in by itself.

`DATA_DIR/drop/<slug or permanent identifier>/any name.mov`, or the same with the suffix straight
in the folder. A file is taken once two looks found it the same; one that is refused stays, with a
text beside it, and is looked at again when it changes or its text is taken away. Whoever copies
renames and removes meanwhile: what goes while we look is passed by.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from django.utils.translation import gettext as _

from catalog.models import Film
from streaming.media import arrival
from streaming.media.drop_folder import files, folder, refusal_beside

log = structlog.get_logger(__name__)

SETTLED = timedelta(seconds=20)
NOTES, LOCK = ".seen.json", ".lock"


@dataclass(frozen=True)
class Seen:
    """A file as it was when it was first seen so. mtime in nanoseconds, since in seconds."""

    size: int
    mtime: int
    since: float
    is_refused: bool = False

    def is_same(self, other: "Seen") -> bool:
        return (self.size, self.mtime) == (other.size, other.mtime)


@dataclass(frozen=True)
class Outcome:
    """What came of a file. words: why it was not taken; empty where it was.

    is_refused: the file is to blame; else the next look tries it again.
    """

    name: str
    words: str = ""
    is_refused: bool = False


def look(*, at: datetime) -> Iterator[Outcome]:
    """Take what has settled since an earlier look. Where another process looks, that is enough."""
    with _only_one() as is_mine:
        if not is_mine:
            return
        before, now = _notes(), {}
        for path in list(files()):
            name = str(path.relative_to(folder()))
            seen = _seen(path, before.get(name), at=at)
            if seen is None:
                continue
            now[name] = seen
            if seen.is_refused or at.timestamp() - seen.since < SETTLED.total_seconds():
                continue
            outcome = _taken(name, path)
            yield outcome
            now[name] = replace(seen, is_refused=outcome.is_refused)
        _write(folder() / NOTES, json.dumps({name: asdict(seen) for name, seen in now.items()}))


def _taken(name: str, path: Path) -> Outcome:
    """Hand the file over. What keeps one from coming in does not keep the others."""
    try:
        words = _handed_over(path)
    except OSError as fault:
        log.error("drop_failed", file=name, error=str(fault))
        reason = {"reason": fault.strerror or type(fault).__name__}
        return Outcome(name, _("It cannot be taken now: %(reason)s.") % reason)
    return Outcome(name, words, is_refused=bool(words))


def _handed_over(path: Path) -> str:
    """Nothing, or why it is refused, in words that now stand beside it."""
    beside = refusal_beside(path)
    is_in_folder = path.parent != folder()
    name = path.parent.name if is_in_folder else path.stem
    film = Film.objects.named(name)
    try:
        if film is None:
            raise ValueError(_("There is no film “%(name)s”.") % {"name": name})
        arrival.receive(film, path, typed_name=path.name)
    except ValueError as refusal:
        _write(beside, f"{refusal}\n")
        return str(refusal)
    beside.unlink(missing_ok=True)
    return ""


def _seen(path: Path, before: Seen | None, *, at: datetime) -> Seen | None:
    """The note of an earlier look, if the file is still as it was; else a new one, if it is."""
    try:
        state = path.stat()
    except FileNotFoundError:
        return None
    now = Seen(state.st_size, state.st_mtime_ns, at.timestamp())
    if before is None or not before.is_same(now):
        return now
    is_told = refusal_beside(path).exists()
    return replace(before, is_refused=before.is_refused and is_told)


def _notes() -> dict[str, Seen]:
    try:
        kept = json.loads((folder() / NOTES).read_text())
        return {name: Seen(**seen) for name, seen in kept.items()}
    except (OSError, ValueError, TypeError, AttributeError):  # then everything is seen first now
        return {}


def _write(path: Path, text: str) -> None:
    """Whole or not at all, so that nobody reads half a sentence."""
    new = path.with_name(f".{path.name}.new"[-250:])
    new.write_text(text)
    os.replace(new, path)


@contextmanager
def _only_one() -> Iterator[bool]:
    with (folder() / LOCK).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
