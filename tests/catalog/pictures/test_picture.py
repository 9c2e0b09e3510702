"""A picture's addresses in a page."""

import pytest

from catalog.pictures.picture import Picture, picture_of

MASTER = f"/images/{'a' * 32}.jpg"
ENDINGS = "320-11111111.avif 320-22222222.webp 320-33333333.jpg 480-44444444.avif 480-55555555.jpg"


def picture(renditions=ENDINGS, **values):
    given = {"words": "Rails", "credit": "", "size": (1000, 1500), "tone": 3}
    return picture_of(MASTER, renditions=renditions, **given | values)


def test_the_browser_chooses_the_format_and_the_width():
    shown = picture()

    assert [source.type for source in shown.sources] == ["image/avif", "image/webp"]
    assert shown.sources[0].srcset == (
        f"/images/{'a' * 32}-320-11111111.avif 320w, /images/{'a' * 32}-480-44444444.avif 480w"
    )
    assert shown.srcset.endswith(f"/images/{'a' * 32}-480-55555555.jpg 480w")


def test_its_address_is_its_widest_jpeg_with_that_one_s_size():
    shown = picture()

    assert shown.url == f"/images/{'a' * 32}-480-55555555.jpg"
    assert (shown.width, shown.height) == (480, 720)


def test_what_is_wider_than_a_page_wants_is_left_out():
    shown = picture(widest=320)

    assert (shown.url, shown.width) == (f"/images/{'a' * 32}-320-33333333.jpg", 320)
    assert "480w" not in shown.sources[0].srcset


def test_until_there_is_a_jpeg_the_master_is_shown():
    shown = picture(renditions="")

    assert (shown.url, shown.width, shown.height) == (MASTER, 1000, 1500)
    assert (shown.sources, shown.srcset) == ([], "")


def test_a_picture_without_a_size_is_shown():
    assert picture(size=(0, 0)).fills_a_poster
    assert picture(size=(0, 0), renditions="").url == MASTER


@pytest.mark.parametrize(
    ("size", "fills"), [((1000, 1500), True), ((1000, 1480), True), ((1000, 1414), False)]
)
def test_no_poster_is_cropped_by_more_than_a_twentieth(size, fills):
    assert Picture("", "", "", *size, 0).fills_a_poster is fills


def test_a_wide_picture_fills_a_still():
    assert Picture("", "", "", 1600, 900, 0).fills_a_still
    assert not Picture("", "", "", 1600, 680, 0).fills_a_still
