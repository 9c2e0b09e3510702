"""The widths and formats made of a master."""

from io import BytesIO
from random import Random

import pytest
from PIL import Image as Pillow

from catalog.pictures.master import master_of
from catalog.pictures.renditions import (
    AVIF,
    BUDGETS,
    FORMATS,
    JPEG,
    first_rendition,
    renditions_of,
    widths_of,
)
from tests.factories.pictures import VELVET, bytes_of, of_a_phone, upload


def master(content):
    return master_of(upload(content), within=(3200, 3200))


def noise(width, height, *, kind="PNG"):
    """What no encoder can make small."""
    file, pixels = BytesIO(), Random("noise").randbytes(width * height * 3)
    Pillow.frombytes("RGB", (width, height), pixels).save(file, kind)
    return file.getvalue()


def opened(rendition):
    return Pillow.open(BytesIO(rendition.content))


@pytest.mark.parametrize(
    ("width", "is_still", "widths"),
    [
        (2000, False, [320, 480, 640, 960]),
        (2000, True, [320, 480, 640, 960, 1600]),
        (500, False, [320, 480]),
        (320, False, [320]),
        (200, False, [200]),
    ],
)
def test_no_width_is_larger_than_the_master(width, is_still, widths):
    assert widths_of(width, is_still=is_still) == widths


def test_every_width_is_there_in_every_format():
    made = list(renditions_of(master(bytes_of(size=(500, 750))), is_still=False))

    found = {(opened(one).format, opened(one).size) for one in made}
    assert found == {
        (format_.name, size) for format_ in FORMATS for size in ((320, 480), (480, 720))
    }
    assert len({one.ending for one in made}) == 6


def test_a_rendition_is_named_by_its_content():
    one, same = (first_rendition(master(bytes_of(size=(500, 750)))) for _time in range(2))
    other = first_rendition(master(bytes_of(size=(500, 740))))

    assert one == same
    assert one.ending.startswith("480-")
    assert one.ending != other.ending


def test_noise_is_kept_too():
    assert master(noise(900, 900)).width == 900


def test_nothing_but_pixels_is_in_a_rendition():
    for made in renditions_of(master(of_a_phone(size=(400, 600))), is_still=False):
        picture = opened(made)
        assert not picture.getexif()
        assert not {"exif", "icc_profile", "comment", "xmp"} & picture.info.keys()


def test_what_can_be_seen_through_stands_on_white():
    file = BytesIO()
    Pillow.new("RGBA", (400, 600), (*VELVET, 0)).save(file, "PNG")

    for made in renditions_of(master(file.getvalue()), is_still=False):
        assert opened(made).convert("RGB").getpixel((9, 9)) == (255, 255, 255)


def test_quality_goes_down_until_the_budget_holds_and_not_below_the_last():
    rough = next(renditions_of(master(noise(320, 480)), is_still=False))
    smooth = next(renditions_of(master(bytes_of(size=(320, 480))), is_still=False))

    floor, best = (BytesIO() for _which in range(2))
    sheet = Pillow.open(master(noise(320, 480)))
    sheet.save(floor, "AVIF", quality=AVIF.qualities[-1], **AVIF.options)
    sheet.save(best, "AVIF", quality=AVIF.qualities[0], **AVIF.options)
    assert len(rough.content) <= len(floor.getvalue()) * 1.02 < len(best.getvalue())
    assert len(smooth.content) <= BUDGETS[320]


def test_the_first_rendition_is_a_jpeg_no_wider_than_the_master():
    made = first_rendition(master(bytes_of(size=(100, 150))))

    assert (opened(made).format, opened(made).size) == (JPEG.name, (100, 150))
