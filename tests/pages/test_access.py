"""Why somebody is let in, or not: the page that says it, of oneself and to staff."""

import pytest

from tests.factories.catalog import make_film
from tests.factories.launches import launch_token, make_launch_key
from tests.factories.streaming import (
    make_licence,
    make_media,
    make_range,
    make_staff,
    make_university,
)

HERE = {"REMOTE_ADDR": "192.0.2.7"}
PAGE = "/access/?film=the-film"
YES, NO = 'data-may-play="true"', 'data-may-play="false"'


@pytest.fixture
def campus(db):
    campus = make_university(slug="campus", name="Campus")
    make_range("192.0.2.0/24", university=campus)
    film = make_film(slug="the-film", title="The Film")
    make_media(film=film)
    make_licence(film=film, university=campus)
    return campus


def said(client, path=PAGE, **more):
    return client.get(path, **more).content.decode()


def test_on_campus_it_names_the_range_and_says_yes(client, campus):
    html = said(client, **HERE)

    assert "192.0.2.7 · in the range 192.0.2.0/24" in html
    assert "Campus, by network address" in html
    assert YES in html


def test_elsewhere_it_says_what_is_missing(client, campus):
    client.cookies["university"] = "campus"

    html = said(client, REMOTE_ADDR="198.51.100.1")

    assert "198.51.100.1 · in no range of a university" in html
    assert "no address of a university, and no sign-on" in html
    assert "A licence runs, and the film is there" in html
    assert NO in html


def test_a_sign_on_is_named_with_its_end(client, campus):
    client.get("/launch/campus/", {"token": launch_token(make_launch_key(university=campus).key)})

    html = said(client)

    assert "Campus, by a signed launch" in html
    assert "until " in html
    assert YES in html


def test_what_a_browser_says_of_its_address_changes_nothing(client, campus):
    html = said(client, REMOTE_ADDR="198.51.100.1", headers={"x-forwarded-for": "192.0.2.7"})

    assert "192.0.2.7" not in html


def test_it_is_kept_nowhere(client, campus):
    response = client.get(PAGE)

    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Request-ID"] in response.content.decode()


@pytest.mark.parametrize("film", ["absent", "\0absent", "x" * 5000, "draft", "<script>"])
def test_a_film_that_is_not_there_is_said_to_be_none(client, campus, film):
    make_film(slug="draft", published_from=None)

    html = client.get("/access/", {"film": film}).content.decode()

    assert "We have no film of this title or at this address." in html
    assert "<script>" not in html.partition("<main")[2]


SUPPOSED = "&university=campus&address=192.0.2.9"


def test_staff_ask_as_their_people_see_it(client, campus):
    client.force_login(make_staff("it", campus))

    html = said(client, PAGE + SUPPOSED, REMOTE_ADDR="198.51.100.1")

    assert "192.0.2.9 · in the range 192.0.2.0/24" in html
    assert YES in html


def test_staff_name_the_university_and_the_film_as_they_know_them(client, campus):
    make_film(slug="another", title="The Film")
    client.force_login(make_staff("it", campus))
    asked = {"university": "CAMPUS", "address": "192.0.2.9"}

    both = client.get("/access/", asked | {"film": "the FILM"}).text
    one = client.get("/access/", asked | {"film": "the-film"}).text

    assert both.count('address=192.0.2.9&amp;film=the-film"') == 2
    assert YES in one


def test_only_one_s_own_universities_are_offered_and_a_single_one_is_filled_in(client, campus):
    make_university(name="The Other")
    client.force_login(make_staff("it", campus))

    html = said(client, "/access/")

    assert 'value="Campus" maxlength="200"' in html
    assert '<option value="Campus"></option></datalist>' in html
    assert "The Other" not in html


def test_staff_ask_for_another_day_and_sign_on(client, campus):
    make_launch_key(university=campus)
    client.force_login(make_staff("librarian", campus))
    away = f"{PAGE}&university=campus&address=203.0.113.9&how=launch"

    assert "Campus, by a signed launch" in said(client, away)
    assert YES in said(client, away)
    assert "The licence begins on" in said(client, f"{away}&on=2019-12-31")


def test_staff_of_another_university_learn_nothing(client, campus):
    client.force_login(make_staff("it", make_university()))

    foreign, unknown = (
        said(client, f"/access/?university={slug}&address=192.0.2.9") for slug in ("Campus", "none")
    )

    assert "192.0.2.0/24" not in foreign
    assert "You have no such university." in foreign
    assert "You have no such university." in unknown


def test_an_address_of_another_university_proves_nothing_and_is_not_told(client, campus):
    make_range("203.0.113.0/24", university=make_university(name="The Other"))
    client.force_login(make_staff("it", campus))

    html = said(client, "/access/?university=campus&address=203.0.113.9")

    assert "203.0.113.9 · in no range of a university" in html
    assert "203.0.113.0/24" not in html
    assert "The Other" not in html


def test_nobody_else_asks_for_others(client, campus):
    html = said(client, PAGE + SUPPOSED, REMOTE_ADDR="198.51.100.1")

    assert "192.0.2" not in html


@pytest.mark.parametrize("bad", ["address=x", "address=192.0.2.9&on=yesterday", "how=x", "on=%00"])
def test_a_slip_in_the_question_is_said_beside_it(client, campus, bad):
    client.force_login(make_staff("it", campus))

    response = client.get(f"/access/?university=campus&{bad}")

    assert response.status_code == 200
    assert "errorlist" in response.content.decode()
