"""What a university's list holds, whatever its films are called."""

import csv
import io
from xml.etree import ElementTree

import pytest

from tests.factories.catalog import make_credit, make_film, make_person
from tests.factories.streaming import make_licence, make_media, make_university

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def campus(db):
    return make_university(slug="campus")


def make_playable(university, **values):
    film = make_film(**values)
    make_media(film=film)
    make_licence(film=film, university=university)
    return film


def rows(client):
    text = client.get("/u/campus/films.csv").content.decode()
    return list(csv.DictReader(io.StringIO(text)))


def test_films_stand_in_the_order_of_their_titles(client, campus):
    for title in ("Zoo", "The Ant", "Émile", "bee"):
        make_playable(campus, title=title)

    films = client.get("/u/campus/films.json").json()["films"]

    assert [film["title"] for film in films] == ["The Ant", "bee", "Émile", "Zoo"]
    assert [row["title"] for row in rows(client)] == ["The Ant", "bee", "Émile", "Zoo"]


def test_directors_are_one_each_even_with_a_comma_in_their_name(client, campus):
    film = make_playable(campus)
    for order, name in enumerate(["Martin Luther King, Jr.", "Lixin Fan"]):
        make_credit(film=film, person=make_person(name=name), order=order)

    [found] = client.get("/u/campus/films.json").json()["films"]

    assert found["directors"] == ["Martin Luther King, Jr.", "Lixin Fan"]
    assert rows(client)[0]["directors"] == "Martin Luther King, Jr.; Lixin Fan"


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"])
def test_no_cell_of_the_table_is_a_formula(client, campus, title):
    make_playable(campus, title=title)

    assert rows(client)[0]["title"] == f"'{title}"


@pytest.mark.parametrize(
    "title",
    [
        *(
            "a, b; \"c\" 'd'",
            "line\nbreak",
            "<b>&amp;</b>",
            "]]>",
            "归途列车",
            "\u202eright to left",
        ),
        *("\x0bvertical tab", "\x01control", "\ufffe", "\U0001f3ac" * 100),
    ],
)
def test_any_title_leaves_every_list_well_formed(client, campus, title):
    make_playable(campus, title=title)

    assert client.get("/u/campus/films.json").json()["films"][0]["title"] == title
    assert rows(client)[0]["title"] == title
    feed = ElementTree.fromstring(client.get("/u/campus/films.atom").content)
    assert len(feed.findall(f"{ATOM}entry")) == 1
    for path in ("/u/campus/", "/embed/campus/", "/films/"):
        assert client.get(path).status_code == 200


def test_a_feed_names_each_film_by_its_permanent_identifier(client, campus):
    make_playable(campus, identifier="fl-0001", slug="the-film")

    feed = ElementTree.fromstring(client.get("/u/campus/films.atom").content)

    entry = feed.find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id") == "tag:testserver,2026:fl-0001"
    assert entry.find(f"{ATOM}link").get("href") == "http://testserver/films/the-film/"


def test_a_university_without_films_has_lists_all_the_same(client, campus):
    assert client.get("/u/campus/films.json").json()["films"] == []
    assert rows(client) == []
    feed = ElementTree.fromstring(client.get("/u/campus/films.atom").content)
    assert feed.findall(f"{ATOM}entry") == []


def test_a_page_number_beyond_the_last_shows_the_last(client, campus):
    for number in range(25):
        make_playable(campus, title=f"Title {number:02}", slug=f"film-number-{number:02}")

    last = client.get("/u/campus/?page=999").content.decode()

    assert "/films/film-number-24/" in last
    assert "/films/film-number-01/" not in last
