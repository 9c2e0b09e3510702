"""The transcript of a film: for whoever may watch it, and nobody else."""

import pytest
from django.core.files.base import ContentFile

from tests.factories.catalog import make_film
from tests.factories.streaming import (
    make_captions,
    make_licence,
    make_media,
    make_range,
    make_university,
)

CAMPUS = {"REMOTE_ADDR": "192.0.2.7"}
ELSEWHERE = {"REMOTE_ADDR": "198.51.100.1"}
PAGE = "/films/the-film/transcript/"
SECRET = "Where is the train?"


def vtt(*lines):
    cues = (f"00:{at:02}.000 --> 00:{at:02}.900\n{line}" for at, line in enumerate(lines, 12))
    return ContentFile("\n\n".join(["WEBVTT", *cues]).encode(), name="captions.vtt")


@pytest.fixture
def film(db):
    film = make_film(slug="the-film", title="The Film")
    media = make_media(film=film)
    make_captions(media=media, file=vtt(f"<v Ana>{SECRET}", "<i>Gone</i>, my train."))
    make_captions(media=media, language="de", file=vtt("Wo ist der Zug?"))
    university = make_range("192.0.2.0/24", university=make_university(slug="campus")).university
    make_licence(film=film, university=university)
    return film


def page(client, path=PAGE, **headers):
    return client.get(path, **(headers or CAMPUS))


def test_each_line_leads_to_its_moment(client, film):
    html = page(client).content.decode()

    assert '<li data-start="12.000" data-end="12.900">' in html
    assert 'href="/films/the-film/streaming/?t=12"' in html
    assert "<b>Ana</b> Where is the train?" in html


def test_another_track_can_be_chosen(client, film):
    assert b"Wo ist der Zug?" in page(client, f"{PAGE}?language=de").content


def test_words_that_are_looked_for_are_marked_and_counted(client, film):
    html = page(client, f"{PAGE}?q=train").content.decode()

    assert html.count("<mark>train</mark>") == 2
    assert '<a href="#found">Found in 2 places</a>' in html
    assert html.count('id="found"') == 1


def test_it_can_be_kept_as_plain_text(client, film):
    response = page(client, "/films/the-film/transcript.txt?language=en")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response.content.decode() == f"0:12\tAna: {SECRET}\n0:13\tGone, my train.\n"


@pytest.mark.parametrize("headers", [CAMPUS, ELSEWHERE], ids=["no licence", "not proven"])
def test_who_may_not_watch_sees_the_answer_and_no_word_of_it(client, film, headers):
    if headers is CAMPUS:
        film.licences.all().delete()
    client.cookies["university"] = "campus"

    html = client.get(f"{PAGE}?q=train", **headers).content.decode()

    assert 'id="streaming"' in html
    assert "Where is" not in html
    text = client.get("/films/the-film/transcript.txt", **headers)
    assert text.status_code == 403
    assert b"Where is" not in text.content


def test_no_answer_is_kept_by_anybody(client, film):
    assert page(client)["Cache-Control"] == "private, no-store"


def test_a_film_without_tracks_says_so(client, film):
    film.media.captions.all().delete()

    assert b"This film has no transcript yet." in page(client).content


def test_a_draft_has_none(client, film):
    film.published_from = None
    film.save()

    assert page(client).status_code == 404


def test_the_search_quotes_lines_for_who_may_watch_the_film(client, film):
    html = client.get("/films/?q=train", **CAMPUS).content.decode()

    assert "Spoken in films you can watch" in html
    assert 'href="/films/the-film/streaming/?t=12"' in html
    assert "Where is the <mark>train</mark>?" in html


def test_the_search_says_nothing_of_them_to_anybody_else(client, film):
    client.cookies["university"] = "campus"

    for path in ("/films/?q=train", "/films/?q=train&view=list", "/films/suggest?q=train"):
        assert b"Where is" not in client.get(path, **ELSEWHERE).content
