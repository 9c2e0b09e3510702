"""A picture in the widths and formats that pages ask for.

A rendition's name is its master's stem and an ending of its own: width, eight digits of a sum of
its content, suffix. A row keeps the endings alone: `480-1f2e3d4c.avif`.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from PIL import Image as Pillow

from catalog.pictures.checking import opened

POSTER_WIDTHS = (320, 480, 640, 960)
STILL_WIDTHS = (*POSTER_WIDTHS, 1600)
FIRST_WIDTH = 480
BUDGETS = {320: 14_000, 480: 24_000, 640: 38_000, 960: 70_000, 1600: 140_000}  # bytes


@dataclass(frozen=True)
class Format:
    """How one format is written. qualities: tried downwards until the budget holds."""

    suffix: str
    name: str  # as Pillow calls it
    qualities: tuple[int, ...]
    options: dict[str, Any] = field(default_factory=dict)


# AVIF at speed 8 is a twentieth larger than at 6, and made in a quarter of the time.
AVIF = Format("avif", "AVIF", (64, 56, 48, 40, 34), {"speed": 8, "max_threads": 1})
WEBP = Format("webp", "WEBP", (80, 72, 64, 56), {"method": 4})
JPEG = Format("jpg", "JPEG", (82, 74, 66, 58), {"progressive": True, "optimize": True})
FORMATS = (AVIF, WEBP, JPEG)  # a browser takes the first that it knows


@dataclass(frozen=True)
class Rendition:
    """One file of a picture, and the ending of its name."""

    ending: str
    content: bytes


def first_rendition(file: Any) -> Rendition:
    """What is shown until all are made: a JPEG, in milliseconds."""
    picture = _flat(file)
    return _rendition(picture, min(FIRST_WIDTH, picture.width), JPEG)


def renditions_of(file: Any, *, is_still: bool) -> Iterator[Rendition]:
    """Every width of a master that is not wider than itself, in every format."""
    picture = _flat(file)
    for width in widths_of(picture.width, is_still=is_still):
        for format_ in FORMATS:
            yield _rendition(picture, width, format_)


def widths_of(width: int, *, is_still: bool) -> list[int]:
    """The widths made of a picture this wide; of a very narrow one, its own."""
    widths = STILL_WIDTHS if is_still else POSTER_WIDTHS
    return [wanted for wanted in widths if wanted <= width] or [width]


def _flat(file: Any) -> Pillow.Image:
    """The master's pixels; where it can be seen through, on white."""
    with opened(file) as picture:
        if picture.mode == "RGB":
            return picture.copy()
        clear = picture.convert("RGBA")
    white = Pillow.new("RGBA", clear.size, "white")
    return Pillow.alpha_composite(white, clear).convert("RGB")


def _rendition(picture: Pillow.Image, width: int, format_: Format) -> Rendition:
    height = max(1, round(picture.height * width / picture.width))
    sheet = picture.resize((width, height), Pillow.Resampling.LANCZOS, reducing_gap=3)
    content = _encoded(sheet, format_, budget=BUDGETS.get(width, BUDGETS[320]))
    digits = hashlib.blake2b(content, digest_size=4).hexdigest()
    return Rendition(f"{width}-{digits}.{format_.suffix}", content)


def _encoded(sheet: Pillow.Image, format_: Format, *, budget: int) -> bytes:
    """At the best quality that keeps to the budget, in bytes; at the lowest where none does."""
    content = b""
    for quality in format_.qualities:
        file = BytesIO()
        sheet.save(file, format_.name, quality=quality, **format_.options)
        content = file.getvalue()
        if len(content) <= budget:
            break
    return content
