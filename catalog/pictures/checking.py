"""What a file must be before anything in it is decoded."""

from typing import IO, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image as Pillow
from PIL import UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 16_000  # pixels
# Five letters or more: what is compressed says fewer than that by chance.
OTHER_TRADES = (b"<script", b"<html", b"<!doctype", b"<iframe", b"<?php", b"%pdf-")

NO_PICTURE = _("This is not a JPEG, PNG, WebP or AVIF picture, whatever its name says.")
DAMAGED = _("The picture is damaged or incomplete: it cannot be read to its end.")


def validate_picture(file: Any) -> None:
    """Refuse by the size in bytes, the real format and the size that the file declares.

    file: anything with `size`, `seek` and `read`. Raises ValidationError with the reason.
    """
    if not file.size:
        raise ValidationError(_("The file is empty."))
    if file.size > MOST_BYTES:
        raise ValidationError(_("The picture is larger than 20 MB."))
    _refuse_two_things_at_once(file)
    with opened(file) as picture:
        _refuse_size(*picture.size)
        if picture.format != "MPO" and getattr(picture, "n_frames", 1) > 1:  # MPO: of a camera
            raise ValidationError(_("The picture moves. Hand in one that stands still."))


def opened(file: IO[bytes]) -> Pillow.Image:
    """The picture with its head read and nothing decoded, if it is one that we take.

    Raises ValidationError for anything else. The name and the declared type are not looked at.
    """
    file.seek(0)
    try:
        return Pillow.open(file, formats=FORMATS)
    except UnidentifiedImageError as none:
        raise ValidationError(NO_PICTURE) from none
    except Pillow.DecompressionBombError as bomb:
        raise ValidationError(_("The picture has more than 50 million pixels.")) from bomb
    except Exception as fault:  # whatever a decoder meets in hostile bytes
        raise ValidationError(DAMAGED) from fault


def _refuse_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise ValidationError(_("The picture has more than 50 million pixels."))
    if max(width, height) > LONGEST_SIDE:
        raise ValidationError(_("The picture is longer than 16,000 pixels on one side."))


def _refuse_two_things_at_once(file: IO[bytes]) -> None:
    """A picture with a page or a program in its comments, or behind its end."""
    file.seek(0)
    content = file.read().lower()
    if any(trade in content for trade in OTHER_TRADES):
        raise ValidationError(
            _("The file is a picture and something else at once. Save the picture anew.")
        )
