"""Motifs that fill the lower part of a poster and leave its sky for the title."""

from math import pi, sin

from filmlib.demo.palette import between
from filmlib.demo.sheet import Point, Sheet


def horizon(sheet: Sheet) -> str:
    """Ridges, one behind the other, under a low disc."""
    tones, chance = sheet.tones, sheet.chance
    x, y = chance.uniform(0.3, 0.72), chance.uniform(0.49, 0.55)
    sheet.glow(x, y, 0.5, tones.air, 0.5)
    sheet.disc(x, y, chance.uniform(0.1, 0.15), tones.accent)
    _ridges(sheet, since=0.58, count=5)
    return "Ridges of hills, one behind the other, under a low sun"


def waves(sheet: Sheet) -> str:
    """Bands of water that grow towards us."""
    tones, chance = sheet.tones, sheet.chance
    sheet.disc(chance.uniform(0.25, 0.75), 0.47, 0.11, tones.accent)
    count, turn = 9, chance.uniform(0, 2 * pi)
    for number in range(count):
        part = number / (count - 1)
        level = 0.47 + 0.47 * part**1.35
        swell, length = 0.006 + 0.022 * part, 2.6 - 1.5 * part
        crest = [
            (x / 60, level + swell * sin(2 * pi * length * x / 60 + turn + 1.9 * number))
            for x in range(61)
        ]
        colour = between(tones.soft, tones.night, part)
        if number % 3 == 1:
            colour = between(colour, tones.pale, 0.28)
        sheet.polygon([*crest, (1, 1), (0, 1)], colour)
    return "Waves in bands, darker and larger towards the shore, under a low sun"


def rails(sheet: Sheet, *, since: float = 0.55) -> str:
    """Rails that run to a point at dusk, with their sleepers and a line of masts."""
    tones = sheet.tones
    eye = 0.5 + sheet.chance.uniform(-0.16, 0.16)
    sheet.glow(eye, since, 0.75, tones.air, 0.75)
    sheet.disc(eye, since - 0.015, 0.075, tones.accent)
    _ridges(sheet, since=since - 0.025, count=1, swell=0.012)
    sheet.ground(between(tones.deep, tones.night, 0.35), tones.night, since=since)
    sheet.glow(eye, since + 0.005, 0.3, tones.air, 0.25)
    _sleepers(sheet, eye, since)
    for side in (-1, 1):
        _rail(sheet, eye, since, middle=0.42 * side)
    _masts(sheet, eye, since)
    return "Rails running to a point on the horizon at dusk, masts beside them"


def road(sheet: Sheet) -> str:
    """A road that winds over hills and away."""
    tones, chance = sheet.tones, sheet.chance
    x = chance.uniform(0.25, 0.75)
    sheet.glow(x, 0.5, 0.45, tones.air, 0.45)
    sheet.disc(x, 0.5, 0.085, tones.accent)
    _ridges(sheet, since=0.52, count=3, swell=0.03)
    _ridges(sheet, since=0.66, count=1, swell=0.012, first=0.8)
    bend, turn = chance.choice([-1, 1]) * 0.2, chance.uniform(0, pi)
    left, right = [], []
    for step in range(81):
        part = step / 80  # 0 far away, 1 at our feet
        y = 0.675 + 0.34 * part**1.5
        middle = 0.5 + bend * sin(3.1 * pi * part**0.72 + turn) * (0.25 + 0.75 * part)
        half = 0.003 + 0.17 * part**1.7
        left.append((middle - half, y))
        right.append((middle + half, y))
    sheet.polygon([*left, *reversed(right)], between(tones.soft, tones.pale, 0.35))
    return "A road winding over hills towards a low sun"


def _ridges(
    sheet: Sheet, *, since: float, count: int, swell: float = 0.04, first: float = 0.0
) -> None:
    """Ridges from `since` to the foot of the sheet, darker as they come nearer."""
    tones, chance = sheet.tones, sheet.chance
    for number in range(count):
        part = first + (1 - first) * number / count
        level = since + (0.96 - since) * number / count
        waves = [(chance.uniform(0.5, 1.2), chance.uniform(0, 2 * pi), 1.0)]
        waves.append((chance.uniform(1.6, 2.8), chance.uniform(0, 2 * pi), 0.4))
        ridge = [
            (x / 60, level - swell * sum(h * sin(2 * pi * f * x / 60 + t) for f, t, h in waves))
            for x in range(61)
        ]
        colour = between(tones.mid, tones.night, min(1.0, 0.12 + part * 1.1))
        sheet.polygon([*ridge, (1, 1), (0, 1)], colour)


def _sleepers(sheet: Sheet, eye: float, since: float) -> None:
    tones, y, step = sheet.tones, 0.006, 0.0055
    while since + y < 1.05:
        near = y / (1 - since)
        half = 0.62 * near
        colour = between(tones.deep, tones.mid, 0.15 + 0.35 * near)
        top, bottom = since + y, since + y * 1.07 + 0.001
        sheet.polygon(
            [(eye - half, top), (eye + half, top), (eye + half * 1.05, bottom),
             (eye - half * 1.05, bottom)],
            colour,
        )  # fmt: skip
        y += step
        step *= 1.24


def _rail(sheet: Sheet, eye: float, since: float, *, middle: float) -> None:
    tones = sheet.tones
    foot: list[Point] = [(eye, since), (eye + middle * 1.09, 1.0), (eye + middle * 0.93, 1.0)]
    head: list[Point] = [(eye, since), (eye + middle * 1.03, 1.0), (eye + middle * 0.95, 1.0)]
    sheet.polygon(foot, tones.night)
    sheet.polygon(head, between(tones.pale, tones.accent, 0.4))


def _masts(sheet: Sheet, eye: float, since: float) -> None:
    """A row of masts on the right, each nearer one larger, with their wires."""
    tones, tops = sheet.tones, []
    for near in (0.06, 0.1, 0.17, 0.29, 0.5, 0.88):
        x, foot = eye + 0.62 * near, since + 0.24 * near
        top = foot - 0.42 * near
        sheet.line([(x, foot), (x, top)], tones.night, 0.003 + 0.012 * near)
        sheet.line(
            [(x - 0.1 * near, top + 0.03 * near), (x + 0.03 * near, top + 0.03 * near)],
            tones.night,
            0.002 + 0.008 * near,
        )
        tops.append((x - 0.08 * near, top + 0.03 * near))
    sheet.line(tops, tones.night, 0.002)
