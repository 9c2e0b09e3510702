"""The master: what is kept of a picture that was handed in, and all that is ever shown of it."""

from io import BytesIO
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image as Pillow
from PIL import ImageCms, ImageOps

from catalog.pictures.checking import DAMAGED, opened, validate_picture
from catalog.pictures.names import master_name
from catalog.pictures.tones import tone_of

Size = tuple[int, int]  # width and height, pixels

FAITHFUL = {"quality": 92, "subsampling": 0}


class Master(ContentFile):
    """A picture encoded by ourselves, named by its content. tone: 0 to 15, as `tone_of`."""

    def __init__(self, picture: Pillow.Image) -> None:
        suffix = "png" if picture.mode == "RGBA" else "jpg"
        content = _encoded(picture)
        super().__init__(content, name=master_name(content, suffix))
        self.width, self.height = picture.size
        self.tone = tone_of(picture)


def master_of(file: IO[bytes], *, within: Size) -> Master:
    """Decode what was handed in, and encode it anew.

    The orientation is applied, colours are sRGB, what is larger than `within` is made smaller in
    its ratio, and nothing but the pixels is left: no place, no camera, no comment, no thumbnail.
    Raises ValidationError with the reason for a file that `validate_picture` refuses, or that
    cannot be decoded to its end.
    """
    validate_picture(file)
    with opened(file) as picture:
        try:
            picture.draft("RGB", within)  # a JPEG is decoded at half or quarter size, if that does
            picture.load()
            upright = ImageOps.exif_transpose(_plain(picture))
            upright.thumbnail(within, Pillow.Resampling.LANCZOS)
            pixels = _without_empty_alpha(_in_srgb(upright))
        except Exception as fault:  # whatever a decoder meets in hostile bytes
            raise ValidationError(DAMAGED) from fault
    return Master(pixels)


def _plain(picture: Pillow.Image) -> Pillow.Image:
    """Without palettes and depths that nothing else here knows."""
    if picture.mode.startswith("I"):  # sixteen bits of grey
        return picture.convert("I").point(lambda value: value / 256).convert("L")
    if picture.has_transparency_data:
        return picture.convert("RGBA")
    return picture if picture.mode in {"RGB", "L", "CMYK", "LAB"} else picture.convert("RGB")


def _in_srgb(picture: Pillow.Image) -> Pillow.Image:
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    if profile := picture.info.get("icc_profile"):
        try:
            own = ImageCms.ImageCmsProfile(BytesIO(profile))
            srgb = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(picture, own, srgb, outputMode=mode)
            return converted or picture
        except (ImageCms.PyCMSError, OSError):
            pass  # a profile that cannot be read, or is for other colours, says nothing
    return picture.convert(mode)


def _without_empty_alpha(picture: Pillow.Image) -> Pillow.Image:
    if picture.mode == "RGBA" and picture.getchannel("A").getextrema() == (255, 255):
        return picture.convert("RGB")
    return picture


def _encoded(picture: Pillow.Image) -> bytes:
    file = BytesIO()
    pixels = Pillow.new(picture.mode, picture.size)
    pixels.paste(picture)  # a comment or a profile would otherwise come along
    if picture.mode == "RGBA":
        pixels.save(file, "PNG", optimize=True)
    else:
        pixels.save(file, "JPEG", **FAITHFUL)
    return file.getvalue()
