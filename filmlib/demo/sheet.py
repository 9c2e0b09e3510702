"""A sheet to draw on, in parts of its size, twice as fine as what is kept of it."""

from collections.abc import Iterable
from random import Random

from PIL import Image as Pillow
from PIL import ImageDraw

from filmlib.demo.palette import Colour, Palette

FINER = 2
Point = tuple[float, float]


class Sheet:
    """x and y run from 0 to 1 from the upper left; a radius or stroke is a part of the width."""

    def __init__(self, width: int, height: int, tones: Palette, *, seed: str) -> None:
        self.width, self.height = width * FINER, height * FINER
        self.tones = tones
        self.chance = Random(seed)  # the same drawing for the same seed, everywhere
        self.picture = Pillow.new("RGB", (self.width, self.height), tones.night)
        self.draw = ImageDraw.Draw(self.picture)

    def ground(
        self, top: Colour, bottom: Colour, *, since: float = 0.0, until: float = 1.0
    ) -> None:
        """A gradient over the whole sheet, or over a band of it."""
        shades = Pillow.new("RGB", (1, 2))
        shades.putdata([top, bottom])
        size = (self.width, round((until - since) * self.height))
        # Only the middle of the two pixels' blend runs from the one to the other.
        blend = shades.resize(size, Pillow.Resampling.BILINEAR, box=(0, 0.5, 1, 1.5))
        self.picture.paste(blend, (0, round(since * self.height)))

    def polygon(self, points: Iterable[Point], colour: Colour) -> None:
        self.draw.polygon([self.at(*point) for point in points], fill=colour)

    def line(self, points: Iterable[Point], colour: Colour, stroke: float) -> None:
        width = max(1, round(stroke * self.width))
        self.draw.line([self.at(*point) for point in points], colour, width, joint="curve")

    def disc(self, x: float, y: float, radius: float, colour: Colour) -> None:
        self.draw.ellipse(self.around(x, y, radius), fill=colour)

    def ring(self, x: float, y: float, radius: float, colour: Colour, stroke: float) -> None:
        width = max(1, round(stroke * self.width))
        self.draw.ellipse(self.around(x, y, radius), outline=colour, width=width)

    def arc(
        self, x: float, y: float, radius: float, span: Point, colour: Colour, stroke: float
    ) -> None:
        """Part of a ring. span: degrees from three o'clock, clockwise."""
        width = max(1, round(stroke * self.width))
        self.draw.arc(self.around(x, y, radius), *span, fill=colour, width=width)

    def glow(self, x: float, y: float, radius: float, colour: Colour, strength: float) -> None:
        """Light that fades from a point. strength: 0 to 1."""
        left, top, right, bottom = (round(edge) for edge in self.around(x, y, radius))
        fade = Pillow.radial_gradient("L").resize((right - left, bottom - top))
        mask = fade.point(lambda away: round(strength * max(0, 255 - away * 1.42)))
        self.picture.paste(colour, (left, top), mask)

    def at(self, x: float, y: float) -> Point:
        return x * self.width, y * self.height

    def around(self, x: float, y: float, radius: float) -> tuple[float, float, float, float]:
        (across, down), reach = self.at(x, y), radius * self.width
        return across - reach, down - reach, across + reach, down + reach

    def finished(self) -> Pillow.Image:
        return self.picture.reduce(FINER)
