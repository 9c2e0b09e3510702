"""From a film to the university's sign-on and back to it, playing: with pysaml2's own provider."""

import io
import logging
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from streaming.access.saml.outstanding import COOKIE
from streaming.models import AuditLine
from tests.saml.browser import reasons

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
TERMS = {"eduPersonEntitlement": ["urn:mace:dir:entitlement:common-lib-terms"]}


def affiliation(*values):
    return {"eduPersonScopedAffiliation": list(values)}


# --- the whole way -------------------------------------------------------------------------------


def test_who_signs_on_is_back_at_the_film_and_may_play_it(browser, film, campus):
    response = browser.sign_in()

    assert (response.status_code, response["Location"]) == (302, film.get_absolute_url())
    assert browser.may_play
    line = AuditLine.objects.exclude(act="change").get()
    assert (line.act, line.who, line.university) == (AuditLine.Act.SIGN_ON, "saml", campus)


@pytest.mark.parametrize("sign_response", [False, True])
def test_an_encrypted_assertion_is_opened(browser, sign_response):
    browser.sign_in(encrypt_assertion=True, sign_response=sign_response)

    assert browser.may_play


def test_the_way_in_of_the_sign_in_page_leads_the_same_way(browser, sign_on, film):
    next_ = film.get_absolute_url()
    address = browser.client.get(f"/saml2/login/{sign_on.pk}/", {"next": next_})["Location"]

    response = browser.come_back(browser.idp.answer(address, browser.library))

    assert response["Location"] == next_


def test_nothing_of_the_person_is_kept(browser):
    browser.sign_in(affiliation("member@uni.example", "student@uni.example"))

    visit = str(Session.objects.get().get_decoded())
    lines = str(list(AuditLine.objects.values()))
    assert "saml" in visit
    for said in ("transient-name", "student", "uni.example"):
        assert said not in visit + lines


def test_nothing_of_the_person_is_logged(browser):
    """pysaml2 would write down whom it let in, to every handler that it reaches."""
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    logging.getLogger().addHandler(handler)
    browser.sign_in(affiliation("student@uni.example"))
    browser.sign_in(affiliation("alum@uni.example"))
    logging.getLogger().removeHandler(handler)

    assert "affiliation-not-allowed" in log.getvalue()
    for said in ("transient-name", "student", "alum", "uni.example"):
        assert said not in log.getvalue()


def test_the_provider_is_not_told_which_film_was_asked_for(browser, film):
    sent = parse_qs(urlsplit(browser.leave()).query)

    assert sent.keys() == {"SAMLRequest", "SigAlg", "Signature"}


def test_two_tabs_come_back_each_to_its_own_page(browser, film):
    first, second = browser.leave(), browser.leave(next="/films/")

    back = [
        browser.come_back(browser.idp.answer(address, browser.library))["Location"]
        for address in (first, second)
    ]

    assert back == [film.get_absolute_url(), "/films/"]


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1"]
)
def test_nobody_is_led_to_another_host(browser, campus, elsewhere):
    response = browser.come_back(
        browser.idp.answer(browser.leave(next=elsewhere), browser.library), relay_state=elsewhere
    )

    assert response["Location"] == campus.get_absolute_url()


def test_over_https_the_cookie_comes_back_with_a_post_from_another_site(browser, settings):
    settings.IS_HTTPS = True
    browser.leave()

    cookie = browser.client.cookies[COOKIE]
    assert (cookie["samesite"], cookie["secure"]) == ("None", True)
    assert (cookie["httponly"], cookie["path"]) == (True, "/saml2/")


def test_no_csrf_token_is_asked_of_the_provider(browser):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = browser.client.cookies

    assert browser.come_back(browser.answer(), client=strict).status_code == 302


# --- until when ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lasts", "after", "may_play"),
    [
        (timedelta(hours=2), timedelta(hours=1, minutes=59), True),
        (timedelta(hours=2), timedelta(hours=2), False),
        (timedelta(days=30), timedelta(hours=11, minutes=59), True),
        (timedelta(days=30), timedelta(hours=12), False),
    ],
)
def test_it_ends_with_the_providers_session_and_with_a_visit(browser, lasts, after, may_play):
    with time_machine.travel(NOON, tick=False) as clock:
        ends = (NOON + lasts).isoformat().replace("+00:00", "Z")
        browser.sign_in(session_not_on_or_after=ends)
        clock.move_to(NOON + after)

        assert browser.may_play is may_play


def test_it_ends_when_the_sign_on_changes(browser, sign_on):
    browser.sign_in()
    sign_on.common_lib_terms = False
    sign_on.save()

    assert not browser.may_play


# --- who is let in -------------------------------------------------------------------------------

NOT_LET_IN = [
    (affiliation("alum@uni.example"), "affiliation-not-allowed"),
    (affiliation("library-walk-in@uni.example"), "affiliation-not-allowed"),
    (affiliation("member@other.example"), "foreign-scope"),
    (affiliation("member"), "no-attributes"),
    ({}, "no-attributes"),
    ({"mail": ["ann@uni.example"]}, "no-attributes"),
]


@pytest.mark.parametrize(("identity", "reason"), NOT_LET_IN)
def test_who_is_not_entitled_is_told_what_is_missing(browser, idp, identity, reason):
    with time_machine.travel(NOON, tick=False):
        response = browser.sign_in(identity)

    page = response.content.decode()
    assert response.status_code == 403
    assert "eduPersonScopedAffiliation" in page
    assert idp.entity_id in page
    assert "24 November 2026 12:00:00 UTC" in page
    assert response["X-Request-ID"] in page
    assert not browser.may_play
    assert reasons() == [reason]
    assert "other.example" not in page  # nothing that was sent


def test_the_entitlement_is_enough_where_the_university_says_so(browser, sign_on):
    browser.sign_in(TERMS)

    assert browser.may_play


def test_the_entitlement_is_not_enough_elsewhere(browser, sign_on):
    sign_on.common_lib_terms = False
    sign_on.save()

    assert browser.sign_in(TERMS).status_code == 403


def test_a_provider_in_use_no_longer_leads_nowhere(browser, sign_on):
    response = browser.answer()
    sign_on.is_active = False
    sign_on.save()

    assert browser.come_back(response).status_code == 403
    assert browser.client.get(f"/saml2/login/{sign_on.pk}/").status_code == 404
    assert reasons() == ["sign-on-not-in-use"]


def test_metadata_that_is_no_longer_valid_is_not_relied_on(browser, sign_on):
    response = browser.answer()
    sign_on.valid_until = timezone.now()
    sign_on.save()

    assert browser.client.get(f"/saml2/login/{sign_on.pk}/").status_code == 403
    assert browser.come_back(response).status_code == 403
    assert reasons() == ["metadata-expired"] * 2


@pytest.mark.parametrize("path", ["/saml2/login/?idp=https://unknown.example", "/saml2/login/0/"])
def test_an_unknown_provider_is_not_found(client, db, path):
    assert client.get(path).status_code == 404
