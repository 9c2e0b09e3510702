"""A film's citations at their addresses: true types, a moment, and where the film is now."""

import pytest
from django.utils.html import escape

from tests.factories.catalog import make_credit, make_film, make_person

pytestmark = pytest.mark.django_db

TYPES = {
    "ris": "application/x-research-info-systems; charset=utf-8",
    "bib": "application/x-bibtex; charset=utf-8",
    "csl.json": "application/vnd.citationstyles.csl+json",
    "citations.json": "application/json",
}


@pytest.fixture
def film(settings):
    settings.SITE_URL = "https://films.example"
    film = make_film(
        slug="the-film", identifier="fl-1", title="Secrets & <Lies>", year_from=2009,
        runtime_seconds=5100,
    )  # fmt: skip
    make_credit(
        film=film, person=make_person(name="Lixin Fan", family_name="Fan", given_name="Lixin")
    )
    return film


@pytest.mark.parametrize("form", TYPES)
def test_each_form_has_its_own_type_and_one_query_more_than_the_film(client, film, form):
    response = client.get(f"/films/the-film.{form}")

    assert response.status_code == 200
    assert response["Content-Type"] == TYPES[form]
    assert response["X-Robots-Tag"] == "noindex"
    assert "films.example/films/the-film/" in response.content.decode()


@pytest.mark.parametrize("form", TYPES)
def test_a_form_costs_two_queries(query_cost, film, form):
    for _ in range(5):
        make_credit(film=film)

    assert query_cost(f"/films/the-film.{form}") == 2


@pytest.mark.parametrize(("form", "is_saved"), [("ris", True), ("bib", True), ("csl.json", False)])
def test_files_for_reference_managers_are_saved_under_the_films_name(client, film, form, is_saved):
    disposition = client.get(f"/films/the-film.{form}").get("Content-Disposition")

    assert disposition == (f'attachment; filename="the-film.{form}"' if is_saved else None)


def test_every_style_is_said_as_text_and_as_html(client, film):
    said = client.get("/films/the-film.citations.json?t=12:41-13:05").json()

    assert (said["id"], said["title"]) == ("fl-1", "Secrets & <Lies>")
    assert said["url"] == "https://films.example/films/the-film/?t=761,785"
    assert said["moment"] == "12:41–13:05"
    assert [each["name"] for each in said["citations"]] == [
        *("APA 7", "MLA 9", "Chicago 17, notes", "Chicago 17, author-date"),
    ]
    apa, _mla, notes, _dates = said["citations"]
    assert apa["entry"] == {
        "text": f"Fan, L. (Director). (2009). Secrets & <Lies> [Film]. {said['url']}",
        "html": "Fan, L. (Director). (2009). <i>Secrets &amp; &lt;Lies&gt;</i> [Film]."
        f" {said['url']}",
    }
    assert apa["in_text"]["text"] == "(Fan, 2009, 12:41–13:05)"
    assert "at 12:41–13:05" in notes["note"]["text"]


@pytest.mark.parametrize("form", TYPES)
@pytest.mark.parametrize("moment", ["x", "2:00:00", "13:05-12:41", "1%00", "-1"])
def test_what_is_no_moment_of_the_film_is_refused_in_words(client, film, form, moment):
    response = client.get(f"/films/the-film.{form}?t={moment}")

    assert response.status_code == 400
    assert response.json()["error"].endswith(".")


def test_an_empty_moment_is_none(client, film):
    assert client.get("/films/the-film.citations.json?t=").json()["moment"] is None


@pytest.mark.parametrize("form", TYPES)
def test_an_earlier_address_leads_to_the_present_one(client, film, form):
    film.slug = "renamed"
    film.save()

    response = client.get(f"/films/the-film.{form}?t=61")

    assert (response.status_code, response["Location"]) == (301, f"/films/renamed.{form}?t=61")


@pytest.mark.parametrize("path", ["/films/the-film.txt", "/films/.ris", "/films/the-film.ris/"])
def test_other_forms_are_not_there(client, film, path):
    assert client.get(path).status_code == 404


def test_the_films_page_asks_for_a_moment_and_the_citations_name_it(client, film):
    asked = client.get("/films/the-film/").text
    page = client.get("/films/the-film/cite/", {"t": " 12:41-13:05 "}).text

    assert 'action="/films/the-film/cite/"' in asked
    assert "(Fan, 2009, 12:41–13:05)" in page
    assert "https://films.example/films/the-film/?t=761,785" in page
    assert 'href="/films/the-film.ris?t=761,785"' in page
    assert 'value="12:41–13:05"' in page


@pytest.mark.parametrize("typed", ["soon", "13:05-12:41", "9:00:00", "<i>"])
def test_what_is_no_moment_is_told_beside_the_field_and_kept(client, film, typed):
    response = client.get("/films/the-film/cite/", {"t": typed})

    assert response.status_code == 400
    assert f'value="{escape(typed)}"' in response.text
    assert 'aria-describedby="moment-trouble"' in response.text
    assert "APA 7" in response.text


def test_the_page_of_citations_costs_the_same_for_one_credit_and_for_six(query_cost, film):
    query_cost("/films/the-film/cite/")  # makes what all pages share
    one = query_cost("/films/the-film/cite/")
    for _ in range(5):
        make_credit(film=film)

    assert query_cost("/films/the-film/cite/") == one


def test_the_page_of_citations_follows_the_film(client, film):
    film.slug = "moved"
    film.save()

    response = client.get("/films/the-film/cite/?t=12:41")

    assert response["Location"] == "/films/moved/cite/?t=12:41"
