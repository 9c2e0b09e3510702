"""One-time codes: enrolled with an app, asked for from then on, and a way back on paper."""

import re
from base64 import b32decode

import pytest
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from streaming.models import AuditLine
from tests.factories.streaming import make_staff

pytestmark = pytest.mark.django_db
CODES = "/admin/codes/"
PASSWORD = "four-good-words-here"


@pytest.fixture
def ann():
    user = make_staff("owner")
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def own(client, ann):
    assert sign_in(client, ann).status_code == 302
    return client


def sign_in(client, user, code="", password=PASSWORD):
    return client.post(
        "/admin/login/", {"username": user.username, "password": password, "code": code}
    )


def app_s_code(client):
    """What an authenticator shows that was given the key on the page."""
    key = re.search(r"<code>([A-Z2-7 ]+)</code>", client.get(CODES).text)[1].replace(" ", "")
    return f"{totp(b32decode(key)):06}"


def enrol(client):
    """The recovery codes."""
    page = client.post(CODES, {"password": PASSWORD, "code": app_s_code(client)})
    return re.findall(r"<li><code>(\w+)</code></li>", page.text)


def code_now(user):
    """The app's next code: the one that enrolled is used up."""
    device = TOTPDevice.objects.get(user=user)
    TOTPDevice.objects.update(last_t=-1)
    return f"{totp(device.bin_key):06}"


def test_the_key_is_a_picture_too_that_only_this_page_may_hold(own):
    page = own.get(CODES)

    assert '<img src="data:image/png;base64,' in page.text
    assert "img-src 'self' data:" in page["Content-Security-Policy"]
    assert "data:" not in own.get("/admin/")["Content-Security-Policy"]
    assert "no-store" in page["Cache-Control"]


def test_an_account_that_enrolled_is_asked_for_a_code(own, ann):
    enrol(own)
    stranger = Client()

    assert sign_in(stranger, ann).status_code == 200
    assert sign_in(stranger, ann, "000000").status_code == 200
    assert stranger.get("/admin/").status_code == 302
    assert sign_in(stranger, ann, code_now(ann)).status_code == 302
    assert stranger.get("/admin/").status_code == 200


def test_a_wrong_code_and_a_wrong_password_are_told_alike(own, ann):
    enrol(own)

    def told(**typed):
        page = sign_in(Client(), ann, **typed)
        return re.findall(r'class="errornote">(.*?)</p>', page.text)

    assert told(code="000000") == told(password="wrong", code="000000") != []


def test_a_code_opens_once(own, ann):
    enrol(own)
    code = code_now(ann)

    assert sign_in(Client(), ann, code).status_code == 302
    assert sign_in(Client(), ann, code).status_code == 200


def test_codes_are_counted_as_guesses(own, ann):
    enrol(own)
    stranger = Client()

    answers = [sign_in(stranger, ann, f"{n:06}").status_code for n in range(11)]

    assert answers == [200] * 10 + [429]


def test_a_recovery_code_lets_in_once(own, ann):
    recovery = enrol(own)
    assert len(set(recovery)) == 10

    assert sign_in(Client(), ann, recovery[0].upper()).status_code == 302
    assert sign_in(Client(), ann, recovery[0]).status_code == 200
    assert StaticToken.objects.count() == 9


def test_new_recovery_codes_void_the_earlier_ones(own, ann):
    earlier = enrol(own)

    page = own.post(CODES, {"password": PASSWORD, "code": earlier[0]})

    assert "recovery codes" in page.text
    assert sign_in(Client(), ann, earlier[1]).status_code == 200


def test_a_session_from_before_must_show_a_code(own, ann):
    other = Client()
    sign_in(other, ann)
    assert other.get("/admin/").status_code == 200

    enrol(own)

    assert own.get("/admin/").status_code == 200
    assert other.get("/admin/").status_code == 302


@pytest.mark.parametrize("typed", [{"password": "wrong"}, {"code": "000000"}, {"code": "²"}])
def test_nobody_enrols_without_password_and_code(own, ann, typed):
    page = own.post(CODES, {"password": PASSWORD, "code": app_s_code(own)} | typed)

    assert page.status_code == 200
    assert not TOTPDevice.objects.exists()


def test_codes_can_be_ended_with_a_code(own, ann):
    enrol(own)

    refused = own.post(CODES, {"password": PASSWORD, "code": "000000", "off": "1"})
    assert refused.status_code == 200
    assert own.post(
        CODES, {"password": PASSWORD, "code": code_now(ann), "off": "1"}
    ).status_code == (302)

    assert sign_in(Client(), ann).status_code == 302


def test_the_library_can_demand_codes_of_all(own, ann, settings):
    settings.STAFF_CODES_REQUIRED = True

    for path in ("/admin/", "/admin/catalog/film/", "/admin/password_change/"):
        assert own.get(path)["Location"] == CODES
    enrol(own)
    assert own.get("/admin/").status_code == 200
    refused = own.post(CODES, {"password": PASSWORD, "code": code_now(ann), "off": "1"})
    assert refused.status_code == 200
    assert TOTPDevice.objects.exists()


def test_an_owner_ends_the_codes_of_who_lost_the_app(own, ann):
    enrol(own)
    other = Client()
    owner = make_staff("owner")
    other.force_login(owner)

    other.post(
        "/admin/auth/user/", {"action": "end_codes", "_selected_action": [ann.pk]}, follow=True
    )

    assert sign_in(Client(), ann).status_code == 302
    told = AuditLine.objects.filter(who=owner.username, why="one-time codes off")
    assert told.get().what == f"Account: {ann}"


def test_the_key_is_told_by_no_page_once_it_is_taken(own, ann):
    enrol(own)
    key = TOTPDevice.objects.get().key

    for path in (CODES, "/admin/", f"/admin/auth/user/{ann.pk}/change/"):
        assert key not in own.get(path).text
    assert own.get("/admin/otp_totp/totpdevice/").status_code in {403, 404}
