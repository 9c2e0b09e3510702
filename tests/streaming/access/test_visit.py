"""A visit: what a browser has proven, under a key that changes with each proof."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import RequestFactory

from streaming.access import visit
from streaming.access.arrival import vouched
from streaming.access.evidence import Evidence, How
from streaming.access.visitor import recognise
from streaming.availability import Availability, Status
from tests.factories.streaming import make_range, make_sign_on, make_staff, make_university

NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
STREAMING = Availability(Status.STREAMING, NOON)


def request_with(cookie="", **meta):
    request = RequestFactory().get("/", **meta)
    if cookie:
        request.COOKIES[visit.COOKIE] = cookie
    return request


def begun(evidence, *, cookie="", at=NOON, **meta):
    """The cookie of a visit to which a proof was added, with its attributes."""
    response = HttpResponse()
    visit.begin(request_with(cookie, **meta), response, evidence, at=at)
    return response.cookies[visit.COOKIE]


def visitor(cookie, *, at=LATER, **meta):
    return recognise(request_with(cookie, **meta), at=at)


@pytest.fixture
def portal(db):
    return make_sign_on()


def test_who_was_vouched_for_is_of_that_university(portal):
    found = visitor(begun(vouched(portal, at=NOON)).value)

    assert (found.university, found.how) == (portal.university, How.LAUNCH)
    assert found.may_play(1, portal.university, STREAMING)
    assert not found.is_of(make_university())


def test_evidence_for_one_film_opens_no_other(portal):
    found = visitor(begun(vouched(portal, at=NOON, film_id=7)).value)

    assert found.may_play(7, portal.university, STREAMING)
    assert not found.may_play(8, portal.university, STREAMING)


def test_evidence_is_over_at_its_end_and_after_a_visit_at_most(portal):
    short = begun(vouched(portal, at=NOON, until=LATER)).value
    long = begun(vouched(portal, at=NOON, until=NOON + timedelta(days=9))).value

    assert visitor(short, at=LATER - timedelta(seconds=1)).is_proven
    assert not visitor(short, at=LATER).is_proven
    assert visitor(long, at=NOON + visit.LONGEST - timedelta(seconds=1)).is_proven
    assert not visitor(long, at=NOON + visit.LONGEST).is_proven


@pytest.mark.parametrize("change", ["save", "shut", "delete", "move"])
def test_evidence_ends_with_the_rule_it_was_given_under(portal, change):
    cookie = begun(vouched(portal, at=NOON)).value
    assert visitor(cookie).is_proven

    if change == "delete":
        portal.delete()
    else:
        portal.is_active = change != "shut"
        portal.university = make_university() if change == "move" else portal.university
        portal.save()

    assert not visitor(cookie).is_proven


def test_each_proof_changes_the_key_and_the_old_one_is_worth_nothing(portal):
    other = make_sign_on()
    first = begun(vouched(portal, at=NOON)).value
    second = begun(vouched(other, at=NOON), cookie=first).value

    assert second != first
    assert not visitor(first).is_proven
    found = visitor(second)
    assert found.is_of(portal.university)
    assert found.is_of(other.university)
    assert found.university == other.university


def test_the_same_proof_again_replaces_the_first(portal):
    cookie = begun(vouched(portal, at=NOON)).value
    cookie = begun(vouched(portal, at=LATER), cookie=cookie, at=LATER).value

    assert [proof.since for proof in visitor(cookie).evidence] == [LATER]


def test_a_visit_keeps_a_number_for_its_viewer_through_every_proof(portal):
    first = begun(vouched(portal, at=NOON)).value
    viewer = visit.viewer_of(request_with(first))
    second = begun(vouched(portal, at=LATER), cookie=first).value

    assert viewer
    assert visit.viewer_of(request_with(second)) == viewer
    assert visit.viewer_of(request_with()) == ""


def test_who_signs_out_leaves_no_row(portal):
    cookie = begun(vouched(portal, at=NOON)).value
    response = HttpResponse()

    visit.end(request_with(cookie), response)

    assert not Session.objects.exists()
    assert response.cookies[visit.COOKIE]["max-age"] == 0
    assert not visitor(cookie).is_proven


def test_a_visit_names_no_person(portal):
    begun(vouched(portal, at=NOON))

    kept = SessionStore(Session.objects.get().pk).load()
    assert set(kept) == {visit.EVIDENCE, visit.VIEWER, "_session_expiry"}
    assert set(kept[visit.EVIDENCE][0]) == set(Evidence.__dataclass_fields__)


@pytest.mark.parametrize("kept", [[{}], [{"how": "magic"}], [None], ["x"], 7 * [{"since": 1}]])
def test_what_was_kept_otherwise_proves_nothing(db, kept):
    session = SessionStore()
    session[visit.EVIDENCE] = kept
    session.save()

    assert visitor(session.session_key).evidence == ()


@pytest.mark.parametrize("cookie", ["x" * 32, "\x00", "é", "a b", "../x"])
def test_a_made_up_cookie_proves_nothing(db, cookie):
    assert visitor(cookie).evidence == ()


def test_a_staff_session_is_no_visit_and_a_visit_no_staff_session(portal, client):
    user = make_staff(role="librarian", university=portal.university)
    client.force_login(user)
    staff = client.cookies["library_staff"].value

    assert visitor(staff).evidence == ()
    client.cookies.clear()
    client.cookies["library_staff"] = begun(vouched(portal, at=NOON)).value
    assert client.get("/admin/").status_code == 302


def test_who_is_on_one_campus_and_signed_in_at_another_is_of_both(portal):
    campus = make_range("192.0.2.0/24").university
    found = visitor(begun(vouched(portal, at=NOON)).value, REMOTE_ADDR="192.0.2.7")

    assert found.university == portal.university
    assert found.is_of(campus)


def test_in_a_frame_the_cookie_is_the_framing_sites_own(portal, settings):
    settings.IS_HTTPS = True
    frame = {"HTTP_SEC_FETCH_DEST": "iframe", "HTTP_SEC_FETCH_SITE": "cross-site"}

    framed = begun(vouched(portal, at=NOON), **frame)
    alone = begun(vouched(portal, at=NOON))

    assert (framed["samesite"], framed["secure"], framed["partitioned"]) == ("None", True, True)
    assert (alone["samesite"], alone["secure"], alone["partitioned"]) == ("Lax", True, "")
    assert "Partitioned" in framed.OutputString()


def test_who_comes_in_sweeps_away_visits_that_are_over(portal):
    begun(vouched(portal, at=NOON))
    Session.objects.update(expire_date=NOON)

    begun(vouched(portal, at=LATER), at=LATER)

    assert Session.objects.count() == 1
