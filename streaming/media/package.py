"""A package: the folder of files that a player is given, and what is written down about it."""

from dataclasses import asdict, dataclass
from typing import Any, ClassVar


@dataclass(frozen=True)
class Audio:
    """One sound of the film. language: BCP 47, or "und". is_description: tells what is seen."""

    language: str
    label: str
    is_description: bool = False


@dataclass(frozen=True)
class Package:
    """What was made of a file: heights of the pictures in pixels, lowest first; length in seconds.

    The files of a package lie in one folder without folders in it. Their names say what they are,
    in small letters, digits, `-` and `_`; those named here are always called so.
    """

    MAIN: ClassVar[str] = "main.m3u8"
    MP4: ClassVar[str] = "film.mp4"
    SPRITES: ClassVar[str] = "sprites.vtt"
    CHAPTERS: ClassVar[str] = "chapters.vtt"

    heights: tuple[int, ...]
    seconds: float
    audio: tuple[Audio, ...] = ()
    posters: tuple[str, ...] = ()
    has_chapters: bool = False

    def as_json(self) -> dict[str, Any]:
        """As `Version.made` keeps it."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Package":
        """What another release wrote down besides is left out."""
        return cls(
            heights=tuple(kept["heights"]),
            seconds=kept["seconds"],
            audio=tuple(Audio(**audio) for audio in kept.get("audio", ())),
            posters=tuple(kept.get("posters", ())),
            has_chapters=kept.get("has_chapters", False),
        )
