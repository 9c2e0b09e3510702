"""Who reads the audit trail, how it is narrowed, and that nobody edits it."""

import csv
import io
import re

import pytest

from streaming import audit
from streaming.models import AuditLine
from tests.factories.streaming import make_licence, make_staff, make_university

pytestmark = pytest.mark.django_db
LIST = "/admin/streaming/auditline/"
Act = AuditLine.Act


@pytest.fixture
def theirs():
    return make_university(name="Elsewhere")


@pytest.fixture
def trail(ours, theirs):
    """One denial here, one there, one of nobody's."""
    for university in (ours, theirs, None):
        audit.record(Act.DENIAL, who="saml", university=university, what="=1+1", why="scope")


def enter(client, role, university=None):
    user = make_staff(role, university)
    client.force_login(user)
    AuditLine.objects.exclude(act=Act.DENIAL).delete()
    return user


def shown(client, **query):
    return [line.university_name for line in client.get(LIST, query).context["cl"].result_list]


def exported(client, **query):
    response = client.get(f"{LIST}export/", query)
    assert response["Content-Type"].startswith("text/csv")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("role", ["librarian", "it", "owner"])
def test_staff_of_a_university_read_its_own_lines(client, ours, theirs, trail, role):
    enter(client, role, ours)

    assert shown(client) == ["Our University"]
    assert [row["university"] for row in exported(client)] == ["Our University"]
    assert shown(client, university=theirs.pk) == []
    assert "Elsewhere" not in client.get(LIST, {"university": theirs.pk}).text


def test_the_library_s_owner_reads_all(client, trail):
    enter(client, "owner")

    assert sorted(shown(client)) == ["", "Elsewhere", "Our University"]


def test_who_cares_for_the_catalogue_does_not_read_the_trail(client, trail):
    enter(client, "catalogue")

    assert client.get(LIST).status_code == 403
    assert client.get(f"{LIST}export/").status_code == 403


def test_the_trail_is_narrowed_and_taken_away_as_it_is_shown(client, ours, trail):
    enter(client, "owner")

    page = client.get(LIST, {"university": ours.pk, "act__exact": "denial"})
    (row,) = exported(client, university=ours.pk, act__exact="denial", q="scope")

    address = re.search(r'href="([^"]*/export/[^"]*)"', page.text)[1]
    assert {f"university={ours.pk}", "act__exact=denial"} == set(
        address.partition("?")[2].split("&amp;")
    )
    assert (row["act"], row["who"], row["why"], row["times"]) == ("denial", "saml", "scope", "1")
    assert row["at"].endswith("+00:00")
    assert exported(client, act__exact="grant") == []


def test_what_a_spreadsheet_would_calculate_is_guarded(client, trail):
    enter(client, "owner")

    assert {row["what"] for row in exported(client)} == {"'=1+1"}


@pytest.mark.parametrize("query", [{"act": "x'"}, {"at__year": "x"}, {"nonsense": "1"}, {"p": "x"}])
def test_nonsense_in_the_address_breaks_neither_page_nor_file(client, trail, query):
    enter(client, "owner")

    for path in (LIST, f"{LIST}export/"):
        assert client.get(path, query).status_code in {200, 302, 400}


def test_nobody_edits_or_removes_a_line(client, trail):
    enter(client, "superuser")
    line = AuditLine.objects.first()

    for path, sent in [
        (f"{LIST}add/", {"who": "x"}),
        (f"{LIST}{line.pk}/change/", {"who": "x"}),
        (f"{LIST}{line.pk}/delete/", {"post": "yes"}),
        (LIST, {"action": "delete_selected", "_selected_action": [line.pk], "post": "yes"}),
    ]:
        assert client.post(path, sent).status_code in {403, 302, 200}
    assert AuditLine.objects.filter(pk=line.pk, who="saml").exists()
    assert AuditLine.objects.count() == 3


def test_a_grant_by_form_names_the_account_and_the_request(client, ours):
    user = enter(client, "librarian", ours)
    licence = make_licence(university=ours)

    ended = client.post(
        "/admin/streaming/licence/",
        {"action": "end_now", "_selected_action": [licence.pk], "confirm": "yes"},
    )

    line = AuditLine.objects.get(act=Act.REVOCATION)
    assert (line.who, line.reference) == (user.username, ended["X-Request-ID"])


def test_the_list_costs_the_same_for_one_line_and_for_many(client, ours, query_cost):
    enter(client, "librarian", ours)
    audit.record(Act.GRANT, who="x", university=ours)
    one = query_cost(LIST)
    for _ in range(20):
        audit.record(Act.GRANT, who="x", university=ours)
    assert query_cost(LIST) == one
