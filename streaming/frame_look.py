"""How a frame looks, as its address says it; what is unknown or wrong there is passed over."""

import re
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict

MOST_FILMS = 24
THEMES = ("auto", "light", "dark")
LEAST_CONTRAST = 4.5  # of text (WCAG 2.2, 1.4.3)

# The backgrounds that an accent stands on, where its contrast is lowest, and what it is if none is
# chosen; a test holds them and static/css/tokens.css together.
BACKGROUND = {"light": "faf8f4", "dark": "1d1d23"}
ACCENT = {"light": "86213f", "dark": "f0a7b8"}
MAIN = {"light": "86213f", "dark": "f0c274"}

_COLOUR = re.compile("[0-9a-f]{6}")
_SLUG = re.compile("[-a-z0-9_]{1,120}")
_COUNT = re.compile("[1-9][0-9]?", re.ASCII)


@dataclass(frozen=True)
class FrameLook:
    """theme: auto follows the reader's system. language, accent, collection: empty is ours.

    accent: six hexadecimal digits of a colour that can be read in one of the theme's halves.
    """

    theme: str = "auto"
    language: str = ""
    accent: str = ""
    collection: str = ""
    count: int = MOST_FILMS

    @classmethod
    def of(cls, query: QueryDict) -> Self:
        """What a query string asks for, as far as it can be had."""
        theme, language = query.get("theme", ""), query.get("language", "")
        theme = theme if theme in THEMES else "auto"
        accent = query.get("accent", "").removeprefix("#").lower()
        collection, count = query.get("collection", ""), query.get("count", "")
        return cls(
            theme=theme,
            language=language if language in dict(settings.LANGUAGES) else "",
            accent=accent if can_be_read(accent, theme) else "",
            collection=collection if _SLUG.fullmatch(collection) else "",
            count=min(int(count), MOST_FILMS) if _COUNT.fullmatch(count) else MOST_FILMS,
        )

    @property
    def query(self) -> str:
        """The one way to write it, without what is as usual."""
        usual = FrameLook()
        said = vars(self).items()
        return urlencode({name: word for name, word in said if word != getattr(usual, name)})


def can_be_read(accent: str, theme: str = "auto") -> bool:
    """Whether it is a colour with contrast enough by day or by night; by the one the theme is."""
    return bool(_COLOUR.fullmatch(accent)) and any(
        contrast(accent, BACKGROUND[half]) >= LEAST_CONTRAST for half in _halves(theme)
    )


def accent_css(accent: str) -> str:
    """The rules that show an accent wherever it can be read; elsewhere ours stays."""

    def where_read(usual: dict[str, str]) -> str:
        halves = (
            accent if contrast(accent, BACKGROUND[half]) >= LEAST_CONTRAST else usual[half]
            for half in ("light", "dark")
        )
        return ", ".join(f"#{colour}" for colour in halves)

    return (
        f":root {{\n  --color-accent: light-dark({where_read(ACCENT)});\n"
        f"  --color-main: light-dark({where_read(MAIN)});\n}}\n"
    )


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours of six hexadecimal digits. Source: WCAG 2.2."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _halves(theme: str) -> tuple[str, ...]:
    return ("light", "dark") if theme == "auto" else (theme,)
