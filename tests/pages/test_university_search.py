"""A university's own page: what it can stream is searched and narrowed there, and nothing else."""

import re
from html import unescape

import pytest
from django.utils.html import strip_tags

from tests.factories.catalog import make_credit, make_film, make_person, make_subject
from tests.factories.streaming import (
    make_captions,
    make_licence,
    make_media,
    make_range,
    make_university,
)

ON_CAMPUS = {"REMOTE_ADDR": "192.0.2.7"}


@pytest.fixture
def campus(db):
    return make_university(slug="campus", name="Campus")


def make_playable(campus, **values):
    film = make_film(**values)
    make_media(film=film, file="films/a.mp4")
    make_licence(film=film, university=campus)
    return film


@pytest.fixture
def films(campus):
    """Two that can be watched there, and one like them that cannot."""
    migration = make_subject(name="Migration", slug="migration")
    there = make_playable(campus, title="Last Train Home", slug="last-train", year_from=2009)
    other = make_playable(campus, title="Night Mail", slug="night-mail", year_from=1936)
    elsewhere = make_film(title="The Train", slug="the-train", year_from=2001)
    for film in (there, elsewhere):
        film.subjects.add(migration)
    make_credit(film=other, person=make_person(name="Ada Lantern"))
    return there, other, elsewhere


def html_of(client, address, **meta):
    return client.get(address, **meta).content.decode()


def words_of(html):
    return " ".join(unescape(strip_tags(html)).split())


def cards_in(html):
    """The films among the results, without those that leave soon or are new."""
    found = html.partition('class="results"')[2]
    return re.findall(r'class="card-title"><a href="/films/([^/]+)/"', found)


def test_all_films_of_the_university_stand_there_and_no_others(client, films):
    html = html_of(client, "/u/campus/")

    assert cards_in(html) == ["last-train", "night-mail"]
    assert "2 films" in words_of(html)


QUESTIONS = [
    ("q=train", ["last-train"]),
    ("q=lantern", ["night-mail"]),
    ("q=migration", ["last-train"]),
    ("subject=migration", ["last-train"]),
    ("decade=1930s", ["night-mail"]),
    ("decade=1930s&decade=2000s&sort=year", ["last-train", "night-mail"]),
    ("q=train&decade=1930s", []),
    ("availability=not_licensed", ["last-train", "night-mail"]),
]


@pytest.mark.parametrize(("query", "found"), QUESTIONS)
@pytest.mark.parametrize("visitor", [{}, ON_CAMPUS], ids=["unknown", "on campus"])
def test_a_question_is_answered_from_what_the_university_can_stream(
    client, campus, films, query, found, visitor
):
    make_range("192.0.2.0/24", university=campus)

    assert cards_in(html_of(client, f"/u/campus/?{query}", **visitor)) == found


def test_filters_count_what_can_be_watched_there_and_lead_back_there(client, films):
    html = html_of(client, "/u/campus/?q=train")

    assert 'id="filters" class="filters" popover autocomplete="off" action="/u/campus/"' in html
    assert re.findall(r'value="migration"[^<]*> <span[^<]*</span> <span[^>]*>(\d+)<', html) == ["1"]
    assert 'name="availability"' not in html
    assert "Choose your university" not in html.partition('id="filters"')[2]


def test_captions_narrow_there_too(client, films):
    make_captions(media=films[1].media, language="fr")

    assert cards_in(html_of(client, "/u/campus/?captions=fr")) == ["night-mail"]


def test_a_narrowed_page_leads_to_the_whole_catalogue_with_the_same_question(client, films):
    html = html_of(client, "/u/campus/?q=train&decade=2000s")

    assert 'href="/films/?q=train&amp;decade=2000s">Search the whole catalogue instead' in html
    assert "Leaving soon" not in html
    assert '<meta name="robots" content="noindex">' in html


def test_nothing_found_says_so_and_what_to_drop(client, films):
    html = html_of(client, "/u/campus/?q=train&decade=1930s")

    assert "No films for “train” in 1930s." in words_of(html)
    assert 'href="/u/campus/?q=train">1 film without “1930s”' in html
    assert 'href="/u/campus/">Browse all films' in html


def test_a_word_misspelt_is_put_right_where_that_finds_something_there(client, films):
    assert 'href="/u/campus/?q=train"' in html_of(client, "/u/campus/?q=trian")
    assert "Did you mean" not in html_of(client, "/u/campus/?q=nihgt+train")


def test_a_university_without_films_has_nothing_to_search(client, campus):
    make_film(title="Elsewhere")

    html = html_of(client, "/u/campus/?q=elsewhere")

    assert "Campus has no films to stream yet." in words_of(html)
    assert 'id="here"' not in html
    assert 'id="filters"' not in html


def test_pages_keep_the_question(client, campus):
    for number in range(25):
        make_playable(campus, title=f"Lantern {number:02}", slug=f"lantern-{number:02}")

    first = html_of(client, "/u/campus/?q=lantern&sort=title")
    last = html_of(client, "/u/campus/?q=lantern&sort=title&page=2")

    assert 'href="?q=lantern&amp;sort=title&amp;page=2"' in first
    assert cards_in(last) == ["lantern-24"]


def test_every_value_of_a_facet_has_its_page_there(client, films):
    html = html_of(client, "/u/campus/facets/subject/?q=train")

    assert 'href="/u/campus/?q=train&amp;subject=migration"' in html
    assert 'class="choice-count">1<' in html
    assert client.get("/u/campus/facets/person/").status_code == 404
    assert client.get("/u/nowhere/facets/subject/").status_code == 404
