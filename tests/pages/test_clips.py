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


# --- a list that is played ----------------------------------------------------------------------


PLAY = "/clips/play/?title=Week+3&clip=the-film,761,785,The+station&clip=other,1,9,&clip=last,5,6,Z"


@pytest.fixture
def last(film, campus):
    last = make_film(slug="last", title="The Last Film", runtime_seconds=600)
    make_media(film=last)
    make_licence(film=last, university=campus.university)
    return last


def playing(text):
    """The stretches that a player is given, and the way on from there."""
    sources = re.findall(r'<source src="/play/[^"#]+#t=([\d,]+)"', text)
    return sources, re.findall(r'href="([^"]*)" data-after', text)


def test_a_list_leads_to_where_it_is_played(client, film, other, last):
    assert f'href="{PLAY}"' in text_of(client.get(PLAY.replace("play/", ""), **HERE))


def test_the_first_clip_plays_and_what_cannot_be_watched_is_skipped_with_words(
    client, film, other, last
):
    first = text_of(client.get(PLAY, **HERE))
    assert playing(first) == (["761,785"], [f"{PLAY}&number=3"])
    assert "Clip 1 of 3" in first
    assert "is skipped" not in first

    second = text_of(client.get(f"{PLAY}&number=3", **HERE))
    assert playing(second) == (["5,6"], [])
    assert "1 clip before this one is skipped, since you cannot watch it now." in second
    assert "Not available at Campus now" in second


def test_a_clip_that_is_asked_for_and_cannot_be_watched_gives_its_turn_away(
    client, film, other, last
):
    text = text_of(client.get(f"{PLAY}&number=2", **HERE))

    assert playing(text) == (["5,6"], [])
    assert "is skipped" in text


@pytest.mark.parametrize("status", ["ended", "withdrawn", "unpublished"])
def test_a_right_that_ends_takes_its_clip_out_of_the_turn(client, film, other, last, status):
    yesterday = timezone.now() - timedelta(days=2)
    if status == "ended":
        film.licences.update(starts_on=yesterday.date(), ends_on=yesterday.date())
    elif status == "withdrawn":
        film.media.withdrawn_at = yesterday
        film.media.save()
    else:
        film.published_from = None
        film.save()

    assert playing(text_of(client.get(PLAY, **HERE))) == (["5,6"], [])


def test_who_may_watch_none_is_told_so_and_gets_no_player(client, film, other, last):
    text = text_of(client.get(PLAY))

    assert "/play/2" not in text
    assert "<video" not in text
    assert "None of the clips from here on can be watched now." in text
    assert "Choose your university" in text


def test_who_has_to_sign_in_comes_back_to_the_list(client, film, other, last):
    client.cookies["university"] = "campus"
    text = text_of(client.get(PLAY))

    assert "<video" not in text
    assert "Sign in with Campus to watch" in text
    assert "/u/campus/sign-in/?next=%2Fclips%2Fplay%2F%3Ftitle%3DWeek%2B3" in text


@pytest.mark.parametrize("number", ["0", "-1", "x", "٣", "9" * 5000, "1.5", ""])
def test_any_number_that_is_none_begins_at_the_beginning(client, film, other, last, number):
    text = text_of(client.get(f"{PLAY}&number={number}", **HERE))

    assert playing(text)[0] == ["761,785"]


def test_beyond_the_last_clip_nothing_plays(client, film, other, last):
    response = client.get(f"{PLAY}&number=4", **HERE)

    assert response.status_code == 200
    assert "None of the clips from here on" in text_of(response)
    assert "<video" not in text_of(response)


def test_an_empty_list_leads_back_to_where_one_is_made(client, db):
    assert client.get("/clips/play/?title=a&clip=nothing").url == "/clips/?title=a"


def test_playing_a_list_costs_the_same_for_two_clips_and_for_forty(query_cost, film, campus):
    entries = ["clip=the-film,1,9,"]
    for number in range(40):
        make_licence(film=make_film(slug=f"film-{number}"), university=campus.university)
        entries.append(f"clip=film-{number},1,9,a")
    query_cost("/clips/play/?clip=the-film,1,9,", **HERE)
    two = query_cost(f"/clips/play/?{'&'.join(entries[:2])}", **HERE)

    assert query_cost(f"/clips/play/?{'&'.join(entries)}", **HERE) == two <= 10
