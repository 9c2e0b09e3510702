"""Licences, one by one and many at a time."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from streaming.models import Licence
from tests.factories.catalog import make_film
from tests.factories.streaming import make_licence, make_media, make_staff, make_university

pytestmark = pytest.mark.django_db
LIST = "/admin/streaming/licence/"
GRANT = f"{LIST}grant/"


def states(client):
    page = client.get(LIST)
    admin = page.context["cl"].model_admin
    return {licence.pk: admin.state(licence) for licence in page.context["cl"].result_list}


def test_the_list_says_the_state_of_each_licence_in_words(client, cataloguer):
    today = timezone.localdate()
    film = make_media().film
    now = make_licence(film=film)
    later = make_licence(film=film, starts_on=today + timedelta(days=40))
    over = make_licence(film=film, ends_on=date(2020, 2, 1))
    bare = make_licence()
    draft = make_licence(film=make_media(film=make_film(published_from=None)).film)
    taken = make_licence(film=make_media(withdrawn_at=timezone.now()).film)
    abroad = make_licence(film=make_media(territories=["FR"]).film)
    outside = make_licence(film=make_media(rights_until=date(2019, 1, 1)).film)

    said = states(client)

    assert said[now.pk] == "Students can watch now"
    assert said[later.pk].startswith("From ")
    assert said[over.pk] == "Ended on 1 February 2020"
    assert said[bare.pk] == "There is no film file yet"
    assert said[draft.pk] == "As soon as the film is published"
    assert said[taken.pk].startswith("Withdrawn by the rights holder")
    assert said[abroad.pk] == "Not allowed in this country"
    assert said[outside.pk] == "Outside the days that the rights holder allows"


def test_the_list_costs_the_same_for_one_licence_and_for_many(client, cataloguer, query_cost):
    make_licence()
    one = query_cost(LIST)
    for _ in range(30):
        make_licence(film=make_media().film)
    assert query_cost(LIST) == one


def test_the_filters_narrow_and_nonsense_does_not_break_them(client, cataloguer):
    today = timezone.localdate()
    running = make_licence()
    ending = make_licence(ends_on=today + timedelta(days=10))
    later = make_licence(starts_on=today + timedelta(days=40))
    over = make_licence(ends_on=date(2020, 2, 1))
    revoked = make_licence(revoked_at=timezone.now())

    def shown(**query):
        return set(client.get(LIST, query).context["cl"].result_list)

    assert shown(days="now") == {running, ending}
    assert shown(days="ending") == {ending}
    assert shown(days="later") == {later}
    assert shown(days="over") == {over, revoked}
    assert shown(university=later.university_id) == {later}
    assert shown(film=over.film_id) == {over}
    assert shown(q=running.film.title + " ") >= {running}
    assert client.get(LIST, {"university": "x' OR 1"}).status_code in {200, 302}


def grant_values(films, universities, **values):
    return {
        "films": [film.pk for film in films],
        "universities": [university.pk for university in universities],
        "starts_on": "2020-01-01",
        "kind": "trial",
    } | values


def test_a_bulk_grant_names_films_and_effect_before_it_does_anything(client, cataloguer):
    ready, bare = make_media().film, make_film()
    university, holder = make_university(), make_university()
    make_licence(film=ready, university=holder)
    values = grant_values([ready, bare], [university, holder], seats="3", price="9.50")

    preview = client.post(GRANT, values)

    assert Licence.objects.count() == 1
    rows = {
        (effect.film, effect.university): (was, then)
        for effect, was, then in preview.context["effects"]
    }
    assert rows[ready, university] == ("No licence", "Students can watch now")
    assert rows[ready, holder] == ("Students can watch now", "Students can watch now")
    assert rows[bare, holder] == ("There is no film file yet", "There is no film file yet")
    assert "1 licence" in preview.text

    assert client.post(GRANT, values | {"confirm": "yes"}).status_code == 302

    assert Licence.objects.count() == 5
    made = Licence.objects.get(film=bare, university=university)
    assert (made.seats, made.kind, str(made.price)) == (3, "trial", "9.50")
    assert made.history.get().history_user == cataloguer


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"starts_on": "2020-02-01", "ends_on": "2020-01-01"}, "cannot end before it starts"),
        ({"seats": "0"}, "greater than or equal to 1"),
        ({"starts_on": "soon"}, "valid date"),
        ({"films": []}, "required"),
        ({"films": ["98765"]}, "98765"),
        ({"universities": ["x"]}, "valid value"),
        ({"universities": ["9" * 40]}, "valid value"),
    ],
)
def test_a_grant_that_cannot_be_is_refused_with_its_reason(client, cataloguer, values, words):
    given = grant_values([make_film()], [make_university()]) | values | {"confirm": "yes"}

    page = client.post(GRANT, given)

    assert words in page.text
    assert not Licence.objects.exists()


def test_a_grant_is_all_or_nothing_and_not_without_end(client, cataloguer, monkeypatch):
    monkeypatch.setattr("streaming.admin.grant.MOST_AT_ONCE", 1)
    values = grant_values([make_film(), make_film()], [make_university()], confirm="yes")

    assert "at most 1" in client.post(GRANT, values).text
    assert not Licence.objects.exists()


def test_ending_names_films_universities_and_effect_and_then_ends(client, cataloguer):
    film, university = make_media().film, make_university()
    only = make_licence(film=film)
    doubled = make_licence(film=film, university=university)
    make_licence(film=film, university=university)
    over = make_licence(film=film, ends_on=date(2020, 2, 1))
    chosen = {"action": "end_now", "_selected_action": [only.pk, doubled.pk, over.pk]}

    page = client.post(LIST, chosen)

    rows = {effect.university: (was, then) for effect, was, then in page.context["effects"]}
    assert rows[only.university][0] == "Students can watch now"
    assert rows[only.university][1].startswith("Ended on")
    assert rows[university] == ("Students can watch now", "Students can watch now")
    assert "over already" in page.text
    assert not Licence.objects.exclude(revoked_at=None).exists()

    client.post(LIST, chosen | {"confirm": "yes"})

    ended = Licence.objects.exclude(revoked_at=None)
    assert set(ended) == {only, doubled}
    assert only.history.first().history_user == cataloguer


def test_the_pages_cost_the_same_for_few_licences_and_for_many(client, cataloguer):
    def cost(number):
        films = [make_media().film for _ in range(number)]
        university = make_university()
        licences = [make_licence(film=film, university=university) for film in films]
        chosen = {"action": "end_now", "_selected_action": [row.pk for row in licences]}
        with CaptureQueriesContext(connection) as grant:
            client.post(GRANT, grant_values(films, [university, make_university()]))
        with CaptureQueriesContext(connection) as end:
            client.post(LIST, chosen)
        return len(grant), len(end)

    cost(1)
    assert cost(2) == cost(20)


def test_a_licence_of_a_film_keeps_the_film_and_its_university(client):
    client.force_login(make_staff("owner"))
    licence = make_licence()

    for thing in (licence.film, licence.university):
        path = f"/admin/{thing._meta.app_label}/{thing._meta.model_name}/{thing.pk}/delete/"
        assert "protected" in client.post(path, {"post": "yes"}).text
    assert Licence.objects.exists()


def test_a_grant_begins_on_the_day_that_it_is_at_the_librarian_s_university(client):
    ahead = make_university(timezone="Pacific/Kiritimati")
    client.force_login(make_staff("librarian", ahead))

    with time_machine.travel(datetime(2026, 6, 15, 12, tzinfo=UTC), tick=False):
        pages = [client.get(f"/admin/streaming/licence/{page}/") for page in ("grant", "add")]

    for page in pages:
        assert 'name="starts_on" value="2026-06-16"' in page.text


def test_days_are_counted_by_the_calendar_of_the_university_not_of_the_site(client, cataloguer):
    """Half past noon at the site is the next day already in Auckland, twelve hours ahead."""
    ahead = make_university(timezone="Pacific/Auckland")
    over = make_licence(university=ahead, ends_on=date(2026, 6, 15))
    begun = make_licence(university=ahead, starts_on=date(2026, 6, 16))
    ending = make_licence(university=ahead, ends_on=date(2026, 7, 16))

    with time_machine.travel(datetime(2026, 6, 15, 12, 30, tzinfo=UTC), tick=False):
        shown = {
            days: set(client.get(LIST, {"days": days}).context["cl"].result_list)
            for days in ("now", "ending", "later", "over")
        }
        lists = {row.words: row.number for row in client.get("/admin/").context["work_lists"]}

    assert shown == {"now": {begun, ending}, "ending": {ending}, "later": set(), "over": {over}}
    assert lists["Licences that end within 30 days"] == 1
