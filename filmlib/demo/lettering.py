"""Type for what is drawn: a serif of the system where it has one, or else Pillow's own."""

from collections.abc import Iterable
from functools import cache

from PIL import ImageDraw, ImageFont

SERIFS = ("LiberationSerif-Regular.ttf", "DejaVuSerif.ttf", "Georgia.ttf", "Times New Roman.ttf")
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


@cache
def serif(size: int) -> Font:
    """A serif of so many pixels; Pillow looks in the system's own folders."""
    for name in SERIFS:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)


@cache
def sans(size: int) -> Font:
    return ImageFont.load_default(size)


def lines_of(words: str, font: Font, width: float) -> list[str]:
    """The words broken into lines no wider than `width` pixels, unless one word alone is."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def spaced(
    draw: ImageDraw.ImageDraw,
    place: tuple[float, float],
    words: Iterable[str],
    *,
    font: Font,
    fill: tuple[int, ...],
    gap: float,
) -> None:
    """Set one line with `gap` pixels more between its letters, from its left baseline."""
    x, y = place
    for letter in words:
        draw.text((x, y), letter, font=font, fill=fill, anchor="ls")
        x += font.getlength(letter) + gap
