"""Whom a token is for."""

import re
from datetime import UTC, datetime

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from streaming.access import visit
from streaming.access.arrival import vouched
from streaming.playback.audience import audience_of, is_of_audience
from tests.factories.streaming import make_sign_on

NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Safari/537.36"
)
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1"
)
APPLES_PLAYER = "AppleCoreMedia/1.0.0.22A3354 (iPhone; U; CPU OS 18_0 like Mac OS X; en_gb)"


def asked(address="192.0.2.7", browser=FIREFOX, cookie=""):
    request = RequestFactory().get("/", REMOTE_ADDR=address, HTTP_USER_AGENT=browser)
    if cookie:
        request.COOKIES[visit.COOKIE] = cookie
    return request


@pytest.fixture
def cookie(db):
    """Of a visit that has begun."""
    response = HttpResponse()
    visit.begin(asked(), response, vouched(make_sign_on(), at=NOON), at=NOON)
    return response.cookies[visit.COOKIE].value


def test_an_audience_says_nothing_of_who_it_is():
    audience = audience_of(asked())

    assert re.fullmatch("[0-9a-f]{32}", audience)
    assert audience_of(asked()) == audience


@pytest.mark.parametrize(
    "other", [{"address": "192.0.2.8"}, {"browser": CHROME}, {"browser": ""}, {"address": ""}]
)
def test_another_address_or_browser_is_another_audience(other):
    assert not is_of_audience(asked(**other), audience_of(asked()))


def test_one_address_has_one_audience_however_it_is_written():
    assert is_of_audience(asked("::ffff:192.0.2.7"), audience_of(asked()))


def test_in_a_visit_the_audience_is_the_visits_wherever_it_goes(cookie):
    audience = audience_of(asked(cookie=cookie))

    assert audience != audience_of(asked())
    assert is_of_audience(asked("203.0.113.9", CHROME, cookie), audience)
    assert not is_of_audience(asked(), audience)


def test_who_signs_in_while_a_film_plays_is_still_its_audience(cookie):
    assert is_of_audience(asked(cookie=cookie), audience_of(asked()))


def test_what_fetches_films_for_apples_browsers_is_of_their_audience():
    assert is_of_audience(asked(browser=APPLES_PLAYER), audience_of(asked(browser=SAFARI)))
    assert not is_of_audience(asked(browser=APPLES_PLAYER), audience_of(asked(browser=CHROME)))


def test_an_audience_depends_on_the_key_and_outlasts_it_among_the_fallbacks(settings):
    audience = audience_of(asked())
    retired, settings.SECRET_KEY = settings.SECRET_KEY, "another key " * 5
    assert not is_of_audience(asked(), audience)

    settings.SECRET_KEY_FALLBACKS = [retired]
    assert is_of_audience(asked(), audience)


@pytest.mark.parametrize("browser", ["\udcff", "\x00", "é" * 9999])
def test_any_name_of_a_browser_has_an_audience(browser):
    assert len(audience_of(asked(browser=browser))) == 32
