"""What the demonstration clip shows: a card, a landscape passing a train's window, a clock."""

from math import pi, sin
from pathlib import Path

from PIL import Image as Pillow
from PIL import ImageDraw

from filmlib.demo.lettering import sans, serif

WIDTH, HEIGHT = 640, 360  # pixels
DIGITS = (72, 28)
CARD = ("Demonstration clip.", "This is not the film.")
PAPER, DUSK = (245, 238, 226), ((38, 42, 72), (214, 142, 104))
HILLS, FIELDS, POLES = (74, 66, 96, 255), (44, 42, 66, 255), (24, 24, 38, 255)


def draw_scene(folder: Path, *, seconds: int) -> None:
    """Draw the layers as PNG into `folder`: sky, hills, fields, poles, clock.

    hills, fields and poles repeat after WIDTH pixels and are twice as wide; the clock is a column
    of one picture a second.
    """
    _sky().save(folder / "sky.png")
    _ridge(HILLS, level=225, swell=(26, 11), waves=(1, 3)).save(folder / "hills.png")
    _ridge(FIELDS, level=272, swell=(12, 5), waves=(2, 5)).save(folder / "fields.png")
    _poles().save(folder / "poles.png")
    _clock(seconds).save(folder / "clock.png")


def _sky() -> Pillow.Image:
    picture = Pillow.new("RGB", (WIDTH, HEIGHT))
    draw = ImageDraw.Draw(picture)
    for y in range(HEIGHT):
        part = min(y / 260, 1.0)
        tones = zip(*DUSK, strict=True)
        draw.line([(0, y), (WIDTH, y)], fill=tuple(round(a + (b - a) * part) for a, b in tones))
    for line, words in enumerate(CARD):
        draw.text((36, 62 + 36 * line), words, font=serif(30), fill=PAPER, anchor="ls")
    draw.text((36, 130), "Film Library", font=sans(14), fill=PAPER, anchor="ls")
    return picture


def _ridge(
    colour: tuple[int, ...], *, level: int, swell: tuple[int, int], waves: tuple[int, int]
) -> Pillow.Image:
    picture = Pillow.new("RGBA", (2 * WIDTH, HEIGHT))
    draw = ImageDraw.Draw(picture)
    for x in range(2 * WIDTH):
        turn = 2 * pi * x / WIDTH
        height = swell[0] * sin(waves[0] * turn) + swell[1] * sin(waves[1] * turn + 1)
        draw.line([(x, level - height), (x, HEIGHT)], fill=colour)
    return picture


def _poles() -> Pillow.Image:
    picture = Pillow.new("RGBA", (2 * WIDTH, HEIGHT))
    draw = ImageDraw.Draw(picture)
    half = WIDTH // 2
    for x in range(half // 2, 2 * WIDTH, half):
        draw.rectangle([x - 3, 168, x + 3, HEIGHT], fill=POLES)
        draw.rectangle([x - 22, 182, x + 22, 186], fill=POLES)
    for x in range(2 * WIDTH):
        away = ((x - half // 2) % half) / half  # 0 at one pole, 1 at the next
        sag = 88 * away * (1 - away)
        draw.rectangle([x, 181 + sag, x, 182 + sag], fill=POLES)
    draw.rectangle([0, 336, 2 * WIDTH, HEIGHT], fill=POLES)
    return picture


def _clock(seconds: int) -> Pillow.Image:
    width, height = DIGITS
    picture = Pillow.new("RGBA", (width, height * (seconds + 1)))
    draw = ImageDraw.Draw(picture)
    for second in range(seconds + 1):
        middle = (width - 4, height * second + height // 2)
        draw.text(middle, f"0:{second:02}", font=sans(22), fill=PAPER, anchor="rm")
    return picture
