"""What a picture must be before it is kept, and the name it is kept under."""

import secrets
from pathlib import PurePath
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image as Pillow

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 50_000_000
TONES = 16


def image_path(instance: Any, filename: str) -> str:
    """A name of our own that cannot be guessed; the typed one never reaches the disk."""
    return f"{secrets.token_hex(16)}{PurePath(filename).suffix.lower()}"


def validate_picture(file: Any) -> None:
    """Refuse by the declared size, before anything is decoded."""
    if file.size > MOST_BYTES:
        raise ValidationError(_("The picture is larger than 20 MB."))
    width, height = getattr(file, "width", 0) or 0, getattr(file, "height", 0) or 0
    if width * height > MOST_PIXELS:
        raise ValidationError(_("The picture has more than 50 million pixels."))


def tone_of(file: IO[bytes]) -> int:
    """Which of sixteen colours, 0 to 15, is nearest the picture's average.

    Twelve hues by their angle, then four greys from dark to light for pictures without colour.
    """
    file.seek(0)
    with Pillow.open(file) as picture:
        pixel = picture.convert("RGB").resize((1, 1), Pillow.Resampling.BOX).convert("HSV")
        hue, saturation, value = pixel.tobytes()  # each 0 to 255
    file.seek(0)
    if saturation < 40:
        return 12 + value * 4 // 256
    return hue * 12 // 256


def tone_of_words(title: str) -> int:
    """The colour, 0 to 15, that stands for a film without a poster."""
    return sum(title.encode()) % TONES
