"""Two things made one at the desk, and the list that can part them again."""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.urls import reverse

from catalog.models import Credit, Merge, Person
from tests.factories.catalog import (
    make_credit,
    make_distributor,
    make_festival,
    make_film,
    make_person,
    make_subject,
)
from tests.factories.streaming import make_staff, make_university

LIST = "/admin/catalog/person/"
MERGES = "/admin/catalog/merge/"


@pytest.fixture
def desk(db, client):
    client.force_login(make_staff("catalogue"))
    return client


@pytest.fixture
def two(db):
    kept, other = make_person(name="Lixin Fan"), make_person(name="Fan, Lixin")
    make_credit(film=make_film(title="Last Train Home"), person=other)
    return kept, other


def address_of(one, other):
    kind = one._meta.model_name
    return f"/admin/catalog/{kind}/merge/?of={one.pk}&of={other.pk}"


def test_the_action_leads_to_a_page_that_names_films_and_effect(desk, two):
    chosen = {"action": "merge_two", ACTION_CHECKBOX_NAME: [person.pk for person in two]}

    page = desk.post(LIST, chosen, follow=True)

    assert page.request["QUERY_STRING"] == f"of={two[0].pk}&of={two[1].pk}"
    html = page.content.decode()
    assert "Last Train Home" in html
    assert "Fan, Lixin" in html
    assert Person.objects.count() == 2


def test_the_one_that_was_chosen_stays(desk, two):
    kept, other = two

    answer = desk.post(address_of(kept, other), {"stays": kept.pk}, follow=True)

    assert Person.objects.get() == kept
    assert Credit.objects.get().person == kept
    assert "Merged" in answer.content.decode()


def test_the_list_of_merges_undoes_one(desk, two):
    kept, other = two
    desk.post(address_of(kept, other), {"stays": other.pk})

    chosen = {"action": "undo_chosen", ACTION_CHECKBOX_NAME: [Merge.objects.get().pk]}
    desk.post(MERGES, chosen)

    assert set(Person.objects.all()) == {kept, other}
    assert Merge.objects.get().undone_at


def test_an_undoing_that_cannot_be_is_refused_in_words(desk, two):
    desk.post(address_of(*two), {"stays": two[0].pk})
    Credit.objects.all().delete()

    chosen = {"action": "undo_chosen", ACTION_CHECKBOX_NAME: [Merge.objects.get().pk]}
    page = desk.post(MERGES, chosen, follow=True).content.decode()

    assert "changed since" in page
    assert Person.objects.count() == 1


@pytest.mark.parametrize("number", [1, 3])
def test_another_number_than_two_is_refused(desk, number):
    people = [make_person() for _ in range(number)]
    chosen = {"action": "merge_two", ACTION_CHECKBOX_NAME: [person.pk for person in people]}

    page = desk.post(LIST, chosen, follow=True)

    assert "Choose two" in page.content.decode()


@pytest.mark.parametrize("query", ["", "of=1", "of=x&of=y", "of=1&of=1", "of=99999999999999999999"])
def test_whatever_is_asked_for_gets_an_answer(desk, query):
    answer = desk.get(f"{LIST}merge/?{query}")

    assert answer.status_code == 302


@pytest.mark.parametrize("stays", ["", "x", "0", "99999999999999999999999"])
def test_one_that_is_not_among_the_two_is_refused(desk, two, stays):
    answer = desk.post(address_of(*two), {"stays": stays})

    assert answer.status_code == 200
    assert Person.objects.count() == 2


def test_a_wider_subject_cannot_be_chosen_to_go(desk):
    wide = make_subject(name="Trade")
    narrow = make_subject(name="Wool", parent=wide)
    page = desk.get(address_of(wide, narrow)).content.decode()

    answer = desk.post(address_of(wide, narrow), {"stays": narrow.pk})

    assert "stands below" in page
    assert "stands below" in answer.content.decode()
    assert not Merge.objects.exists()


KINDS = [make_person, make_subject, make_festival, make_distributor]


@pytest.mark.parametrize("make", KINDS)
def test_likely_doubles_are_listed_for_every_kind(desk, make):
    make(name="Seán Example", slug="one")
    thing = make(name="SEAN EXAMPLE", slug="two")
    make(name="Somebody Else")
    kind = thing._meta.model_name

    page = desk.get(reverse(f"admin:catalog_{kind}_doubles")).content.decode()
    merging = desk.get(address_of(thing, type(thing).objects.get(slug="one")))

    assert "SEAN EXAMPLE" in page
    assert "Somebody Else" not in page
    assert merging.status_code == 200


def test_namesakes_told_apart_are_no_doubles(desk):
    make_person(name="Wei Wang", original_name="王维")
    make_person(name="Wei Wang", original_name="王伟")

    page = desk.get(f"{LIST}doubles/").content.decode()

    assert "Wei Wang" not in page


def test_the_list_of_doubles_costs_the_same_for_one_and_for_twenty(desk, query_cost):
    for number in range(2):
        make_person(name="Twice", slug=f"first-{number}")
    one = query_cost(f"{LIST}doubles/")
    for number in range(40):
        make_person(name=f"Twice {number // 2}", slug=f"more-{number}")

    assert query_cost(f"{LIST}doubles/") == one


@pytest.mark.parametrize("role", ["librarian", "it"])
def test_who_may_not_change_people_may_not_merge_them(client, two, role):
    client.force_login(make_staff(role, make_university()))

    statuses = [
        client.get(address_of(*two)).status_code,
        client.post(address_of(*two), {"stays": two[0].pk}).status_code,
        client.get(f"{LIST}doubles/").status_code,
    ]

    assert set(statuses) <= {302, 403}
    assert Person.objects.count() == 2
