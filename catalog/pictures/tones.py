"""Which of sixteen colours stands in a picture's frame before it arrives."""

from PIL import Image as Pillow

TONES = 16


def tone_of(picture: Pillow.Image) -> int:
    """Which of sixteen colours, 0 to 15, is nearest the picture's average.

    Twelve hues by their angle, then four greys from dark to light for pictures without colour.
    """
    pixel = picture.convert("RGB").resize((1, 1), Pillow.Resampling.BOX).convert("HSV")
    hue, saturation, value = pixel.tobytes()  # each 0 to 255
    if saturation < 40:
        return 12 + value * 4 // 256
    return hue * 12 // 256


def tone_of_words(title: str) -> int:
    """The colour, 0 to 15, that stands for a film without a poster."""
    return sum(title.encode()) % TONES
