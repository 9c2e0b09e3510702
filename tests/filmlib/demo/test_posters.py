from io import BytesIO

import pytest
from PIL import Image as Pillow
from PIL import ImageFont

from catalog.models.image import Image
from filmlib.demo import fixtures, lettering, posters

FILMS = {film["slug"]: film for film in fixtures.read("films")}
STYLES = fixtures.read("posters")
MOTIFS = {style["motif"]: slug for slug, style in STYLES.items()}


def test_every_film_has_a_poster_of_its_own_style():
    assert STYLES.keys() == FILMS.keys()
    assert MOTIFS.keys() == posters.LANDSCAPES.keys() | posters.SHAPES.keys()


@pytest.mark.parametrize("slug", MOTIFS.values())
def test_a_poster_is_small_and_says_that_it_is_drawn(slug):
    drawing = posters.poster(FILMS[slug], STYLES[slug])

    picture = Pillow.open(BytesIO(drawing.webp))
    assert (picture.format, picture.size) == ("WEBP", (480, 720))
    assert len(drawing.webp) <= 24 * 1024
    assert FILMS[slug]["title"] in drawing.alternative_text
    assert "a drawing made by the library" in drawing.alternative_text
    assert len(drawing.alternative_text) <= Image._meta.get_field("alternative_text").max_length


def test_a_poster_is_the_same_each_time():
    film = FILMS["drifters"]
    one, other = (posters.poster(film, STYLES["drifters"]) for _time in range(2))

    assert one == other


def test_last_train_home_has_a_still():
    _poster, still = posters.drawings_of([FILMS["last-train-home"]])["last-train-home"]

    assert still.kind == "still"
    assert Pillow.open(BytesIO(still.webp)).size == (1280, 720)
    assert len(still.webp) <= 70 * 1024


def test_without_a_font_of_the_system_titles_lose_their_accents_and_nothing_else(monkeypatch):
    monkeypatch.setattr(lettering, "SERIFS", ("no such font.ttf",))
    font = lettering.serif(31)

    assert isinstance(font, ImageFont.FreeTypeFont)
    assert lettering.in_letters_of(font, "Cléo from 5 to 7") == "Cleo from 5 to 7"


def test_lines_of_a_title_are_of_about_one_length():
    font = lettering.serif(60)
    width = font.getlength("Cléo from 5 to")

    assert lettering.lines_of("Cléo from 5 to 7", font, width) == ["Cléo from", "5 to 7"]
