"""Undoing what was done to many licences at once, at the desk."""

import pytest
from django.urls import reverse
from django.utils import timezone

from streaming.bulk_acts import end_all, grant_all, undo
from streaming.models import AuditLine, BulkAct, Licence
from tests.factories.catalog import make_film
from tests.factories.streaming import (
    LONG_AGO,
    make_licence,
    make_media,
    make_staff,
    make_university,
)

pytestmark = pytest.mark.django_db
LICENCES = "/admin/streaming/licence/"
ACTS = "/admin/streaming/bulkact/"
GRANT = f"{LICENCES}grant/"


def way_back(act):
    return reverse("admin:streaming_bulkact_undo", args=[act.pk])


def granted(films, universities, by):
    return grant_all(films, universities, by=by, starts_on=LONG_AGO)


def test_after_a_bulk_grant_the_message_leads_to_its_undoing(client, cataloguer):
    film, university = make_media().film, make_university()
    given = {"films": [film.pk], "universities": [university.pk], "starts_on": "2020-01-01"}
    page = client.post(GRANT, given | {"kind": "trial", "confirm": "yes"}, follow=True)
    link = way_back(BulkAct.objects.get())
    assert f'<a href="{link}">' in page.text

    named = client.get(link)

    rows = [(effect.film, was, then) for effect, was, then in named.context["effects"]]
    assert rows == [(film, "Students can watch now", "No licence")]
    assert Licence.objects.exists()

    done = client.post(link, follow=True)

    assert "as it was before" in done.text
    assert not Licence.objects.exists()


def test_after_a_bulk_end_the_next_request_after_its_undoing_plays_again(client, cataloguer):
    licence = make_licence(film=make_media().film)
    chosen = {"action": "end_now", "_selected_action": [licence.pk], "confirm": "yes"}
    page = client.post(LICENCES, chosen, follow=True)
    act = BulkAct.objects.get()
    assert f'<a href="{way_back(act)}">' in page.text
    answer = f"/u/{licence.university.slug}/films/{licence.film.slug}.json"
    assert client.get(answer).json()["status"] == "ended"

    client.post(way_back(act))

    assert client.get(answer).json()["status"] == "streaming"
    assert AuditLine.objects.filter(who=cataloguer.username, act="grant").exists()


def test_a_licence_s_history_leads_to_the_way_back_until_it_is_taken(client, cataloguer):
    licence = make_licence()
    act = end_all([licence.pk], by=cataloguer, at=timezone.now())
    history = reverse("admin:streaming_licence_history", args=[licence.pk])

    assert way_back(act) in client.get(history).text
    undo(act, by=cataloguer)

    assert way_back(act) not in client.get(history).text


def test_the_audit_trail_and_the_licences_lead_to_all_acts(client, ours):
    client.force_login(make_staff("librarian", ours))

    for page in ("/admin/streaming/auditline/", LICENCES):
        assert f'href="{ACTS}"' in client.get(page).text


def test_what_was_changed_since_is_named_and_stays(client, cataloguer):
    films = [make_film(title="Left Alone"), make_film(title="Touched Since")]
    act = granted(films, [make_university()], cataloguer)
    Licence.objects.filter(film=films[1]).get().delete()

    named = client.get(way_back(act)).text
    done = client.post(way_back(act), follow=True)

    assert "Touched Since" in named.split("changed since")[1]
    assert any("Touched Since" in str(message) for message in done.context["messages"])
    assert not Licence.objects.exists()


def test_a_second_undoing_is_refused_in_words(client, cataloguer):
    act = end_all([make_licence().pk], by=cataloguer, at=timezone.now())
    client.post(way_back(act))

    page = client.post(way_back(act), follow=True)

    assert "undone already" in page.text
    assert 'value="Undo"' not in client.get(way_back(act)).text


def test_looking_at_the_page_undoes_nothing(client, cataloguer):
    act = end_all([make_licence().pk], by=cataloguer, at=timezone.now())

    client.get(way_back(act))

    assert BulkAct.objects.get().undone_at is None


@pytest.mark.parametrize("role", ["librarian", "it", "owner"])
def test_an_act_that_touched_another_university_is_not_there(client, cataloguer, ours, role):
    theirs = make_university()
    act = granted([make_film()], [ours, theirs], cataloguer)
    client.force_login(make_staff(role, ours))

    answers = [client.get(way_back(act)), client.post(way_back(act))]

    assert {answer.status_code for answer in answers} <= {302, 403, 404}
    assert Licence.objects.count() == 2
    assert way_back(act) not in client.get(ACTS).text


@pytest.mark.parametrize(("role", "may"), [("librarian", True), ("it", False)])
def test_an_act_on_one_s_own_university_is_undone_by_who_may_change_licences(
    client, cataloguer, ours, role, may
):
    act = granted([make_film()], [ours], cataloguer)
    client.force_login(make_staff(role, ours))

    client.post(way_back(act))

    assert Licence.objects.exists() is not may


@pytest.mark.parametrize("key", ["0", "x", "99999999999999999999999", "1%00"])
def test_whatever_is_asked_for_gets_an_answer(client, cataloguer, key):
    assert client.post(f"{ACTS}{key}/undo/").status_code in {302, 404}


def test_the_pages_cost_the_same_for_few_licences_and_for_many(client, cataloguer, query_cost):
    few, many = (
        granted([make_media().film for _ in range(number)], [make_university()], cataloguer)
        for number in (2, 20)
    )
    query_cost(way_back(few))
    acts = query_cost(ACTS)
    for _ in range(10):
        granted([make_film()], [make_university()], cataloguer)

    assert query_cost(way_back(few)) == query_cost(way_back(many))
    assert query_cost(ACTS) == acts
