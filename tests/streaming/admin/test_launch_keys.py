"""Launch keys in the admin: made for one's own university, shown once, never again."""

import pytest
from django.contrib.admin.models import LogEntry

from streaming.models import LaunchKey
from tests.factories.launches import make_launch_key
from tests.factories.streaming import make_staff, make_university

KEYS = "/admin/streaming/launchkey/"


@pytest.fixture
def it(client, ours):
    client.force_login(make_staff("it", ours))
    return client


def make_by_form(client, university):
    form = {"university": university.pk, "name": "Portal", "start_page": "", "is_active": "on"}
    return client.post(f"{KEYS}add/", form)


def test_a_key_is_shown_when_it_is_made_and_at_no_other_time(it, ours):
    response = make_by_form(it, ours)

    made = LaunchKey.objects.get()
    assert made.key in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert made.key not in str(response.cookies)
    for page in (KEYS, f"{KEYS}{made.pk}/change/", f"{KEYS}{made.pk}/history/"):
        answer = it.get(page)
        assert answer.status_code == 200
        assert made.key not in answer.content.decode()
    assert made.key not in str(list(LogEntry.objects.values()))


def test_nobody_makes_a_key_for_another_university(it):
    assert make_by_form(it, make_university()).status_code == 200
    assert not LaunchKey.objects.exists()


def test_another_universitys_key_answers_as_one_that_is_not_there(it):
    foreign = make_launch_key(university=make_university())

    answers = [it.get(f"{KEYS}{pk}/change/") for pk in (foreign.pk, 98765)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert foreign not in it.get(KEYS).context["cl"].result_list


@pytest.mark.parametrize("role", ["librarian", "catalogue"])
def test_who_is_not_of_it_has_nothing_to_do_with_keys(client, ours, role):
    client.force_login(make_staff(role, ours if role == "librarian" else None))

    assert client.get(KEYS).status_code == 403
