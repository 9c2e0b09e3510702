"""Signing in at a university and out of the library, as a visitor does it."""

import pytest
from django.test import Client
from django.utils import timezone

from streaming.access import visit
from streaming.access.arrival import vouched
from streaming.models import AuditLine
from tests.factories.streaming import make_range, make_sign_on, make_university

HERE = {"REMOTE_ADDR": "192.0.2.7"}
FILM = "/films/a/streaming/?t=761"
PAGE = "/u/campus/sign-in/"


@pytest.fixture
def campus(db):
    contact = "library@campus.example"
    return make_university(slug="campus", name="Campus", library_contact=contact)


@pytest.fixture
def signed_in(client, rf, campus):
    """`client` with a visit, as an arrival begins it."""
    response = client.get("/universities/")
    evidence = vouched(make_sign_on(university=campus), at=timezone.now())
    visit.begin(rf.get("/"), response, evidence, at=evidence.since)
    client.cookies = response.cookies
    return client


def test_the_page_leads_to_the_portal_and_back_to_the_film(client, campus):
    page = "https://portal.campus.example/?back={next}"
    make_sign_on(university=campus, name="Campus Portal", start_page=page)

    html = client.get(PAGE, {"next": FILM}).content.decode()

    there = "https://portal.campus.example/?back=%2Ffilms%2Fa%2Fstreaming%2F%3Ft%3D761"
    assert f'href="{there}"' in html
    assert "Go to Campus Portal" in html
    assert f'href="{FILM}"' in html


def test_a_university_without_a_sign_on_says_how_to_reach_the_library(client, campus):
    html = client.get(PAGE).content.decode()

    assert "such as its VPN" in html
    assert "mailto:library@campus.example" in html


def test_who_is_let_in_already_is_told_so(client, campus):
    make_range("192.0.2.0/24", university=campus)

    assert "Campus lets you in already." in client.get(PAGE, **HERE).content.decode()
    assert "Campus lets you in already." not in client.get(PAGE).content.decode()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/\\evil"])
def test_the_way_back_is_never_to_another_site(client, campus, elsewhere):
    make_sign_on(university=campus, start_page="https://portal.campus.example/?back={next}")

    html = client.get(PAGE, {"next": elsewhere}).content.decode()

    assert "evil" not in html


def test_a_university_that_is_not_there_has_no_page(client, db):
    assert client.get("/u/absent/sign-in/").status_code == 404


def test_the_page_costs_the_same_for_one_way_in_and_for_many(query_cost, campus):
    make_sign_on(university=campus)
    query_cost(PAGE)
    one = query_cost(PAGE)
    for _ in range(9):
        make_sign_on(university=campus)
    query_cost(PAGE)

    assert query_cost(PAGE) == one


def test_signing_out_ends_the_visit_here_and_says_what_it_does_not_end(signed_in):
    assert "You are signed in with Campus." in signed_in.get("/sign-out/").content.decode()

    response = signed_in.post("/sign-out/", follow=True)

    html = response.content.decode()
    assert "You are signed out here." in html
    assert "The one of your university itself stays open" in html
    assert not signed_in.cookies[visit.COOKIE].value


def test_a_visit_that_was_ended_is_worth_nothing_to_who_kept_its_cookie(signed_in):
    kept = signed_in.cookies[visit.COOKIE].value
    signed_in.post("/sign-out/")

    signed_in.cookies[visit.COOKIE] = kept

    assert "You are signed out here." in signed_in.get("/sign-out/").content.decode()


def test_signing_out_is_written_down(signed_in, campus):
    response = signed_in.post("/sign-out/")

    line = AuditLine.objects.exclude(act="change").get()
    assert (line.act, line.who, line.university) == ("sign_out", "launch", campus)
    assert line.reference == response["X-Request-ID"]


def test_signing_out_twice_is_no_mistake(client, db):
    assert client.post("/sign-out/").status_code == 302
    assert not AuditLine.objects.exclude(act="change").exists()


OWN = [{"sec-fetch-site": "same-origin"}, {"origin": "http://testserver"}]
FOREIGN = [
    {},
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "cross-site", "origin": "http://testserver"},
    {"origin": "https://evil.example"},
    {"origin": "null"},
]


@pytest.mark.parametrize("headers", OWN)
def test_a_form_of_our_own_page_needs_no_cookie(db, headers):
    browser = Client(enforce_csrf_checks=True)

    assert browser.post("/sign-out/", headers=headers).status_code == 302


@pytest.mark.parametrize("headers", FOREIGN)
def test_a_form_of_another_site_is_refused(db, headers):
    browser = Client(enforce_csrf_checks=True)

    assert browser.post("/sign-out/", headers=headers).status_code == 403
