"""The calendar of weeks."""

from datetime import date

import pytest
import time_machine

from catalog.models import Week
from tests.factories.admin_form import form_on, new_row
from tests.factories.catalog import make_film, make_subject, make_week

pytestmark = pytest.mark.django_db
LIST = "/admin/catalog/week/"


@time_machine.travel("2026-11-25T12:00:00Z", tick=False)
def test_the_calendar_shows_the_weeks_around_now_and_what_is_chosen(client, cataloguer):
    make_week(make_film(), make_film(), monday=date(2026, 11, 30), note="By rail")

    response = client.get(LIST)

    calendar = response.context["calendar"]
    assert [calendar[0].key, calendar[4].key, calendar[-1].key] == [
        "2026-W44",
        "2026-W48",
        "2027-W07",
    ]
    assert [week.is_now for week in calendar].index(True) == 4
    assert "2 films" in response.text
    assert "By rail" in response.text
    assert "?monday=2026-11-23" in response.text
    assert "?monday=2026-11-30" not in response.text


def test_a_week_is_made_from_its_monday_with_films_in_order(client, cataloguer):
    films = [make_film(), make_film()]
    form = form_on(client, f"{LIST}add/?monday=2026-11-23")
    assert str(form["monday"]) == "2026-11-23"
    for film in reversed(films):
        new_row(form, "entries", film=film.pk, order="")

    assert client.post(f"{LIST}add/", form).status_code == 302

    week = Week.objects.get()
    assert [entry.film for entry in week.entries.all()] == films[::-1]


def test_a_week_that_begins_on_no_monday_is_refused(client, cataloguer):
    form = form_on(client, f"{LIST}add/") | {"monday": "2026-11-24"}

    assert "Monday" in str(client.post(f"{LIST}add/", form).context["errors"])


def test_the_calendar_costs_the_same_for_one_week_and_for_many(client, cataloguer, query_cost):
    make_week(make_film())
    one = query_cost(LIST)
    for _ in range(20):
        make_week(make_film())
    assert query_cost(LIST) == one


def test_a_subject_does_not_stand_below_itself(client, cataloguer):
    wide = make_subject()
    narrow = make_subject(parent=wide)
    address = f"/admin/catalog/subject/{wide.pk}/change/"

    for parent in (wide, narrow):
        form = form_on(client, address) | {"parent": parent.pk}
        assert "itself" in str(client.post(address, form).context["errors"])
    form = form_on(client, address) | {"parent": make_subject().pk}
    assert client.post(address, form).status_code == 302
