"""What may not be handed in as a picture, and what it is told."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from PIL import Image as Pillow

from catalog.pictures import checking
from catalog.pictures.master import master_of
from tests.factories.pictures import bomb, bytes_of, of_a_phone, upload

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PAGE = b"<!DOCTYPE html><html><script>alert(1)</script></html>"


def moving(kind):
    file, frames = BytesIO(), [Pillow.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    frames[0].save(file, kind, save_all=True, append_images=frames[1:], duration=100)
    return file.getvalue()


def with_page_in_its_comment():
    return bytes_of("JPEG", comment=PAGE)


def cut(kind):
    content = bytes_of(kind, size=(400, 600), **({"lossless": True} if kind == "WEBP" else {}))
    return content[: len(content) * 6 // 10]


REFUSED = {
    "nothing": (b"", "empty"),
    "SVG": (SVG, "something else"),
    "SVG without a script": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "not a JPEG"),
    "GIF": (bytes_of("GIF"), "not a JPEG"),
    "TIFF": (bytes_of("TIFF"), "not a JPEG"),
    "BMP": (bytes_of("BMP"), "not a JPEG"),
    "text": (b"not a picture at all", "not a JPEG"),
    "a page behind a JPEG's first bytes": (b"\xff\xd8\xff\xe0" + PAGE, "something else"),
    "a JPEG with a page in its comment": (with_page_in_its_comment(), "something else"),
    "a JPEG with a page behind it": (bytes_of() + PAGE, "something else"),
    "a PNG with PHP in a text": (bytes_of("PNG") + b"<?php phpinfo(); ?>", "something else"),
    "a PDF": (b"%PDF-1.7 " + bytes_of(), "something else"),
    "JPEG's first bytes alone": (b"\xff\xd8\xff\xe0", "not a JPEG|damaged"),
    "half a JPEG": (cut("JPEG"), "damaged"),
    "half a PNG": (cut("PNG"), "damaged"),
    "half a WebP": (cut("WEBP"), "damaged|not a JPEG"),
    "half an AVIF": (cut("AVIF"), "damaged|not a JPEG"),
    "sixty megapixels in little": (bomb(10_000, 6_000), "50 million"),
    "more pixels than there are": (bomb(2**31 - 1, 2**31 - 1), "50 million"),
    "a thread": (bomb(16_001, 1), "16,000"),
    "an animated PNG": (moving("PNG"), "moves"),
    "an animated WebP": (moving("WEBP"), "moves"),
    "an animated AVIF": (moving("AVIF"), "moves"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_whole_still_picture_is_refused_with_its_reason(name):
    content, words = REFUSED[name]

    with pytest.raises(ValidationError, match=words):
        master_of(upload(content), within=(3200, 3200))


def test_what_is_too_large_is_refused_by_its_size_alone():
    class Unread:
        size = checking.MOST_BYTES + 1

    with pytest.raises(ValidationError, match="20 MB"):
        checking.validate_picture(Unread())


def test_what_declares_too_much_is_refused_before_anything_is_decoded(monkeypatch):
    monkeypatch.setattr(Pillow.Image, "load", lambda _picture: pytest.fail("decoded"))

    with pytest.raises(ValidationError, match="50 million"):
        master_of(upload(bomb(7_100, 7_100)), within=(3200, 3200))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("name", ["poster.jpg", "poster.txt", "no suffix"])
def test_the_four_formats_are_taken_whatever_the_name_says(kind, name):
    master = master_of(upload(bytes_of(kind), name), within=(3200, 3200))

    assert (master.width, master.height) == (60, 90)


def test_what_a_phone_makes_is_taken():
    assert master_of(upload(of_a_phone()), within=(3200, 3200))
