"""The list of films."""

import pytest
from django.urls import reverse

from tests.factories.catalog import (
    make_credit,
    make_film,
    make_image,
    make_person,
    make_subject,
)
from tests.factories.streaming import make_licence, make_media

pytestmark = pytest.mark.django_db
LIST = "/admin/catalog/film/"


def shown(client, **query):
    return set(client.get(LIST, query).context["cl"].result_list)


def test_the_list_says_in_words_whether_students_can_watch(client, cataloguer):
    playable, draft = make_film(), make_film(published_from=None)
    for film in (playable, draft):
        make_media(film=film)
        make_licence(film=film)
    make_licence(film=playable)
    make_film()

    page = client.get(LIST).text

    assert page.count("Yes, at 2 universities") == 1
    assert page.count("No, it is a draft") == 1


def test_the_list_costs_the_same_for_one_film_and_for_a_hundred(client, cataloguer, query_cost):
    def add():
        film = make_film()
        make_credit(film=film)
        make_media(film=film)
        make_licence(film=film)

    add()
    one = query_cost(LIST)
    for _ in range(99):
        add()
    assert query_cost(LIST) == one
    assert one <= 12


def test_films_are_found_by_title_person_and_identifier(client, cataloguer):
    film = make_film(title="Last Train Home", original_title="归途列车")
    make_credit(film=film, person=make_person(name="Lixin Fan"))
    make_film()

    for words in ("train", "归途", "lixin", film.identifier):
        assert shown(client, q=words) == {film}


def test_the_filters_narrow_and_nonsense_does_not_break_them(client, cataloguer):
    migration = make_subject()
    old = make_film(year_from=1958, published_from=None)
    new = make_film(year_from=2009)
    new.subjects.add(migration)
    make_image(film=new)

    assert shown(client, published="no") == {old}
    assert shown(client, published="yes") == {new}
    assert shown(client, poster="no") == {old}
    assert shown(client, poster="yes") == {new}
    assert shown(client, decade="1950") == {old}
    assert shown(client, subject=migration.pk) == {new}
    for name in ("published", "poster", "decade", "subject"):
        assert client.get(LIST, {name: "’; --"}).status_code in {200, 302}


def test_chosen_films_are_taken_to_the_page_that_grants(client, cataloguer):
    film = make_film()

    response = client.post(LIST, {"action": "grant_for_films", "_selected_action": [film.pk]})

    assert response["Location"] == f"{reverse('admin:streaming_licence_grant')}?films={film.pk}"
    assert film.title in client.get(response["Location"]).text
