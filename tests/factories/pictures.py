"""Small real pictures, as people hand them in, and what pretends to be one."""

import zlib
from io import BytesIO
from struct import pack
from typing import Any, Literal

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Pillow
from PIL import ImageCms

VELVET = (134, 33, 63)
GPS, ORIENTATION, CAMERA = 0x8825, 0x0112, 0x010F  # tags of EXIF


def bytes_of(
    kind: str = "JPEG", *, size: tuple[int, int] = (60, 90), mode: str = "RGB", **how: Any
) -> bytes:
    """A picture that is velvet above and white below. how: what Pillow takes when it saves."""
    picture = Pillow.new("RGB", size, "white")
    picture.paste(VELVET, (0, 0, size[0], size[1] // 2))
    file = BytesIO()
    picture.convert(mode).save(file, kind, **how)
    return file.getvalue()


def upload(content: bytes, name: str = "poster.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def of_a_phone(*, orientation: int = 1, **how: Any) -> bytes:
    """A JPEG that says where and with what it was taken."""
    exif = Pillow.Exif()
    exif[ORIENTATION], exif[CAMERA] = orientation, "Secret Camera"
    exif.get_ifd(GPS).update({1: "N", 2: (52.0, 31.0, 0.0), 3: "E", 4: (13.0, 24.0, 0.0)})
    return bytes_of("JPEG", exif=exif, comment=b"a secret comment", **how)


def profile(name: Literal["sRGB", "LAB", "XYZ"]) -> bytes:
    """An ICC profile that littlecms makes itself."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile(name)).tobytes()


def bomb(width: int, height: int) -> bytes:
    """A PNG of one bit a pixel whose head declares any size, in a few bytes."""
    rows = zlib.compress(b"\0" * 1000)
    head = pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", rows) + _chunk(b"IEND")


def _chunk(kind: bytes, content: bytes = b"") -> bytes:
    return pack(">I", len(content)) + kind + content + pack(">I", zlib.crc32(kind + content))
