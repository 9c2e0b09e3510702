"""What films have in common: a page for each, as long as one of its films is published."""

import pytest
from django.urls import reverse

from catalog.models import Film
from catalog.things.kinds import KINDS
from tests.factories.catalog import (
    make_collection,
    make_credit,
    make_distributor,
    make_film,
    make_participation,
    make_subject,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def film():
    """A film that has something of every kind."""
    film = make_film(slug="the-film", title="The Film", year_from=2009, countries=["CA", "YU"])
    make_credit(film=film)
    make_participation("An award", film=film)
    film.subjects.add(make_subject())
    film.collections.add(make_collection())
    film.distributors.add(make_distributor())
    return film


def address_of(film, kind):
    """The page of what the film has of that kind."""
    things = {
        "person": lambda: film.credits.get().person.slug,
        "subject": lambda: film.subjects.get().slug,
        "festival": lambda: film.participations.get().festival.slug,
        "collection": lambda: film.collections.get().slug,
        "distributor": lambda: film.distributors.get().slug,
        "year": lambda: "2009",
        "country": lambda: "YU",
    }
    return reverse(f"catalog:{kind.name}_detail", args=[things[kind.name]()])


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_thing_of_a_published_film_has_a_page_that_shows_it(client, film, kind):
    page = client.get(address_of(film, kind))

    assert page.status_code == 200
    assert "The Film" in page.content.decode()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_thing_without_a_published_film_is_like_one_that_is_not(client, film, kind):
    there = client.get(address_of(film, kind))
    Film.objects.update(published_from=None)
    gone = client.get(address_of(film, kind))

    assert (there.status_code, gone.status_code) == (200, 404)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_list_names_the_things_that_have_a_published_film(client, film, kind):
    address = reverse(f"catalog:{kind.name}_list")
    listed = client.get(address).content.decode()
    Film.objects.update(published_from=None)

    assert address_of(film, kind) in listed
    assert address_of(film, kind) not in client.get(address).content.decode()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_films_page_leads_to_everything_that_it_shares_with_others(client, film, kind):
    page = client.get(film.get_absolute_url()).content.decode()

    assert f'href="{address_of(film, kind)}"' in page


def test_a_person_who_moves_is_linked_at_the_new_address_on_the_next_request(client, film):
    client.get(film.get_absolute_url())

    person = film.credits.get().person
    type(person).objects.filter(pk=person.pk).update(slug="moved")

    assert 'href="/people/moved/"' in client.get(film.get_absolute_url()).content.decode()
