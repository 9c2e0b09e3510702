"""Posters of the demo's films, drawn by the library: no film's own picture is used."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image as Pillow


@dataclass(frozen=True)
class Drawing:
    """A drawn picture, as WebP, and its words."""

    kind: str
    webp: bytes
    alternative_text: str
    credit: str = "Film Library"


def drawings_of(films: Iterable[dict[str, Any]]) -> dict[str, list[Drawing]]:
    file = BytesIO()
    Pillow.new("RGB", (480, 720), "#446688").save(file, "WEBP")
    return {
        f["slug"]: [Drawing("poster", file.getvalue(), f"{f['title']}, a drawing.")] for f in films
    }
