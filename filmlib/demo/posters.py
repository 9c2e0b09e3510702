"""Posters of the demo's films, drawn by the library: no film's own picture is used."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image as Pillow

from filmlib.demo import fixtures, landscapes, shapes
from filmlib.demo.lettering import in_letters_of, lines_of, sans, serif, spaced
from filmlib.demo.palette import Palette, between, palette
from filmlib.demo.sheet import FINER, Sheet

POSTER, STILL = (480, 720), (1280, 720)  # pixels
LANDSCAPES: dict[str, Callable[[Sheet], str]] = {
    "horizon": landscapes.horizon,
    "rails": landscapes.rails,
    "road": landscapes.road,
    "waves": landscapes.waves,
}
SHAPES: dict[str, Callable[[Sheet], str]] = {
    "circle": shapes.circle,
    "grid": shapes.grid,
    "leaf": shapes.leaf,
    "stairs": shapes.stairs,
    "sun": shapes.sun,
    "window": shapes.window,
}
MARGIN = 40 * FINER
SIZES = (62, 56, 50, 44, 39, 35)  # of the title, in pixels; the largest that fits is taken
TALLEST = 132  # of the whole title; more would reach the motif


@dataclass(frozen=True)
class Drawing:
    """A drawn picture, as WebP, and its words."""

    kind: str
    webp: bytes
    alternative_text: str
    credit: str = "Film Library"


def drawings_of(films: Iterable[dict[str, Any]]) -> dict[str, list[Drawing]]:
    """The drawings of each film, by its slug: a poster, and stills where there are any."""
    styles = fixtures.read("posters")
    films = list(films)
    with ThreadPoolExecutor(max_workers=2) as pool:  # Pillow works outside Python's lock
        drawn = pool.map(lambda film: _drawings(film, styles[film["slug"]]), films)
        return {film["slug"]: found for film, found in zip(films, drawn, strict=True)}


def _drawings(film: dict[str, Any], style: dict[str, Any]) -> list[Drawing]:
    drawings = [poster(film, style)]
    return [*drawings, still(film, style)] if style.get("still") else drawings


def poster(film: dict[str, Any], style: dict[str, Any]) -> Drawing:
    """A film's poster. style: hue in degrees, motif by name."""
    sheet = Sheet(*POSTER, _tones(style), seed=film["slug"])
    tones, motif = sheet.tones, style["motif"]
    if motif in LANDSCAPES:
        sheet.ground(between(tones.night, tones.deep, 0.7), tones.deep, until=0.24)
        sheet.ground(tones.deep, between(tones.soft, tones.air, 0.4), since=0.24, until=0.62)
        sheet.ground(tones.soft, tones.mid, since=0.62)
        shown = LANDSCAPES[motif](sheet)
        _letter(sheet, film, top=0.075)
    else:
        sheet.ground(tones.night, tones.deep)
        shown = SHAPES[motif](sheet)
        _letter(sheet, film, top=None)
    words = f"{shown}, with the title {film['title']}: a drawing made by the library."
    return Drawing("poster", _webp(sheet.finished(), quality=82), words)


def still(film: dict[str, Any], style: dict[str, Any]) -> Drawing:
    """A wide drawing of rails at dusk, without words in it."""
    sheet = Sheet(*STILL, _tones(style), seed=f"{film['slug']} still")
    tones = sheet.tones
    sheet.ground(tones.night, tones.deep, until=0.25)
    sheet.ground(tones.deep, between(tones.soft, tones.air, 0.4), since=0.25, until=0.6)
    shown = landscapes.rails(sheet, since=0.58)
    words = f"{shown}: a drawing made by the library, not a picture from the film."
    return Drawing("still", _webp(sheet.finished(), quality=80), words)


def _tones(style: dict[str, Any]) -> Palette:
    return palette(style["hue"], is_day=style.get("light") == "day")


def _letter(sheet: Sheet, film: dict[str, Any], *, top: float | None) -> None:
    """Set title, rule, and who made it when: from `top` down, or up from the foot."""
    width = sheet.width - 2 * MARGIN
    size = next((s for s in SIZES if _fits(film["title"], s, width)), SIZES[-1])
    font, leading = serif(size * FINER), round(size * FINER * 1.12)
    lines = lines_of(in_letters_of(font, film["title"]), font, width)
    small = sans(14 * FINER)
    below = 60 * FINER  # from the last line of the title to that of the names
    if top is None:
        baseline = sheet.height - MARGIN - below - leading * (len(lines) - 1)
    else:
        baseline = round(top * sheet.height) + round(size * FINER * 0.75)
    for line in lines:
        sheet.draw.text((MARGIN, baseline), line, font=font, fill=sheet.tones.paper, anchor="ls")
        baseline += leading
    rule = baseline - leading + 28 * FINER
    sheet.draw.rectangle([MARGIN, rule, MARGIN + 44 * FINER, rule + FINER], sheet.tones.accent)
    spaced(
        sheet.draw,
        (MARGIN, baseline - leading + below),
        in_letters_of(small, _names(film, small, width).upper()),
        font=small,
        fill=sheet.tones.pale,
        gap=1.4 * FINER,
    )


def _fits(title: str, size: int, width: float) -> bool:
    font = serif(size * FINER)
    lines = lines_of(title, font, width)
    return len(lines) * size <= TALLEST and all(font.getlength(line) <= width for line in lines)


def _names(film: dict[str, Any], font: Any, width: float) -> str:
    """Directors and year, with fewer names where they are too many for a line."""
    names = [c["name"] for c in film["credits"] if c["role"] == "director"]
    year = _year(film["year"])
    for count in range(len(names), 0, -1):
        words = f"{' & '.join(names[:count])}  {year}"
        if font.getlength(words.upper()) + len(words) * 1.4 * FINER <= width:
            return words
    return year


def _year(year: dict[str, Any]) -> str:
    years = f"{year['from']}–{year['to']}" if "to" in year else str(year["from"])
    return f"c. {years}" if year.get("circa") else years


def _webp(picture: Pillow.Image, *, quality: int) -> bytes:
    file = BytesIO()
    picture.save(file, "WEBP", quality=quality, method=4)
    return file.getvalue()
