"""What films have in common: a page for each, as long as one of its films is published."""

import re
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from catalog.models import Film, Subject
from catalog.things import index, people
from catalog.things.kind import Tabled
from catalog.things.kinds import KINDS
from tests.factories.catalog import (
    make_collection,
    make_credit,
    make_distributor,
    make_festival,
    make_film,
    make_participation,
    make_person,
    make_subject,
)
from tests.factories.streaming import make_staff

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


TABLED = [kind for kind in KINDS if isinstance(kind, Tabled)]


def row_of(film, kind):
    return kind.model.objects.get(slug=address_of(film, kind).split("/")[2])


@pytest.mark.parametrize("kind", TABLED, ids=lambda kind: kind.name)
def test_an_earlier_address_leads_to_the_present_one_while_that_is_shown(client, film, kind):
    earlier, row = address_of(film, kind), row_of(film, kind)
    row.slug = "present"
    row.save()

    moved = client.get(earlier)
    Film.objects.update(published_from=None)

    assert (moved.status_code, moved["Location"]) == (301, f"/{kind.path}/present/")
    assert client.get(earlier).status_code == 404


@pytest.mark.parametrize("kind", TABLED, ids=lambda kind: kind.name)
def test_a_form_in_the_admin_leads_to_the_page(client, film, kind):
    client.force_login(make_staff("superuser"))
    row = row_of(film, kind)

    form = client.get(reverse(f"admin:catalog_{kind.name}_change", args=[row.pk]))
    link = form.context["absolute_url"]

    assert client.get(link)["Location"].endswith(address_of(film, kind))


def test_a_subject_counts_the_films_of_narrower_ones_once(client, film):
    subject = film.subjects.get()
    narrower = make_subject(name="Narrower", parent=subject)
    film.subjects.add(narrower)
    make_film(title="Further down").subjects.add(make_subject(parent=narrower))

    page = client.get(subject.get_absolute_url()).content.decode()

    assert "2 films" in page
    assert "Further down" in page
    assert narrower.get_absolute_url() in page
    below = client.get(narrower.get_absolute_url()).content.decode()
    assert f'href="{subject.get_absolute_url()}"' in below


def test_subjects_that_stand_below_each_other_have_pages_all_the_same(client, film):
    subject = film.subjects.get()
    other = make_subject(parent=subject)
    Subject.objects.filter(pk=subject.pk).update(parent=other)

    assert client.get(subject.get_absolute_url()).status_code == 200


def test_a_persons_films_stand_under_each_role(client, film):
    person = film.credits.get().person
    make_credit(film=film, person=person, role="cast")
    make_credit(person=person, role="other", function="Gaffer")

    page = client.get(person.get_absolute_url()).content.decode()

    assert re.findall(r"<h3.*?>(.*?)</h3>", page) == ["Director", "Cast", "Other"]
    assert "2 films" in page
    assert "Gaffer" in page


def test_a_festivals_films_come_by_edition_and_those_that_won_first(client):
    festival = make_festival()
    for title, edition, awards in [
        ("A selected", "2010", []),
        ("B won", "2010", ["Grand Prix"]),
        ("C earlier", "2009", []),
    ]:
        make_participation(*awards, film=make_film(title=title), festival=festival, edition=edition)

    page = client.get(festival.get_absolute_url()).content.decode()

    assert re.findall(r'class="card-title"><a.*?>(.*?)</a>', page) == [
        *("B won", "A selected", "C earlier")
    ]
    assert "Grand Prix" in page


@pytest.mark.parametrize(
    ("sort", "titles"),
    [("", ["A", "B", "C"]), ("newest", ["B", "C", "A"]), ("year", ["C", "A", "B"])],
)
def test_films_are_ordered_as_asked(client, sort, titles):
    collection = make_collection()
    for title, year, day in [("A", 1990, 1), ("B", 1980, 3), ("C", 2000, 2)]:
        moment = datetime(2020, 1, day, tzinfo=UTC)
        film = make_film(title=title, year_from=year, published_from=moment)
        film.collections.add(collection)

    page = client.get(collection.get_absolute_url(), {"sort": sort}).content.decode()

    assert re.findall(r'class="card-title"><a.*?>(.*?)</a>', page) == titles


def test_films_are_paged_by_twenty_four_in_the_order_asked_for(client):
    collection = make_collection()
    for number in range(30):
        make_film(title=f"No. {number:02}").collections.add(collection)

    page = client.get(collection.get_absolute_url(), {"sort": "year", "page": 9}).content.decode()

    assert page.count('class="card"') == 6
    assert 'href="?sort=year"' in page
    assert "No. 29" in page


def test_a_long_list_is_shown_by_letter(client, monkeypatch):
    monkeypatch.setattr(people, "MOST_AT_ONCE", 2)
    monkeypatch.setattr(index, "MOST_AT_ONCE", 2)
    for name, family in [("Éva Adams", "Adams"), ("Zoë Brown", "Brown"), ("范立欣", "")]:
        make_credit(person=make_person(name=name, family_name=family, given_name=""))

    def names(letter):
        html = client.get("/people/", {"letter": letter}).content.decode()
        return re.findall(r'<a href="/people/[^"]+">(.*?)</a>', html)

    assert names("b") == ["Zoë Brown"]
    assert names("other") == ["范立欣"]
    assert names("c") == []
    assert names("") == names("a") == names("nonsense") == ["Éva Adams"]


def test_a_country_that_is_no_more_has_a_page(client, film):
    assert "Yugoslavia" in client.get("/countries/YU/").content.decode()


@pytest.mark.parametrize("path", ["/years/20x9/", "/years/1200/", "/countries/ca/", "/years/٢٠٠٩/"])
def test_what_is_no_year_or_country_is_404(client, film, path):
    assert client.get(path).status_code == 404


def test_a_distributor_s_page_names_its_other_names(client, film):
    company = film.distributors.get()
    company.aliases.create(name="Imaginary Pictures")

    html = client.get(company.get_absolute_url()).content.decode()

    assert "also known as Imaginary Pictures" in html
