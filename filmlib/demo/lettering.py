"""Type for what is drawn: a serif of the system where it has one, or else Pillow's own."""

import unicodedata
from collections.abc import Iterable
from functools import cache

from PIL import ImageDraw, ImageFont

SERIFS = ("LiberationSerif-Regular.ttf", "DejaVuSerif.ttf", "Georgia.ttf", "Times New Roman.ttf")
SANS = ("LiberationSans-Regular.ttf", "DejaVuSans.ttf", "Helvetica.ttc", "Arial.ttf")
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def serif(size: int) -> Font:
    """A serif of so many pixels."""
    return _first_of(SERIFS, size)


def sans(size: int) -> Font:
    return _first_of(SANS, size)


@cache
def _first_of(names: tuple[str, ...], size: int) -> Font:
    """The first that is found in the system's own folders; Pillow brings one with few letters."""
    for name in names:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)


def in_letters_of(font: Font, words: str) -> str:
    """The words, without the accents that Pillow's own font has no letters for."""
    if not isinstance(font, ImageFont.FreeTypeFont) or isinstance(font.path, str):
        return words
    return unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()


def lines_of(words: str, font: Font, width: float) -> list[str]:
    """The words in as few lines of at most `width` pixels as can be, of about one length."""
    lines = _broken(words, font, width)
    while len(narrower := _broken(words, font, width - 10)) == len(lines) and width > 20:
        lines, width = narrower, width - 10
    return lines


def _broken(words: str, font: Font, width: float) -> list[str]:
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
