"""No word of the platform, or not to us, now and once: refused, with one line and no right."""

import base64
import hmac
import json
import time
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from joserfc import jwt

from streaming.access import visit
from streaming.access.lti.message import LTI
from streaming.access.lti.state import begun
from streaming.models import AuditLine
from tests.factories.streaming import make_course_system
from tests.lms import rsa_key

pytestmark = pytest.mark.django_db
OF_EVERY_TOKEN = {"iss", "aud", "azp", "sub", "nonce", "exp", "iat", "nbf"}


def claims_of(lms, asked, **changes):
    """What the platform would say, with some of it changed; None leaves a claim out."""
    claims = lms.message(asked).get_launch_message() | {"nonce": asked["nonce"]}
    claims |= {"iat": int(time.time()), "exp": int(time.time()) + 300}
    claims |= {
        name if name in OF_EVERY_TOKEN else LTI + name: value for name, value in changes.items()
    }
    return {name: value for name, value in claims.items() if value is not None}


def signed(lms, claims, *, key=None, **header):
    key = key or lms.key
    return jwt.encode({"alg": "RS256", "kid": lms.key.kid} | header, claims, key)


def unsigned(claims, **header):
    return _coded({"alg": "none", "typ": "JWT"} | header, claims) + "."


def by_the_public_key(lms, claims):
    """HMAC under what everybody can read: the slip of libraries that believe the header."""
    said = _coded({"alg": "HS256", "typ": "JWT", "kid": lms.key.kid}, claims)
    mac = hmac.digest(lms.key.as_pem(private=False), said.encode(), "sha256")
    return f"{said}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"


def _coded(*parts):
    coded = (base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in parts)
    return b".".join(coded).decode()


def assert_refused(response, reason):
    assert response.status_code == 403
    assert visit.COOKIE not in response.cookies
    assert not Session.objects.exists()
    line = AuditLine.objects.exclude(act="change").get()
    assert (line.act, line.who, line.why) == ("denial", "lti", reason)
    assert reason not in response.text
    assert line.reference in response.text


HOUR = 3600
CHANGES = [
    ({"iss": "https://other.example"}, "claim_iss"),
    ({"iss": None}, "claim_iss"),
    ({"aud": "another-tool"}, "claim_aud"),
    ({"aud": None}, "claim_aud"),
    ({"aud": ["film-library", "another-tool"]}, "claim_aud"),
    ({"azp": "another-tool"}, "claim_azp"),
    ({"nonce": "another"}, "claim_nonce"),
    ({"nonce": None}, "claim_nonce"),
    ({"exp": int(time.time()) - 2 * HOUR}, "expired"),
    ({"exp": None}, "claim_exp"),
    ({"exp": "never"}, "claim_exp"),
    ({"iat": int(time.time()) + HOUR}, "claim_iat"),
    ({"iat": int(time.time()) - 3 * HOUR}, "too_old"),
    ({"iat": None}, "claim_iat"),
    ({"nbf": int(time.time()) + HOUR}, "claim_nbf"),
    ({"sub": None}, "claim_sub"),
    ({"sub": ""}, "claim_sub"),
    ({"deployment_id": "8"}, "unknown_deployment"),
    ({"deployment_id": None}, "unknown_deployment"),
    ({"deployment_id": ["7"]}, "unknown_deployment"),
    ({"version": "1.1"}, "version"),
    ({"message_type": "LtiSubmissionReviewRequest"}, "message_type"),
    ({"message_type": ["LtiResourceLinkRequest"]}, "message_type"),
    ({"target_link_uri": "https://other.example/films/a/"}, "foreign_target"),
    ({"target_link_uri": "//other.example/"}, "foreign_target"),
    ({"target_link_uri": "http://testserver.other.example/"}, "foreign_target"),
    ({"target_link_uri": "http://testserver@other.example/"}, "foreign_target"),
    ({"target_link_uri": "javascript:alert(1)"}, "foreign_target"),
    ({"target_link_uri": None}, "foreign_target"),
]


@pytest.mark.parametrize(("changes", "reason"), CHANGES)
def test_a_message_that_breaks_a_rule_is_refused(client, lms, asked, changes, reason):
    token = signed(lms, claims_of(lms, asked, **changes))

    assert_refused(
        client.post("/lti/launch/", {"id_token": token, "state": asked["state"]}), reason
    )


def test_the_message_that_the_others_are_bent_from_is_believed(client, lms, asked):
    token = signed(lms, claims_of(lms, asked))

    response = client.post("/lti/launch/", {"id_token": token, "state": asked["state"]})

    assert response.status_code == 302
    assert visit.COOKIE in response.cookies


WRONG_ALGORITHM = "unsupported_algorithm"
FORGERIES = [
    ("without a signature", lambda lms, said: unsigned(said), WRONG_ALGORITHM),
    (
        "none with a name",
        lambda lms, said: unsigned(said, kid=lms.key.kid),
        WRONG_ALGORITHM,
    ),
    ("none in capitals", lambda lms, said: unsigned(said, alg="NONE"), WRONG_ALGORITHM),
    ("HS256 under the public key", by_the_public_key, WRONG_ALGORITHM),
    ("a key of one's own", lambda lms, said: signed(lms, said, key=rsa_key(2)), "bad_signature"),
    (
        "a key of one's own, in the header",
        lambda lms, said: signed(lms, said, key=rsa_key(2), jwk=rsa_key(2).as_dict(private=False)),
        "exceeded_size",
    ),
    ("an unknown key", lambda lms, said: signed(lms, said, kid="another"), "unknown_kid"),
    ("a key without a name", lambda lms, said: signed(lms, said, kid=""), "no_kid"),
    (
        "one letter changed",
        lambda lms, said: signed(lms, said)[:-20] + "AAAA" + signed(lms, said)[-16:],
        "bad_signature",
    ),
    ("nothing", lambda lms, said: "", None),
    ("no token", lambda lms, said: "a.b", None),
    ("no JSON", lambda lms, said: "bm8.bm8.bm8", None),
    ("a NUL", lambda lms, said: "\0", None),
    ("not Unicode", lambda lms, said: "é.é.é", None),
]


@pytest.mark.parametrize(("_name", "forge", "reason"), FORGERIES)
def test_a_message_the_platform_did_not_sign_is_refused(client, lms, asked, _name, forge, reason):
    token = forge(lms, claims_of(lms, asked))

    response = client.post("/lti/launch/", {"id_token": token, "state": asked["state"]})

    assert_refused(response, reason or AuditLine.objects.exclude(act="change").get().why)


def test_the_platforms_word_to_another_tool_is_refused(client, lms, registration, asked):
    lms.registration.set_client_id("another-tool")
    form = lms.message(asked | {"client_id": "another-tool"}).lti_launch()

    assert_refused(client.post("/lti/launch/", form), "claim_aud")


def test_a_message_of_another_platform_under_this_ones_state_is_refused(client, lms, asked):
    claims = claims_of(lms, asked, iss="https://other.example")
    token = signed(lms, claims, key=rsa_key(2), kid=rsa_key(2).kid)

    response = client.post("/lti/launch/", {"id_token": token, "state": asked["state"]})

    assert_refused(response, "unknown_kid")


BENT = [
    lambda state: "",
    lambda state: "x",
    lambda state: state[:-1] + ("A" if state[-1] != "A" else "B"),
    lambda state: state + "=",
    lambda state: "\0",
    lambda state: "é",
    lambda state: state * 300,
]


@pytest.mark.parametrize("bend", BENT)
def test_a_state_that_is_not_ours_is_refused(client, lms, asked, bend):
    form = lms.message(asked).lti_launch() | {"state": bend(asked["state"])}

    response = client.post("/lti/launch/", form)

    assert_refused(response, AuditLine.objects.exclude(act="change").get().why)
    assert AuditLine.objects.exclude(act="change").get().why.startswith("state_")


def test_the_state_of_another_login_does_not_fit_the_message(client, lms, registration, asked):
    other, _nonce = begun(registration, cookie="x", at=datetime.now(UTC))
    form = lms.message(asked).lti_launch() | {"state": other}

    assert_refused(client.post("/lti/launch/", form), "claim_nonce")


def test_a_login_that_took_too_long_is_refused(client, lms, asked, time_machine):
    time_machine.move_to(datetime.now(UTC) + timedelta(minutes=11))

    assert_refused(client.post("/lti/launch/", lms.message(asked).lti_launch()), "state_expired")


def test_a_launch_counts_once_wherever_it_is_shown_again(client, lms, asked):
    form = lms.message(asked).lti_launch()
    assert client.post("/lti/launch/", form).status_code == 302

    again = type(client)().post("/lti/launch/", form)

    assert again.status_code == 403
    assert visit.COOKIE not in again.cookies
    assert [line.why for line in AuditLine.objects.filter(act="denial")] == ["replayed"]


def test_a_launch_that_was_refused_for_its_words_is_not_used_up(client, lms, asked):
    bad = signed(lms, claims_of(lms, asked, version="2"))
    client.post("/lti/launch/", {"id_token": bad, "state": asked["state"]})

    assert client.post("/lti/launch/", lms.message(asked).lti_launch()).status_code == 302


def test_a_course_system_out_of_use_lets_nobody_in(client, lms, registration, asked):
    registration.is_active = False
    registration.save()

    assert_refused(client.post("/lti/launch/", lms.message(asked).lti_launch()), "unknown_platform")


def test_keys_that_cannot_be_had_let_nobody_in(client, lms, asked):
    lms.status = 500

    assert_refused(client.post("/lti/launch/", lms.message(asked).lti_launch()), "jwks_not_given")


def test_a_made_up_key_does_not_make_us_ask_the_platform_again_and_again(client, lms, asked):
    for number in range(3):
        token = signed(lms, claims_of(lms, asked), kid=f"made-up-{number}")
        client.post("/lti/launch/", {"id_token": token, "state": asked["state"]})

    assert lms.asked == ["/jwks"]


def test_what_the_platform_itself_refuses_says_so(client, asked):
    response = client.post("/lti/launch/", {"error": "login_required", "state": asked["state"]})

    assert_refused(response, "platform_refused")


def test_a_film_that_is_not_published_is_nowhere(client, open_link, film):
    film.published_from = None
    film.save()

    response = open_link(custom={"film": film.slug})

    assert response.status_code == 404
    assert film.title not in response.text
    assert AuditLine.objects.exclude(act="change").get().why == "no_film"


LOGINS = [
    ({"iss": "https://other.example"}, "unknown_platform"),
    ({"iss": ""}, "unknown_platform"),
    ({"iss": "\0"}, "unknown_platform"),
    ({"client_id": "another-tool"}, "unknown_platform"),
    ({"login_hint": ""}, "no_login_hint"),
    ({"target_link_uri": "https://other.example/"}, "foreign_target"),
    ({"target_link_uri": ""}, "foreign_target"),
    ({"target_link_uri": "http://[/"}, "foreign_target"),
    ({"lti_message_hint": "x" * 9000}, "too_long"),
]


@pytest.mark.parametrize(("changes", "reason"), LOGINS)
def test_a_login_not_for_us_sends_nobody_anywhere(client, lms, registration, changes, reason):
    asked = {
        "iss": lms.issuer,
        "client_id": registration.client_id,
        "login_hint": "1",
        "target_link_uri": "http://testserver/lti/launch/",
    }

    assert_refused(client.post("/lti/login/", asked | changes), reason)


def test_without_a_client_id_an_issuers_only_registration_is_meant(client, lms, registration):
    asked = {
        "iss": lms.issuer,
        "login_hint": "1",
        "target_link_uri": "http://testserver/lti/launch/",
    }
    assert client.post("/lti/login/", asked).status_code == 302

    make_course_system(issuer=lms.issuer)

    assert client.post("/lti/login/", asked).status_code == 403


def test_a_course_system_vouches_under_its_own_name(client, lms, registration, asked):
    other = make_course_system(jwks_url=registration.jwks_url, client_id=registration.client_id)
    state, nonce = begun(other, cookie="x", at=datetime.now(UTC))

    form = lms.message(asked | {"nonce": nonce, "state": state}).lti_launch()

    assert_refused(client.post("/lti/launch/", form), "claim_iss")
