"""A clip's page, a film opened at a clip, and a course's list of clips."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from tests.factories.catalog import make_film
from tests.factories.streaming import make_licence, make_media, make_range, make_university

HERE = {"REMOTE_ADDR": "192.0.2.7"}
PAGE = "/films/the-film/clip/"
WATCH = "/films/the-film/streaming/"
CLIP = "t=761,785&clip=The+station"


@pytest.fixture
def campus(db):
    return make_range("192.0.2.0/24", university=make_university(slug="campus", name="Campus"))


@pytest.fixture
def film(campus, settings):
    """A film that plays on campus, an hour and a half long."""
    settings.SITE_URL = "https://films.example"
    film = make_film(slug="the-film", title="The Film", runtime_seconds=5400)
    make_media(film=film)
    make_licence(film=film, university=campus.university)
    return film


def text_of(response):
    return unescape(response.content.decode())


def test_two_times_and_a_name_give_an_address_a_line_and_citations(client, film):
    asked = {"start": "12:41", "end": "13:05", "clip": "The station"}
    response = client.get(PAGE, asked, **HERE)
    text = text_of(response)

    assert response.status_code == 200
    assert f'<a href="https://films.example{WATCH}?{CLIP}">' in text
    assert f'src="https://films.example/embed/campus/the-film/?{CLIP}"' in unescape(text)
    assert text.count("12:41–13:05") >= 5  # its name, and a mention in each of four styles
    assert 'value="the-film,761,785,The station"' in text
    assert response["X-Robots-Tag"] == "noindex"


def test_the_clips_own_address_fills_the_form(client, film):
    text = text_of(client.get(f"{PAGE}?{CLIP}", **HERE))

    assert 'value="12:41"' in text
    assert 'value="13:05"' in text
    assert 'value="The station"' in text


def test_who_cannot_watch_gets_no_line_for_a_page(client, film):
    text = text_of(client.get(f"{PAGE}?{CLIP}"))

    assert f"https://films.example{WATCH}?{CLIP}" in text
    assert "iframe" not in text


@pytest.mark.parametrize(
    ("start", "end"),
    [("13:05", "12:41"), ("x", "y"), ("", "5"), ("", ""), ("0", "9:00:00"), ("-1", "NaN")],
)
def test_times_that_make_no_clip_are_refused_beside_what_was_typed(client, film, start, end):
    response = client.get(PAGE, {"start": start, "end": end, "clip": "kept"}, **HERE)
    text = text_of(response)

    assert response.status_code == 200
    assert 'role="alert"' in text
    assert 'value="kept"' in text
    assert "clip-address" not in text


def test_a_form_that_nobody_filled_in_yet_refuses_nothing(client, film):
    assert 'role="alert"' not in text_of(client.get(PAGE))


@pytest.mark.parametrize("published", [None, timedelta(days=1)], ids=["draft", "future"])
def test_a_clip_of_a_film_that_is_not_published_is_nowhere(client, film, published):
    film.published_from = published and timezone.now() + published
    film.save()

    assert client.get(f"{PAGE}?{CLIP}", **HERE).status_code == 404
    assert client.get(f"{WATCH}?{CLIP}", **HERE).status_code == 404
    assert "The Film" not in text_of(client.get("/clips/?clip=the-film,1,2,x", **HERE))


def test_a_film_that_moved_takes_its_clips_along(client, film):
    film.slug = "moved"
    film.save()

    assert client.get(f"{PAGE}?{CLIP}").url == f"/films/moved/clip/?{CLIP}"
    assert f"/films/moved/streaming/?{CLIP}" in text_of(
        client.get("/clips/?clip=the-film,761,785,The+station")
    )


@pytest.mark.parametrize("path", [WATCH, "/embed/campus/the-film/"])
def test_a_film_opened_at_a_clip_says_so_and_stops_there_without_script(client, film, path):
    text = text_of(client.get(f"{path}?{CLIP}", **HERE))

    assert re.search(r'<source src="/play/[^"#]+#t=761,785"', text)
    assert "<bdi>The station</bdi>" in text
    assert "12:41–13:05" in text


def test_a_clip_opens_no_door(client, film):
    text = text_of(client.get(f"{WATCH}?{CLIP}"))

    assert "/play/" not in text
    assert "<bdi>The station</bdi>" in text


def test_who_signs_in_comes_back_to_the_clip(client, film):
    client.cookies["university"] = "campus"
    text = text_of(client.get(f"{WATCH}?{CLIP}"))

    assert "next=%2Ffilms%2Fthe-film%2Fstreaming%2F%3Ft%3D761%2C785%26clip%3DThe%2Bstation" in text


def test_a_name_too_long_to_come_back_with_is_left_behind(client, film):
    client.cookies["university"] = "campus"
    text = text_of(client.get(WATCH, {"t": "761,785", "clip": "語" * 120}))

    assert "next=%2Ffilms%2Fthe-film%2Fstreaming%2F%3Ft%3D761%2C785" in text
    assert "E8%25AA" not in text


@pytest.mark.parametrize("path", [WATCH, "/embed/campus/the-film/", PAGE])
def test_a_name_is_text_whatever_it_says(client, film, path):
    asked = {"t": "1,2", "clip": '"><script>alert(1)</script>'}
    html = client.get(path, asked, **HERE).content.decode()

    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_beside_the_player_a_clip_can_be_made_and_in_a_frame_not(client, film):
    assert f'action="{PAGE}"' in text_of(client.get(WATCH, **HERE))
    assert f'action="{PAGE}"' not in text_of(client.get(WATCH))
    assert f'action="{PAGE}"' not in text_of(client.get("/embed/campus/the-film/", **HERE))


# --- lists -------------------------------------------------------------------------------------


LIST = "/clips/?title=Week+3&clip=the-film,761,785,The+station&clip=other,1,9,"


@pytest.fixture
def other(film):
    return make_film(slug="other", title="Another Film")


def test_a_list_names_each_clip_with_its_film_and_how_it_stands(client, film, other):
    response = client.get(LIST, **HERE)
    text = text_of(response)

    assert response["X-Robots-Tag"] == "noindex"
    assert "Week 3" in text
    assert text.index("The station") < text.index("Another Film")
    assert f'href="{WATCH}?{CLIP}"' in text
    assert "Available" in text
    assert "Not available at Campus now" in text
    assert f"https://films.example{LIST}" in text


def test_a_visitor_of_no_university_is_promised_nothing(client, film, other):
    text = text_of(client.get(LIST))

    assert "Available" not in text
    assert "Choose your university" in text


def test_a_clip_of_no_film_and_one_that_is_too_long_stay_in_the_list_with_words(client, film):
    text = text_of(client.get("/clips/?clip=absent,1,9,gone&clip=the-film,1,9999,late", **HERE))

    assert "We have no film at this address." in text
    assert "The film ends before that." in text
    assert "t=1,9999" not in text


def test_a_form_leads_on_to_the_lists_new_address(client, film, other):
    added = client.get(
        "/clips/", {"title": "Week 3", "add": f"https://films.example{WATCH}?{CLIP}"}
    )
    assert added.url == "/clips/?title=Week+3&clip=the-film,761,785,The+station"

    longer = client.get(f"{added.url}&add=other,1,9,")
    assert longer.url == LIST
    assert (
        client.get(f"{LIST}&earlier=2").url
        == "/clips/?title=Week+3&clip=other,1,9,&clip=the-film,761,785,The+station"
    )
    assert client.get(f"{LIST}&remove=1").url == "/clips/?title=Week+3&clip=other,1,9,"
    assert client.get(f"{LIST}&add=&earlier=x&remove=٣").url == LIST


def test_what_is_no_clip_is_not_added_and_nothing_is_lost(client, film, other):
    response = client.get(f"{LIST}&add=https://elsewhere.example/x&remove=1")
    text = text_of(response)

    assert response.status_code == 200
    assert "This is no address of this library." in text
    assert 'value="https://elsewhere.example/x"' in text
    assert "The station" in text


@pytest.mark.parametrize("headers", [{}, HERE], ids=["unknown", "on campus"])
def test_a_list_costs_the_same_for_one_clip_and_for_fifty(query_cost, film, campus, headers):
    entries = ["clip=the-film,1,9,", "clip=absent,1,2,x"]
    for number in range(24):
        make_licence(film=make_film(slug=f"film-{number}"), university=campus.university)
        entries += [f"clip=film-{number},1,9,a", f"clip=film-{number},2,9,b"]
    query_cost("/clips/", **headers)
    one = query_cost(f"/clips/?{entries[0]}", **headers)

    assert query_cost(f"/clips/?{'&'.join(entries)}", **headers) == one <= 6


def test_a_clips_page_costs_six_at_most(query_cost, film):
    query_cost(f"{PAGE}?{CLIP}", **HERE)

    assert query_cost(f"{PAGE}?{CLIP}", **HERE) <= 6
