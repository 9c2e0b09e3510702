"""Colours for what is drawn: one hue in even steps of lightness, and one colour against it.

Steps are even to the eye in OKLCH, and not in HSL. Source: Björn Ottosson, "A perceptual color
space for image processing", 2020, whose matrices these are.
"""

from colorsys import hls_to_rgb
from dataclasses import dataclass, fields
from math import atan2, cos, degrees, radians, sin

Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Palette:
    """From dark to light, an accent, and light in the air; by day from light to dark.

    The accent is warm against a cool hue, cream against a warm one.
    """

    night: Colour
    deep: Colour
    mid: Colour
    soft: Colour
    pale: Colour
    paper: Colour
    accent: Colour
    air: Colour


def palette(hue: float, *, is_day: bool = False) -> Palette:
    """hue: in degrees, as in CSS's hsl(). Shadows lean towards a neighbouring hue, as outdoors."""
    angle = _oklch_angle(hue)
    is_cool = 130 <= angle <= 345
    lean = -24 if angle < 112 else 24 if angle < 175 else 12
    steps = [
        oklch(0.235, 0.05, angle + lean),
        oklch(0.36, 0.09, angle + lean * 0.7),
        oklch(0.54, 0.12, angle + lean * 0.3),
        oklch(0.72, 0.11, angle),
        oklch(0.875, 0.06, angle),
        oklch(0.955, 0.02, 85),
    ]
    if is_day:
        steps = [*reversed(steps), oklch(0.64, 0.17, 38), steps[4]]
    elif is_cool:
        steps += [oklch(0.79, 0.135, 68), oklch(0.79, 0.135, 68)]
    else:
        steps += [oklch(0.925, 0.06, 90), oklch(0.83, 0.115, 62)]
    names = (field.name for field in fields(Palette))
    return Palette(**dict(zip(names, steps, strict=True)))


def between(one: Colour, other: Colour, part: float) -> Colour:
    """The colour so far, 0 to 1, from one to the other."""
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(one, other, strict=True))
    return red, green, blue


def oklch(lightness: float, chroma: float, angle: float) -> Colour:
    a, b = chroma * cos(radians(angle)), chroma * sin(radians(angle))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        _encoded(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
        _encoded(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
        _encoded(-0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short),
    )


def _oklch_angle(hue: float) -> float:
    red, green, blue = (_linear(part) for part in hls_to_rgb(hue / 360, 0.5, 0.9))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return degrees(atan2(b, a)) % 360


def _encoded(linear: float) -> int:
    linear = min(max(linear, 0.0), 1.0)
    part = 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055
    return round(255 * part)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
