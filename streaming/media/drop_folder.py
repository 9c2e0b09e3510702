"""What lies in the drop folder. Whoever copies renames and removes while we look."""

import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import structlog
from django.conf import settings

log = structlog.get_logger(__name__)

REFUSED = ".refused.txt"
UNFINISHED = (".part", ".partial", ".filepart", ".crdownload", ".tmp", ".swp", REFUSED)


def folder() -> Path:
    place = Path(settings.DATA_DIR) / "drop"
    place.mkdir(exist_ok=True)
    return place


def refusal_beside(path: Path) -> Path:
    """Where the text stands that says why a file is refused."""
    return path.with_name(path.name[:200] + REFUSED)


def files() -> Iterator[Path]:
    """Plain files alone: a link could lead anywhere."""
    for path in _listed(folder()):
        if _is(stat.S_ISDIR, path):
            yield from (file for file in _listed(path) if _is_ready(file))
        elif _is_ready(path):
            yield path


def _listed(place: Path) -> list[Path]:
    try:
        return sorted(place.iterdir())
    except OSError as fault:  # gone, or not ours to read
        log.error("drop_unreadable", folder=place.name, error=str(fault))
        return []


def _is_ready(path: Path) -> bool:
    is_unfinished = path.name.startswith(".") or path.name.endswith(UNFINISHED)
    return not is_unfinished and _is(stat.S_ISREG, path)


def _is(kind: Callable[[int], bool], path: Path) -> bool:
    try:
        return kind(path.lstat().st_mode) and not path.name.startswith(".")
    except FileNotFoundError:
        return False
