"""The steps that a film is offered in, from what its picture is: pure arithmetic.

Source: Apple, HLS Authoring Specification for Apple Devices; ITU-T H.264, annex A (levels).
"""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from streaming.media.facts import Picture

Size = tuple[int, int]

BOXES = {  # what a step fits in, and the most bits a second that it gets when it fills it
    "360p": ((640, 360), 900_000),
    "540p": ((960, 540), 2_000_000),
    "720p": ((1280, 720), 3_500_000),
    "1080p": ((1920, 1080), 6_500_000),
}
SMALLEST_SIDE = 16  # pixels, of what the encoder makes
WORTH_A_STEP = 1.3  # so many times the pixels of the one below
MOST_PICTURES = 60  # a second
SLOWEST, FASTEST = Fraction(1), Fraction(1000)
USUAL = [Fraction(thousands, 1001) for thousands in (24_000, 30_000, 60_000)]
USUAL += [Fraction(whole) for whole in (24, 25, 30, 48, 50, 60)]
NEARLY = 0.002
# Level: most macroblocks of 16 × 16 pixels a second, and in a picture; thousands of bits a second
# in the high profile.
LEVELS = {
    "3.0": (40_500, 1_620, 12_500),
    "3.1": (108_000, 3_600, 17_500),
    "3.2": (216_000, 5_120, 25_000),
    "4.0": (245_760, 8_192, 25_000),
    "4.2": (522_240, 8_704, 62_500),
}


@dataclass(frozen=True)
class Step:
    """One size of the film. most_bits: a second, at any moment of it."""

    name: str
    width: int
    height: int
    most_bits: int
    level: str


def steps_of(picture: Picture) -> list[Step]:
    """From the smallest to the largest, which is never larger than the film; one at least."""
    shown, rate = picture.shown_size, rate_of(picture)
    sizes: dict[str, Size] = {}
    for name, (box, _bits) in BOXES.items():
        size = fitted(shown, box)
        if size in sizes.values():
            break
        sizes[name] = size
    names = list(sizes)
    if len(names) > 1 and _area(sizes[names[-1]]) < WORTH_A_STEP * _area(sizes[names[-2]]):
        del sizes[names[-2]]
    return [_step(name, size, rate) for name, size in sizes.items()]


def middle_of(steps: list[Step]) -> Step:
    """The one that players begin with."""
    return steps[(len(steps) - 1) // 2]


def rate_of(picture: Picture) -> Fraction:
    """Pictures a second: those of the film, or of each second, third … of them where they are many.

    What the film says nothing usable of is shown at 25.
    """
    rate = Fraction(picture.rate)
    if not SLOWEST <= rate <= FASTEST:
        return Fraction(25)
    rate /= ceil(rate / MOST_PICTURES)
    nearest = min(USUAL, key=lambda usual: abs(usual - rate))
    return nearest if abs(nearest - rate) < NEARLY * rate else rate.limit_denominator(1001)


def fitted(size: Size, box: Size) -> Size:
    """The largest even size that has a picture's shape and fits in a box, upright or lying."""
    width, height = size
    within = box if width >= height else box[::-1]
    scale = min(
        Fraction(1), *(Fraction(most, side) for most, side in zip(within, size, strict=True))
    )
    return _even(width * scale), _even(height * scale)


def _even(side: Fraction) -> int:
    return max(SMALLEST_SIDE, int(side) // 2 * 2)


def _area(size: Size) -> int:
    return size[0] * size[1]


def _step(name: str, size: Size, rate: Fraction) -> Step:
    box, most = BOXES[name]
    share = min(1.0, _area(size) / _area(box)) ** 0.75  # smaller pictures need more for each pixel
    bits = round(most * share * (1.5 if rate > 30 else 1))
    return Step(name, *size, bits, _level(size, rate, bits))


def _level(size: Size, rate: Fraction, bits: int) -> str:
    """The lowest that has room for all of it. Source: ITU-T H.264, table A-1."""
    blocks = ceil(size[0] / 16) * ceil(size[1] / 16)
    return next(
        level
        for level, (a_second, in_picture, thousands) in LEVELS.items()
        if blocks * rate <= a_second and blocks <= in_picture and bits <= thousands * 1000
    )
