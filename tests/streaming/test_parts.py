"""What a film's page says to one visitor."""

import pytest

from tests.factories.catalog import make_film
from tests.factories.streaming import make_captions, make_licence, make_media, make_range

HERE = {"REMOTE_ADDR": "192.0.2.7"}
PAGE = "/films/the-film/"


@pytest.fixture
def media(db):
    """Of a film that can be watched on campus."""
    film = make_film(slug="the-film")
    make_licence(film=film, university=make_range("192.0.2.0/24").university)
    return make_media(film=film)


def test_the_panel_says_in_which_languages_the_film_can_be_read(client, media):
    make_captions(media=media, language="fr")
    make_captions(media=media, language="en", kind="subtitles")
    make_captions(media=media, language="en")
    make_captions(media=media, language="de", kind="descriptions")

    assert "<span>Captions: English, French</span>" in client.get(PAGE, **HERE).text
    assert "Captions:" not in client.get(PAGE).text  # to somebody who cannot watch it


def test_captions_that_come_and_go_show_on_the_next_request(client, media):
    assert "Captions:" not in client.get(PAGE, **HERE).text

    captions = make_captions(media=media, language="fr")
    assert "Captions: French" in client.get(PAGE, **HERE).text

    captions.delete()
    assert "Captions:" not in client.get(PAGE, **HERE).text
