"""A course system on loopback, registered with a university, and its students' browsers."""

import pytest
from django.core.cache import cache

from tests.factories.streaming import make_course_system, make_licence, make_media
from tests.lms import CLIENT_ID, DEPLOYMENT_ID, asked_in, served

FRAME = {"HTTP_SEC_FETCH_DEST": "iframe", "HTTP_SEC_FETCH_SITE": "cross-site"}


@pytest.fixture
def lms(settings, tmp_path):
    settings.FETCH_FROM_LOOPBACK = True
    settings.DATA_DIR = tmp_path
    settings.SITE_URL = "http://testserver"
    cache.clear()
    with served() as lms:
        yield lms


@pytest.fixture
def registration(db, lms):
    return make_course_system(
        issuer=lms.issuer,
        client_id=CLIENT_ID,
        auth_login_url=f"{lms.url}/auth",
        jwks_url=f"{lms.url}/jwks",
        deployment_ids=[DEPLOYMENT_ID],
    )


@pytest.fixture
def film(registration):
    """A film that the university's students can watch."""
    licence = make_licence(university=registration.university, film=make_media().film)
    return licence.film


@pytest.fixture
def asked(client, lms, registration):
    """What the library asks of the platform when a student opens a link: state, nonce, …"""
    return asked_in(client.get(lms.login_address()).url)


@pytest.fixture
def open_link(client, lms, registration):
    """Open a link in the course, all the way back: `open_link(custom={…}, browser={…})`."""

    def opened(*, browser=None, cookies=True, **changes):
        address = lms.login_address(changes.get("target", ""))
        asked = asked_in(client.get(address, **browser or {}).url)
        if not cookies:
            client.cookies.clear()
        form = lms.message(asked, **changes).lti_launch()
        return client.post("/lti/launch/", form, **browser or {})

    return opened
