"""What is in a file, as far as its packaging asks: pictures, sounds, chapters, length."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from fractions import Fraction
from typing import Any

HIGH_RANGES = ("smpte2084", "arib-std-b67")


@dataclass(frozen=True)
class Picture:
    """One moving picture. index: of its stream; width and height in pixels as they are stored.

    rate: pictures a second; rotation: degrees clockwise, of 0, 90, 180, 270; pixel_shape: width
    by height of a pixel; both fractions are written as "24000/1001" or "25". matrix, transfer: of
    its colours, as ffmpeg calls them, and nothing where the file does not say.
    """

    index: int
    codec: str
    width: int
    height: int
    rate: str = "0"
    rotation: int = 0
    pixel_shape: str = "1"
    is_interlaced: bool = False
    matrix: str = ""
    transfer: str = ""

    @property
    def has_high_range(self) -> bool:
        """Whether it is brighter than most screens are: HDR10 and its kin, or HLG."""
        return self.transfer in HIGH_RANGES

    @property
    def shown_size(self) -> tuple[int, int]:
        """As it is seen: upright, in square pixels."""
        width, height = round(self.width * Fraction(self.pixel_shape)), self.height
        return (height, width) if self.rotation % 180 else (width, height)


@dataclass(frozen=True)
class Sound:
    """One sound. language: as the file says it, "und" where it does not."""

    index: int
    codec: str
    channels: int = 0
    language: str = "und"
    title: str = ""
    is_default: bool = False
    is_description: bool = False


@dataclass(frozen=True)
class Chapter:
    """start and end in seconds."""

    start: float
    end: float
    title: str = ""


@dataclass(frozen=True)
class Facts:
    """container: as `sniff.container_of` calls it; seconds: how long it is."""

    container: str
    seconds: float
    pictures: tuple[Picture, ...] = ()
    sounds: tuple[Sound, ...] = ()
    chapters: tuple[Chapter, ...] = ()

    @property
    def picture(self) -> Picture:
        """The one that is packaged."""
        return self.pictures[0]

    def as_json(self) -> dict[str, Any]:
        """As `Version.facts` keeps it."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> "Facts":
        """Raises KeyError, TypeError or ValueError for what is none."""
        return cls(
            container=kept["container"],
            seconds=float(kept["seconds"]),
            pictures=_each(Picture, kept["pictures"]),
            sounds=_each(Sound, kept["sounds"]),
            chapters=_each(Chapter, kept["chapters"]),
        )


def _each(kind: Any, rows: Iterable[dict[str, Any]]) -> tuple[Any, ...]:
    known = {field.name for field in fields(kind)}
    return tuple(kind(**{name: row[name] for name in row if name in known}) for row in rows)
