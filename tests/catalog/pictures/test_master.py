"""What is kept of a picture: its pixels, upright and in sRGB, and nothing else."""

from io import BytesIO

import pytest
from PIL import Image as Pillow

from catalog.pictures.master import Master, master_of
from tests.factories.pictures import CAMERA, GPS, VELVET, bytes_of, of_a_phone, profile, upload

ANY = (3200, 3200)


def kept(content, *, within=ANY):
    return Pillow.open(BytesIO(master_of(upload(content), within=within).read()))


def alike(pixel, colour, *, by=6):
    return all(abs(one - other) <= by for one, other in zip(pixel, colour, strict=True))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_picture_is_encoded_anew_as_jpeg(kind):
    picture = kept(bytes_of(kind))

    assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (60, 90))
    assert alike(picture.getpixel((30, 10)), VELVET, by=12)


def test_nothing_of_what_a_phone_adds_is_left():
    content = of_a_phone()
    assert b"Secret Camera" in content
    assert Pillow.open(BytesIO(content)).getexif().get_ifd(GPS)

    picture = kept(content)

    assert not picture.getexif()
    assert CAMERA not in picture.getexif()
    assert not {"exif", "icc_profile", "comment", "xmp", "photoshop"} & picture.info.keys()


def test_the_orientation_is_applied():
    picture = kept(of_a_phone(orientation=6))  # turned by a quarter, clockwise

    assert picture.size == (90, 60)
    assert alike(picture.getpixel((80, 30)), VELVET)  # what was above is at the right


def test_colours_of_another_profile_are_brought_to_srgb():
    file = BytesIO()
    Pillow.new("RGB", (60, 90), "red").save(file, "PNG", icc_profile=with_red_and_blue_exchanged())

    assert alike(kept(file.getvalue()).getpixel((5, 5)), (0, 0, 255))


def test_a_profile_that_cannot_be_read_changes_nothing():
    picture = kept(bytes_of("PNG", icc_profile=b"no profile"))

    assert alike(picture.getpixel((30, 10)), VELVET)


def test_a_profile_for_other_colours_changes_nothing():
    picture = kept(bytes_of("PNG", icc_profile=profile("LAB")))

    assert alike(picture.getpixel((30, 10)), VELVET)


@pytest.mark.parametrize("mode", ["L", "CMYK", "1"])
def test_other_kinds_of_colour_come_as_rgb(mode):
    kind = "PNG" if mode == "1" else "JPEG"

    assert kept(bytes_of(kind, mode=mode)).mode == "RGB"


def test_a_grey_of_sixteen_bits_keeps_its_shades():
    file = BytesIO()
    Pillow.new("I;16", (20, 20), 128 * 256).save(file, "PNG")

    assert alike(kept(file.getvalue()).getpixel((5, 5)), (128, 128, 128))


def test_what_can_be_seen_through_stays_so():
    file = BytesIO()
    Pillow.new("RGBA", (40, 20), (*VELVET, 100)).save(file, "PNG")

    picture = kept(file.getvalue())

    assert (picture.format, picture.mode) == ("PNG", "RGBA")
    assert picture.getpixel((5, 5)) == (*VELVET, 100)


def test_an_alpha_that_hides_nothing_is_left_out():
    assert kept(bytes_of("PNG", mode="RGBA")).format == "JPEG"


@pytest.mark.parametrize(
    ("size", "within", "becomes"),
    [
        ((60, 90), (60, 60), (40, 60)),
        ((900, 90), (300, 300), (300, 30)),
        ((60, 90), (3200, 3200), (60, 90)),  # never made larger
    ],
)
def test_what_is_larger_than_needed_is_made_smaller_in_its_ratio(size, within, becomes):
    assert kept(bytes_of(size=size), within=within).size == becomes


def test_equal_pictures_have_names_that_tell_nothing_of_each_other():
    one, other = (master_of(upload(bytes_of()), within=ANY) for _time in range(2))

    assert one.read() == other.read()
    assert one.name != other.name
    assert len(one.name.partition(".")[0]) == 32  # 128 bits


def test_a_master_says_its_size_and_its_colour():
    red = master_of(upload(bytes_of(size=(6, 90))), within=ANY)

    assert isinstance(red, Master)
    assert (red.width, red.height, red.tone) == (6, 90, 11)


def with_red_and_blue_exchanged():
    """A profile that nobody can overlook: where sRGB has its red, it has its blue."""
    content = bytearray(profile("sRGB"))
    red, blue = content.index(b"rXYZ", 128), content.index(b"bXYZ", 128)
    content[red : red + 4], content[blue : blue + 4] = b"bXYZ", b"rXYZ"
    return bytes(content)
