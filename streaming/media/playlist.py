"""Playlists: those of the steps are read, the main one is written. Values in, text out.

Source: RFC 8216 and its successor, draft-pantos-hls-rfc8216bis; Apple, HLS Authoring Specification.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from pathlib import Path

from streaming.media.boxes import content_of

WAY_TO_PICTURE = (b"moov", b"trak", b"mdia", b"minf", b"stbl", b"stsd")
SOUND_CODEC = "mp4a.40.2"  # AAC, low complexity
UNKNOWN = "und"  # a language
SOUNDS = "sound"  # the group of them
SEGMENT = re.compile(r"^#EXTINF:([\d.]+),[^\n]*\n([a-z0-9_-]+\.m4s)$", re.MULTILINE)
LAST_LINE = "#EXT-X-ENDLIST"


@dataclass(frozen=True)
class Measured:
    """What a playlist's segments are: seconds and bytes of each, in their order."""

    seconds: tuple[float, ...]
    sizes: tuple[int, ...]

    @property
    def length(self) -> float:
        return sum(self.seconds)

    @property
    def peak(self) -> int:
        """The most bits a second of any one segment."""
        pairs = zip(self.sizes, self.seconds, strict=True)
        return max(ceil(8 * size / seconds) for size, seconds in pairs)

    @property
    def average(self) -> int:
        return ceil(8 * sum(self.sizes) / self.length)


@dataclass(frozen=True)
class Variant:
    """A step as the main playlist names it."""

    name: str
    width: int
    height: int
    rate: Fraction
    codec: str
    measured: Measured


@dataclass(frozen=True)
class Rendition:
    """A sound as the main playlist names it."""

    name: str
    language: str
    label: str
    is_default: bool
    is_description: bool
    measured: Measured


def measured_in(folder: Path, name: str) -> Measured:
    """Of the playlist so named and its segments in a folder.

    Raises ValueError when it is not whole.
    """
    text = (folder / f"{name}.m3u8").read_text()
    found = SEGMENT.findall(text)
    sizes = tuple((folder / segment).stat().st_size for _seconds, segment in found)
    if not found or not all(sizes) or not text.rstrip().endswith(LAST_LINE):
        raise ValueError(f"{name}.m3u8 is not whole")
    return Measured(tuple(float(seconds) for seconds, _segment in found), sizes)


def codec_in(init: Path) -> str:
    """What RFC 6381 calls the picture that a segment's head announces: `avc1.640028`."""
    described = content_of(init, *WAY_TO_PICTURE)
    at = described.index(b"avcC") + 5  # behind the name, and the version of what follows
    return f"avc1.{described[at : at + 3].hex()}"


def main_playlist(variants: Sequence[Variant], sounds: Sequence[Rendition]) -> str:
    """The playlist of playlists. variants: the one that players begin with comes first."""
    lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
    lines += [_media_line(sound) for sound in sounds]
    for variant in variants:
        lines += [_stream_line(variant, sounds), f"{variant.name}.m3u8"]
    return "\n".join([*lines, ""])


def _media_line(sound: Rendition) -> str:
    values = [
        "TYPE=AUDIO",
        f'GROUP-ID="{SOUNDS}"',
        f"NAME={_quoted(sound.label)}",
        *([f'LANGUAGE="{sound.language}"'] if sound.language != UNKNOWN else []),
        f"DEFAULT={_yes(sound.is_default)}",
        f"AUTOSELECT={_yes(sound.is_default or sound.is_description)}",
    ]
    if sound.is_description:
        values.append('CHARACTERISTICS="public.accessibility.describes-video"')
    return "#EXT-X-MEDIA:" + ",".join([*values, 'CHANNELS="2"', f'URI="{sound.name}.m3u8"'])


def _stream_line(variant: Variant, sounds: Sequence[Rendition]) -> str:
    """Bits are those of the step and of the heaviest sound beside it."""
    peak = variant.measured.peak + max((sound.measured.peak for sound in sounds), default=0)
    mean = variant.measured.average + max((sound.measured.average for sound in sounds), default=0)
    codecs = [variant.codec, SOUND_CODEC] if sounds else [variant.codec]
    values = [
        f"BANDWIDTH={peak}",
        f"AVERAGE-BANDWIDTH={mean}",
        f"RESOLUTION={variant.width}x{variant.height}",
        f"FRAME-RATE={float(variant.rate):.3f}",
        f'CODECS="{",".join(codecs)}"',
    ]
    if sounds:
        values.append(f'AUDIO="{SOUNDS}"')
    return "#EXT-X-STREAM-INF:" + ",".join(values)


def _quoted(text: str) -> str:
    """A quoted string has neither quotes nor ends of lines in it."""
    return '"' + " ".join(text.replace('"', "”").split()) + '"'


def _yes(is_so: bool) -> str:
    return "YES" if is_so else "NO"
