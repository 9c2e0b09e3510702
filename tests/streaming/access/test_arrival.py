"""The end of every way in: let in with a visit, or refused with a reference."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import RequestFactory

from streaming.access import visit
from streaming.access.arrival import Refusal, let_in, refuse, vouched
from streaming.access.evidence import How
from streaming.access.visitor import Visitor
from streaming.models import AuditLine
from tests.factories.streaming import make_sign_on

NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)


@pytest.fixture
def arriving(db):
    request = RequestFactory().get("/")
    request.reference = "abc123"
    request.visitor = Visitor()
    return request


def let_in_to(request, next_):
    sign_on = make_sign_on(name="Portal")
    return sign_on, let_in(request, sign_on, vouched(sign_on, at=NOON), next_=next_)


def test_who_is_let_in_goes_on_to_the_film_at_its_moment_with_a_visit(arriving):
    _sign_on, response = let_in_to(arriving, "/films/a/streaming/?t=761")

    assert response.url == "/films/a/streaming/?t=761"
    assert visit.COOKIE in response.cookies
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "elsewhere", ["", "https://other.example/", "//other.example", "/\\other.example", "x", "/\n/"]
)
def test_who_asks_to_go_elsewhere_comes_to_the_university(arriving, elsewhere):
    sign_on, response = let_in_to(arriving, elsewhere)

    assert response.url == sign_on.university.get_absolute_url()


def test_being_let_in_is_written_down_without_a_person(arriving):
    sign_on, _response = let_in_to(arriving, "/")

    line = AuditLine.objects.get()
    assert (line.act, line.who, line.university) == ("sign_on", "launch", sign_on.university)
    assert (line.what, line.reference) == ("Portal", "abc123")


def test_who_is_refused_hears_why_and_gets_no_visit(arriving):
    university = make_sign_on().university

    response = refuse(arriving, How.SAML, Refusal("no_scope", "The scope is missing.", university))

    assert response.status_code == 403
    assert "The scope is missing." in response.text
    assert "abc123" in response.text
    assert university.name in response.text
    assert not response.cookies
    line = AuditLine.objects.get()
    assert (line.act, line.who, line.why) == ("denial", "saml", "no_scope")


def test_evidence_lasts_no_longer_than_a_visit_or_what_was_said(db):
    sign_on = make_sign_on()
    soon = NOON + timedelta(minutes=1)

    assert vouched(sign_on, at=NOON).until == NOON + visit.LONGEST
    assert vouched(sign_on, at=NOON, until=soon).until == soon
    assert vouched(sign_on, at=NOON, until=NOON + timedelta(days=2)).until == NOON + visit.LONGEST
