"""Two people, one film."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalog.models import Film
from tests.factories.admin_form import fields_of, form_on, new_row
from tests.factories.catalog import make_film, make_participation, make_review, make_subject
from tests.factories.streaming import make_licence, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    clients = Client(), Client()
    for client in clients:
        client.force_login(make_staff("catalogue"))
    return clients


def address_of(film):
    return reverse("admin:catalog_film_change", args=[film.pk])


def test_the_second_to_save_sees_what_changed_and_loses_nothing(two):
    first, second = two
    film = make_film(title="Old title")
    review = make_review(film=film, quotation="Old words.")
    address = address_of(film)
    one, other = form_on(first, address), form_on(second, address)
    one |= {"title": "New title", "reviews-0-quotation": "New words."}
    other |= {"synopsis": "Typed for an hour.", "reviews-0-outlet": "Another outlet"}
    new_row(other, "reviews", outlet="Third", quotation="Typed too.", order="9")
    assert first.post(address, one).status_code == 302

    refused = second.post(address, other)

    assert refused.status_code == 200
    for words in ("Old title", "New title", "Old words.", "New words.", "staff-"):
        assert words in str(refused.context["adminform"].form.non_field_errors())
    for words in ("Typed for an hour.", "Another outlet", "Typed too."):
        assert words in refused.text
    film.refresh_from_db()
    assert (film.title, film.synopsis) == ("New title", "")

    assert second.post(address, fields_of(refused)).status_code == 302

    film.refresh_from_db()
    review.refresh_from_db()
    assert (film.title, film.synopsis) == ("New title", "Typed for an hour.")
    assert (review.outlet, review.quotation) == ("Another outlet", "New words.")
    assert film.reviews.count() == 2


def test_a_field_that_both_changed_is_the_second_s_once_saved_again(two):
    first, second = two
    address = address_of(film := make_film(title="Old title"))
    one, other = form_on(first, address), form_on(second, address)
    first.post(address, one | {"title": "Theirs"})

    refused = second.post(address, other | {"title": "Mine"})
    assert second.post(address, fields_of(refused)).status_code == 302

    film.refresh_from_db()
    assert film.title == "Mine"


def test_what_the_first_changed_of_any_kind_is_taken_over(two):
    """A day and its time, a box to tick, codes, a list of rows, a choice, and lines below a row."""
    first, second = two
    kept, added = make_subject(), make_subject()
    film = make_film(published_from=None, countries=["CN"], colour="")
    film.subjects.add(kept)
    row = make_participation("Best Film", film=film, order=0)
    address = address_of(film)
    one, other = form_on(first, address), form_on(second, address)
    changed = {"published_from_0": "2026-03-01", "published_from_1": "12:30", "countries": "CN, CA"}
    changed |= {"directors_unknown": "on", "subjects": [kept.pk, added.pk], "colour": "colour"}
    changed |= {"participations-0-award_lines": "Best Film\nBest Sound"}
    assert first.post(address, one | changed).status_code == 302

    refused = second.post(address, other | {"synopsis": "Typed.", "participations-0-edition": "30"})
    assert second.post(address, fields_of(refused)).status_code == 302

    film, row = Film.objects.get(pk=film.pk), film.participations.get(pk=row.pk)
    assert (film.synopsis, row.edition) == ("Typed.", "30")
    assert film.published_from == datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
    assert (film.countries, film.directors_unknown, film.colour) == (["CN", "CA"], True, "colour")
    assert set(film.subjects.all()) == {kept, added}
    assert {award.text for award in row.awards.all()} == {"Best Film", "Best Sound"}


def test_a_row_that_the_first_removed_and_the_second_left_alone_stays_away(two):
    first, second = two
    film = make_film()
    for order, award in enumerate(["Best Film", "Best Sound"]):
        make_participation(award, film=film, order=order)
    address = address_of(film)
    one, other = form_on(first, address), form_on(second, address)
    new_row(other, "reviews", outlet="Outlet", quotation="Typed.", order="1")
    assert first.post(address, one | {"participations-0-DELETE": "on"}).status_code == 302

    refused = second.post(address, other)
    assert second.post(address, fields_of(refused)).status_code == 302

    assert [row.awards.get().text for row in film.participations.all()] == ["Best Sound"]
    assert film.reviews.get().quotation == "Typed."


def test_a_row_that_the_first_removed_stays_in_the_form_of_the_second(two):
    first, second = two
    film = make_film()
    gone = make_participation("Best Film", film=film, order=0)
    make_participation("Best Sound", film=film, order=1)
    address = address_of(film)
    one, other = form_on(first, address), form_on(second, address)
    assert first.post(address, one | {"participations-0-DELETE": "on"}).status_code == 302
    other |= {"participations-0-award_lines": "Typed anew", "participations-1-edition": "2009"}

    refused = second.post(address, other)

    assert "Best Film" in str(refused.context["adminform"].form.non_field_errors())
    assert "Typed anew" in refused.text
    assert second.post(address, fields_of(refused)).status_code == 302
    rows = {
        (row.festival_id, row.edition, *(award.text for award in row.awards.all()))
        for row in film.participations.all()
    }
    assert (gone.festival_id, "", "Typed anew") in rows
    assert len(rows) == 2


def test_a_licence_granted_meanwhile_is_seen(two):
    film = make_film()
    form = form_on(two[0], address_of(film))
    licence = make_licence(film=film)

    refused = two[0].post(address_of(film), form | {"synopsis": "Typed."})

    assert licence.university.name in str(refused.context["adminform"].form.non_field_errors())


def test_saving_unchanged_is_no_change_to_be_told_of(two):
    film = make_film()
    one, other = (form_on(client, address_of(film)) for client in two)
    Film.objects.get(pk=film.pk).save()  # a row of history that tells of nothing
    two[0].post(address_of(film), one)

    assert two[1].post(address_of(film), other | {"synopsis": "Typed."}).status_code == 302


@pytest.mark.parametrize("seen", ["", "-1", "x", "9" * 30, "²"])
def test_a_form_that_does_not_say_what_it_saw_is_not_saved(two, seen):
    film = make_film()
    form = form_on(two[0], address_of(film)) | {"seen": seen, "synopsis": "Typed."}

    refused = two[0].post(address_of(film), form)

    assert "Save again" in refused.text
    assert two[0].post(address_of(film), fields_of(refused)).status_code == 302


def test_one_save_waits_for_the_other(two):
    """On SQLite the transaction itself is the lock."""
    film = make_film()
    form = form_on(two[0], address_of(film)) | {"synopsis": "Typed."}

    with CaptureQueriesContext(connection) as queries:
        two[0].post(address_of(film), form)

    locks = [query["sql"] for query in queries if "FOR UPDATE" in query["sql"]]
    assert bool(locks) is connection.features.has_select_for_update
