"""Motifs that stand alone in the upper part of a poster, above the title."""

from math import cos, pi, sin

from filmlib.demo.palette import between
from filmlib.demo.sheet import Point, Sheet

FLOOR = 0.655  # what stands, stands here; the title begins below


def circle(sheet: Sheet) -> str:
    """Rings about one middle, some of them broken, and a smaller disc before them."""
    tones, chance = sheet.tones, sheet.chance
    x, y = 0.5, 0.36
    count = chance.randint(5, 7)
    for number in range(count):
        radius = 0.4 - 0.052 * number
        start = chance.uniform(0, 360)
        colour = between(tones.mid, tones.pale, number / count)
        sheet.arc(x, y, radius, (start, start + chance.uniform(150, 330)), colour, 0.024)
    turn = chance.uniform(0, 2 * pi)
    sheet.disc(x + 0.375 * cos(turn), y + 0.25 * sin(turn), 0.06, tones.accent)
    return "Broken rings about one middle, a small disc in their path"


def sun(sheet: Sheet) -> str:
    """A large disc cut into bands, thinner and thinner towards its foot."""
    tones, chance = sheet.tones, sheet.chance
    radius = chance.uniform(0.24, 0.36)
    x, y = chance.uniform(radius + 0.08, 0.92 - radius), chance.uniform(0.3, 0.36)
    sheet.glow(x, y, 0.62, tones.air, 0.35)
    sheet.disc(x, y, radius, tones.accent)
    ratio = sheet.width / sheet.height
    count = chance.randint(4, 8)
    for number in range(count):
        top = y + radius * ratio * (-0.1 + 1.16 * number / count)
        height = 0.003 + 0.0026 * number
        row = between(tones.night, tones.deep, top)
        sheet.polygon([(0, top), (1, top), (1, top + height), (0, top + height)], row)
    for number in range(3):
        level = FLOOR - 0.024 + 0.012 * number
        sheet.line(
            [(x - 0.36 + 0.1 * number, level), (x + 0.36 - 0.1 * number, level)], tones.soft, 0.003
        )
    return "A large sun cut into bands, mirrored in still water"


def window(sheet: Sheet) -> str:
    """A lit window in a dark wall, somebody's blind half down, and its light on the floor."""
    tones, chance = sheet.tones, sheet.chance
    left, right, top, bottom = 0.27, 0.73, 0.1, 0.52
    sheet.glow(0.5, 0.31, 0.62, tones.air, 0.3)
    sheet.polygon(_box(left - 0.025, top - 0.017, right + 0.025, bottom + 0.017), tones.night)
    columns, rows = chance.choice([(2, 3), (3, 4), (2, 2)])
    wide, high = (right - left) / columns, (bottom - top) / rows
    for column in range(columns):
        for row in range(rows):
            shade = between(tones.accent, tones.soft, chance.choice([0, 0, 0.25, 0.5, 0.85]))
            x, y = left + column * wide, top + row * high
            sheet.polygon(_box(x + 0.008, y + 0.005, x + wide - 0.008, y + high - 0.005), shade)
    blind = top + high * chance.uniform(0.3, 0.8)
    sheet.polygon(_box(left + 0.008, top + 0.005, right - 0.008, blind), tones.deep)
    slant = chance.choice([-0.16, 0.16])
    light = [(left, 0.6), (right, 0.6), (right + slant, FLOOR), (left + slant, FLOOR)]
    sheet.polygon(light, between(tones.mid, tones.accent, 0.35))
    return "A lit window in a wall, its blind half down, its light on the floor"


def grid(sheet: Sheet) -> str:
    """A front of many small squares, a few of them lit."""
    tones, chance = sheet.tones, sheet.chance
    columns, rows = chance.choice([(7, 9), (8, 10), (6, 8)])
    left, top, right = 0.12, 0.09, 0.88
    wide = (right - left) / columns
    high = (FLOOR - 0.03 - top) / rows
    lit = {(chance.randrange(columns), chance.randrange(rows)) for _number in range(5)}
    for column in range(columns):
        for row in range(rows):
            shade = between(tones.deep, tones.mid, chance.choice([0.1, 0.3, 0.5, 0.75, 1]))
            colour = tones.accent if (column, row) in lit else shade
            x, y = left + column * wide, top + row * high
            sheet.polygon(_box(x, y, x + wide * 0.8, y + high * 0.82), colour)
    return "A grid of small squares, like the windows of a front, a few of them lit"


def stairs(sheet: Sheet) -> str:
    """A flight of steps, its treads in the light, a door at its head."""
    tones, chance = sheet.tones, sheet.chance
    sheet.ground(between(tones.night, tones.deep, 0.45), tones.night, since=FLOOR)
    count = chance.randint(7, 9)
    is_rising_left = chance.random() < 0.5
    wide, high = 0.86 / count, 0.46 / count
    for number in range(count):
        x, y = 0.07 + number * wide, FLOOR - (number + 1) * high
        riser = between(tones.deep, tones.mid, 0.15 + 0.7 * number / count)
        boxes = [(_box(x, y, 1.0, FLOOR), riser), (_box(x, y, 1.0, y + 0.008), tones.pale)]
        for box, colour in boxes:
            sheet.polygon([_mirrored(p) if is_rising_left else p for p in box], colour)
    head = FLOOR - count * high
    door = _box(0.8, head - 0.135, 0.915, head)
    sheet.glow(0.14 if is_rising_left else 0.86, head - 0.07, 0.24, tones.air, 0.6)
    sheet.polygon([_mirrored(p) if is_rising_left else p for p in door], tones.accent)
    return "A flight of steps rising to a bright door"


def leaf(sheet: Sheet) -> str:
    """A twig with its leaves, one of them in another colour."""
    tones, chance = sheet.tones, sheet.chance
    lean = chance.uniform(-0.1, 0.1)
    stem = [(0.5 + lean * sin(step / 20 * pi), FLOOR - step / 20 * 0.5) for step in range(21)]
    sheet.line(stem, tones.soft, 0.009)
    odd = chance.randrange(2, 8)
    for number in range(9):
        x, y = stem[3 + 2 * number] if number < 8 else stem[20]
        side = 0 if number == 8 else (-1) ** number
        length = 0.36 - 0.022 * number
        colour = tones.accent if number == odd else between(tones.mid, tones.soft, number / 9)
        _blade(sheet, x, y, length, pi / 2 - side * (0.95 - 0.04 * number), colour)
    return "A twig with its leaves, one of them in another colour"


def _blade(
    sheet: Sheet, x: float, y: float, length: float, angle: float, colour: tuple[int, int, int]
) -> None:
    """One leaf from its stalk, with the half in shade. angle: anticlockwise from the right."""
    ratio = sheet.width / sheet.height
    halves: list[list[Point]] = [[], []]
    for step in range(25):
        along, across = step / 24, 0.17 * length * sin(pi * (step / 24) ** 0.8)
        for half, side in zip(halves, (-1, 1), strict=True):
            right = length * along * cos(angle) - side * across * sin(angle)
            up = length * along * sin(angle) + side * across * cos(angle)
            half.append((x + right, y - up * ratio))
    tip, base = halves[0][-1], halves[0][0]
    sheet.polygon([*halves[0], *reversed(halves[1])], colour)
    sheet.polygon([base, *halves[0], tip], between(colour, sheet.tones.deep, 0.3))


def _box(left: float, top: float, right: float, bottom: float) -> list[Point]:
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def _mirrored(point: Point) -> Point:
    return 1 - point[0], point[1]
