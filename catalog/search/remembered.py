"""What was found in one state of the catalogue, kept for whoever asks the same once more."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar

MOST = 200  # findings; of a hundred thousand films, each is some ten to forty kilobytes

Finding = TypeVar("Finding")


@dataclass(frozen=True)
class Remembered:
    """The findings that were asked for latest, by question. None of them is ever changed."""

    _found: dict[Hashable, Any] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def found(self, question: Hashable, find: Callable[[], Finding]) -> Finding:
        """The finding: from `find`, where the question is new or was asked long ago."""
        with self._lock:
            finding: Finding | None = self._found.pop(question, None)
        if finding is None:
            finding = find()
        with self._lock:
            self._found[question] = finding  # as the last one
            while len(self._found) > MOST:
                del self._found[next(iter(self._found))]
        return finding
