"""The list of work: how far it is, why it failed, and once more."""

import pytest
from django.utils import timezone

from catalog.jobs.queue import take
from catalog.jobs.signs import Progress, signs
from catalog.models import Job
from tests.factories.streaming import make_staff, make_university

pytestmark = pytest.mark.django_db
LIST = "/admin/catalog/job/"


@pytest.fixture
def desk(client):
    client.force_login(make_staff("catalogue"))
    return client


def failed(**values):
    return Job.objects.create(kind="picture", key="7", state="failed", attempts=3, **values)


def try_again(client, job):
    chosen = {"action": "try_again", "_selected_action": [job.pk]}
    return client.post(LIST, chosen, follow=True)


def test_it_says_why_work_failed(desk):
    failed(words="The picture’s file is lost.")

    assert "The picture’s file is lost." in desk.get(LIST).text


def test_it_says_in_words_what_the_work_is(desk):
    failed()
    Job.objects.create(kind="package", key="8")
    Job.objects.create(kind="of-old", key="9")

    page = desk.get(LIST).text

    for words in ("Widths of a picture", "Making a film file ready to watch", "of-old"):
        assert f'<td class="field-what">{words}</td>' in page
    narrowed = desk.get(f"{LIST}?kind=package").text
    assert 'field-what">Making' in narrowed
    assert 'field-what">Widths' not in narrowed


def test_the_first_page_counts_work_that_failed(desk):
    failed()
    Job.objects.create(kind="package", key="8")

    lists = {row.words: row for row in desk.get("/admin/").context["work_lists"]}

    assert lists["Work that failed"].number == 1
    found = desk.get(lists["Work that failed"].address).text
    assert "Widths of a picture</td>" in found
    assert 'field-what">Making' not in found


def test_it_says_how_far_work_is(desk, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    job = take(Job.objects.create(kind="picture", key="7").pk, at=timezone.now())
    signs().give(job, Progress(30, 120))

    assert "25 %" in desk.get(LIST).text


def test_what_failed_is_tried_again(desk):
    job = failed(words="Something failed on our side.")

    assert "1 piece of work is tried again." in try_again(desk, job).text

    job.refresh_from_db()
    assert (job.state, job.attempts, job.words) == ("waiting", 0, "")


def test_what_is_done_is_not_tried_again(desk):
    job = Job.objects.create(kind="picture", key="7", state="done")

    assert "0 pieces of work are tried again." in try_again(desk, job).text

    job.refresh_from_db()
    assert job.state == "done"


def test_nothing_of_it_can_be_changed(desk):
    job = failed()

    assert desk.get(f"{LIST}add/").status_code == 403
    assert desk.post(f"{LIST}{job.pk}/change/", {"state": "done"}).status_code == 403
    assert desk.post(f"{LIST}{job.pk}/delete/", {"post": "yes"}).status_code == 403


def test_who_does_not_care_for_the_catalogue_does_not_see_it(client):
    client.force_login(make_staff("librarian", make_university()))
    job = failed()

    assert client.get(LIST).status_code == 403
    assert try_again(client, job).status_code == 403


def test_the_list_costs_the_same_for_one_and_for_many(desk, query_cost):
    failed()
    one = query_cost(LIST)
    for number in range(20):
        Job.objects.create(kind="picture", key=str(number))

    assert query_cost(LIST) == one
