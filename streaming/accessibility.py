"""Who can follow a film that cannot hear or see it: what there is, by whom, and whether checked."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db import connection

from streaming.models import Captions

Kind, Maker = Captions.Kind, Captions.Maker
# Written by hand: each film's page asks it when it is made, and the ORM takes six times as long.
TRACKS = """
SELECT media.file, CAST(version.made AS text),
  track.language, track.kind, track.made_by, CAST(track.checked_on AS text), track.checked_by
FROM streaming_media AS media
LEFT JOIN streaming_version AS version ON version.id = media.version_id
LEFT JOIN streaming_captions AS track ON track.media_id = media.id
WHERE media.film_id = %s
ORDER BY track.language, track.kind
"""


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
    with connection.cursor() as cursor:
        cursor.execute(TRACKS, [film_id])
        rows = cursor.fetchall()
    tracks = tuple(_track(*track) for _file, _made, *track in rows if track[0] is not None)
    file, made = rows[0][:2] if rows else ("", None)
    return Accessibility(bool(file), tracks, tuple(described_in(made and json.loads(made))))


def _track(
    language: str, kind: str, made_by: str, checked_on: str | None, checked_by: str
) -> Track:
    day = date.fromisoformat(checked_on) if checked_on else None
    return Track(language, kind, made_by, day, checked_by)


def described_in(made: Mapping[str, Any] | None) -> Iterable[str]:
    """The languages of the sounds that tell what is seen, of what `Version.made` keeps."""
    sounds = (made or {}).get("audio", ())
    return dict.fromkeys(one["language"] for one in sounds if one.get("is_description"))
