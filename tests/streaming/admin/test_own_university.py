"""Staff of one university see and change what is theirs; the rest answers as if it were not."""

import pytest
from django.urls import reverse
from django.utils import timezone

from streaming.models import AddressRange, Licence, LtiApplication, Wording
from tests.factories.admin_form import form_on, new_row
from tests.factories.catalog import make_film, make_participation
from tests.factories.streaming import (
    make_licence,
    make_range,
    make_staff,
    make_university,
)

pytestmark = pytest.mark.django_db
LICENCES = "/admin/streaming/licence/"


@pytest.fixture
def librarian(client, ours):
    user = make_staff("librarian", ours)
    client.force_login(user)
    return user


@pytest.fixture
def it(client, ours):
    user = make_staff("it", ours)
    client.force_login(user)
    return user


def change(thing):
    name = f"admin:{thing._meta.app_label}_{thing._meta.model_name}_change"
    return reverse(name, args=[thing.pk])


def test_a_librarian_sees_the_licences_of_one_university(client, ours, librarian):
    mine, foreign = make_licence(university=ours), make_licence()

    assert list(client.get(LICENCES).context["cl"].result_list) == [mine]
    assert client.get(change(mine)).status_code == 200
    foreign_answer, unknown_answer = (
        client.get(change(foreign)),
        client.get(f"{LICENCES}98765/change/"),
    )
    assert foreign_answer.status_code == unknown_answer.status_code == 302
    assert foreign_answer["Location"] == unknown_answer["Location"]


def test_a_librarian_grants_to_one_university_only(client, ours, librarian):
    film, foreign = make_film(), make_university()
    form = form_on(client, f"{LICENCES}add/")
    assert form["university"] == ours.pk
    form |= {"film": film.pk, "university": foreign.pk}

    refused = client.post(f"{LICENCES}add/", form)
    assert "valid choice" in str(refused.context["errors"])
    assert client.post(f"{LICENCES}add/", form | {"university": ours.pk}).status_code == 302

    assert Licence.objects.get().university == ours


def test_a_librarian_cannot_give_a_licence_away(client, ours, librarian):
    licence, foreign = make_licence(university=ours), make_university()
    form = form_on(client, change(licence)) | {"university": foreign.pk}

    client.post(change(licence), form)

    licence.refresh_from_db()
    assert licence.university == ours


def test_bulk_pages_reach_one_university_only(client, ours, librarian):
    film, foreign = make_film(), make_university()
    theirs = make_licence(university=foreign)
    values = {"films": [film.pk], "starts_on": "2026-01-01", "kind": "trial", "confirm": "yes"}

    refused = client.post(f"{LICENCES}grant/", values | {"universities": [foreign.pk]})
    unknown = client.post(f"{LICENCES}grant/", values | {"universities": [98765]})
    client.post(
        LICENCES,
        {"action": "end_now", "_selected_action": [theirs.pk], "confirm": "yes"},
    )

    errors = [str(page.context["form"].errors["universities"]) for page in (refused, unknown)]
    assert errors[0].replace(str(foreign.pk), "98765") == errors[1]
    theirs.refresh_from_db()
    assert theirs.revoked_at is None
    assert client.post(f"{LICENCES}grant/", values | {"universities": [ours.pk]}).status_code == 302


def test_a_librarian_reads_a_film_with_the_licences_of_one_university(client, ours, librarian):
    film, foreign = make_film(), make_university(name="Elsewhere")
    make_licence(film=film, university=ours)
    make_licence(film=film, university=foreign, order_number="secret")

    page = client.get(change(film))
    history = client.get(reverse("admin:catalog_film_history", args=[film.pk]))

    for response in (page, history):
        assert response.status_code == 200
        assert "Our University" in response.text
        assert "Elsewhere" not in response.text
    assert "secret" not in history.text
    assert client.post(change(film), {"title": "New"}).status_code == 403


def test_completing_by_typing_offers_one_university(client, ours, librarian):
    make_university(name="Their University")
    query = {
        "app_label": "streaming",
        "model_name": "licence",
        "field_name": "university",
        "term": "University",
    }

    found = client.get("/admin/autocomplete/", query).json()["results"]

    assert [result["text"] for result in found] == ["Our University"]


def test_a_librarian_writes_the_wording_and_nothing_else_of_the_university(client, ours, librarian):
    form = form_on(client, change(ours)) | {"name": "Renamed", "ranges-TOTAL_FORMS": "1"}
    new_row(form, "wordings", message="ended", language="EN", text="Ask the desk.")

    assert client.post(change(ours), form).status_code == 302

    ours.refresh_from_db()
    assert ours.name == "Our University"
    assert Wording.objects.get().language == "en"
    assert client.get(change(make_university())).status_code == 302


def test_it_keeps_the_ranges_of_one_university(client, ours, it):
    foreign = make_university()
    form = form_on(client, change(ours))
    new_row(form, "ranges", network="192.0.2.7/24")

    assert client.post(change(ours), form).status_code == 302

    assert AddressRange.objects.get().network == "192.0.2.0/24"
    assert client.get(change(foreign)).status_code == 302
    assert client.get(LICENCES).status_code == 403
    assert client.get(change(make_licence(university=ours))).status_code == 403


def test_the_rows_of_the_university_are_refused_where_the_role_is_missing(client, ours, it):
    make_range("198.51.100.0/24", university=ours)
    form = form_on(client, change(ours))
    form |= {f"wordings-{name}": "1" for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    new_row(form, "wordings", message="ended", language="en", text="Not mine to write.")

    client.post(change(ours), form)

    assert not Wording.objects.exists()


def test_staff_without_a_role_see_an_empty_house(client):
    client.force_login(make_staff())

    assert client.get("/admin/").status_code == 200
    for path in (LICENCES, "/admin/catalog/film/", "/admin/streaming/university/"):
        assert client.get(path).status_code == 403


def test_the_first_page_counts_what_is_one_s_own(client, ours, librarian):
    today = ours.day_at(timezone.now())
    make_licence(university=ours, ends_on=today)
    make_licence(ends_on=today)

    lists = {row.words: row.number for row in client.get("/admin/").context["work_lists"]}

    assert lists["Licences that end within 30 days"] == 1


def test_the_first_page_tells_the_it_what_waits_and_what_may_be_changed(client, ours, it):
    for number, university in enumerate([ours, make_university()]):
        waits = LtiApplication(issuer=f"https://lms-{number}.example", university=university)
        waits.save()

    page = client.get("/admin/")

    [waiting] = page.context["work_lists"]
    assert (waiting.words, waiting.number) == ("Course systems that wait", 1)
    [streaming] = page.context["app_list"]
    [own] = [model for model in streaming["models"] if model["object_name"] == "University"]
    assert not own["view_only"]


def test_a_librarian_reads_what_the_catalogue_says_of_a_film(client, librarian):
    film = make_film()
    make_participation("Best Feature Length Documentary", film=film)

    page = client.get(change(film))

    assert page.status_code == 200
    assert "Best Feature Length Documentary" in page.content.decode()


@pytest.mark.parametrize("lookup", ["licences", "licences__isnull", "licences__order_number"])
def test_films_are_not_narrowed_by_licences_that_are_not_shown(client, ours, librarian, lookup):
    licence = make_licence(order_number="5")

    answer = client.get("/admin/catalog/film/", {lookup: licence.pk})

    assert answer.status_code == 400


def test_a_licence_that_came_from_elsewhere_does_not_tell_what_it_was_there(
    client, ours, librarian
):
    licence = make_licence(university=make_university(name="Elsewhere"), order_number="secret")
    licence.university, licence.order_number = ours, "ours"
    licence.save()

    page = client.get(reverse("admin:streaming_licence_history", args=[licence.pk]))

    assert page.status_code == 200
    assert "Elsewhere" not in page.text
    assert "secret" not in page.text
