"""Who can follow a film that cannot hear or see it: what there is, by whom, and whether checked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from streaming.models import Captions, Media

Kind, Maker = Captions.Kind, Captions.Maker
COLUMNS = ("language", "kind", "made_by", "checked_on", "checked_by")


class Help(StrEnum):
    """What a film has or lacks. CHECKED: captions that a person made or looked through."""

    CAPTIONS = "captions"
    CHECKED = "checked"
    TRANSCRIPT = "transcript"
    DESCRIPTION = "description"


@dataclass(frozen=True)
class Track:
    """One text track, as pages tell of it. made_by: a value of `Captions.Maker`."""

    language: str
    kind: str
    made_by: str
    checked_on: date | None
    checked_by: str


@dataclass(frozen=True)
class Accessibility:
    """Of one film. has_file: there is something to watch, so that its lacks matter.

    described: the languages in which a sound of the film tells what is seen.
    """

    has_file: bool
    tracks: tuple[Track, ...]
    described: tuple[str, ...]

    @property
    def captions(self) -> list[Track]:
        return self._of(Kind.CAPTIONS)

    @property
    def subtitles(self) -> list[Track]:
        return self._of(Kind.SUBTITLES)

    @property
    def descriptions(self) -> list[Track]:
        return self._of(Kind.DESCRIPTIONS)

    @property
    def has_transcript(self) -> bool:
        return bool(self.captions or self.subtitles)

    @property
    def languages(self) -> tuple[str, ...]:
        """In which the film's speech can be read."""
        return tuple(
            dict.fromkeys(one.language for one in self.tracks if one.kind in Captions.READABLE)
        )

    def _of(self, kind: str) -> list[Track]:
        return [one for one in self.tracks if one.kind == kind]


def accessibility_of(film_id: int) -> Accessibility:
    """One query."""
    media = Media.objects.filter(film_id=film_id).order_by("captions__language", "captions__kind")
    rows = list(media.values_list("file", "version__made", *(f"captions__{c}" for c in COLUMNS)))
    tracks = (Track(*columns) for _file, _made, *columns in rows if columns[0] is not None)
    file, made = rows[0][:2] if rows else ("", None)
    return Accessibility(bool(file), tuple(tracks), tuple(described_in(made)))


def described_in(made: Mapping[str, Any] | None) -> Iterable[str]:
    """The languages of the sounds that tell what is seen, of what `Version.made` keeps."""
    sounds = (made or {}).get("audio", ())
    return dict.fromkeys(one["language"] for one in sounds if one.get("is_description"))
