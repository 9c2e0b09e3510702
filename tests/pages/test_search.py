"""The page of films that answers a question: what it says, and what it tells robots."""

import re
from html import unescape

import pytest

from tests.factories.catalog import make_credit, make_film, make_person, make_subject
from tests.factories.streaming import make_range, make_university

pytestmark = pytest.mark.django_db


@pytest.fixture
def film():
    film = make_film(
        title="Last Train Home",
        year_from=2009,
        countries=["CA", "CN"],
        runtime_seconds=5_100,
        synopsis="Every spring, workers <travel> home. The train is late.",
    )
    make_credit(film=film, person=make_person(name="Lixin Fan"))
    film.subjects.add(make_subject(name="Migration", slug="migration"))
    make_film(title="Night Mail", year_from=1936)
    return film


def html_of(client, address, **meta):
    response = client.get(address, **meta)
    assert response.status_code == 200
    return response.content.decode()


def words_of(html):
    return " ".join(unescape(re.sub("<[^>]*>", "", html)).split())


def test_what_was_asked_for_is_marked_in_title_name_and_text(client, film):
    html = html_of(client, "/films/?q=train+fan")

    assert "1 film for “train fan”" in words_of(html)
    assert "Last <mark>Train</mark> Home" in html
    assert "Lixin <mark>Fan</mark>" in html
    assert "&lt;travel&gt; home. The <mark>train</mark> is late." in html


def test_a_list_says_more_of_each_film_than_a_wall(client, film):
    wall, rows = html_of(client, "/films/"), html_of(client, "/films/?view=list")

    for more in ("1 h 25 min", "Canada, China", "Every spring, workers"):
        assert more not in wall
        assert more in rows


@pytest.mark.parametrize(
    ("address", "canonical", "is_indexed"),
    [
        ("/films/", "/films/", True),
        ("/films/?sort=year&view=list&unknown=1", "/films/", True),
        ("/films/?q=train&sort=title", "/films/?q=train", False),
        ("/films/?decade=2000s&subject=migration", "/films/?subject=migration&decade=2000s", False),
        ("/films/?subject=migration&page=9", "/films/?subject=migration", False),
    ],
)
def test_robots_are_told_one_address_and_index_no_search(
    client, film, settings, address, canonical, is_indexed
):
    html = html_of(client, address)

    links = re.findall('<link rel="canonical" href="([^"]*)">', html)
    assert [unescape(link) for link in links] == [f"{settings.SITE_URL}{canonical}"]
    assert ('<meta name="robots" content="noindex">' not in html) is is_indexed


def test_few_films_lead_to_what_was_meant_if_that_finds_more(client, film):
    assert 'href="/films/?q=train"' in html_of(client, "/films/?q=trian")
    assert "Did you mean" not in html_of(client, "/films/?q=train")


def test_nothing_found_says_what_to_drop_and_what_that_gives(client, film):
    html = html_of(client, "/films/?q=train&subject=migration&decade=1930s")

    assert "No films for “train” in Migration, 1930s." in words_of(html)
    assert "1 film without “1930s”" in words_of(html)
    assert "without “Migration”" not in words_of(html)
    assert 'href="/films/?q=train&amp;subject=migration"' in html


def test_who_finds_nothing_can_write_to_their_library(client, film):
    campus = make_university(slug="campus", library_contact="films@example.edu")
    make_range("192.0.2.0/24", university=campus)

    html = html_of(client, "/films/?q=zz+%26+zz", REMOTE_ADDR="192.0.2.7")

    assert 'href="mailto:films@example.edu?subject=A%20film' in html
    assert "zz%20%26amp" not in html


def test_every_value_of_a_facet_has_a_page_that_can_be_searched(client, film):
    for number in range(30):
        film.subjects.add(make_subject(name=f"Matter {number}", slug=f"matter-{number}"))

    every = html_of(client, "/films/facets/subject/?q=train")
    found = html_of(client, "/films/facets/subject/?q=train&find=TTER+29")

    assert every.count("matter-") == 30
    assert re.findall(r"matter-\d+", found) == ["matter-29"]
    assert 'href="/films/?q=train&amp;subject=matter-29"' in found
    assert client.get("/films/facets/person/").status_code == 404
    assert client.get("/films/facets/nothing/").status_code == 404
