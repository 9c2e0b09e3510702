"""The door of signed launches: who is let in, to what, and all that is refused."""

import hashlib
import hmac
import json
import secrets
import string
import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from streaming.access import visit
from streaming.models import AuditLine
from tests.factories.catalog import make_film
from tests.factories.launches import HEADER, base64url, launch_token, make_launch_key
from tests.factories.streaming import make_licence, make_media, make_university

DOOR = "/launch/campus/"
PLAYS = 'data-may-play="true"'


@pytest.fixture
def campus(db):
    return make_university(slug="campus", name="Campus")


@pytest.fixture
def key(campus):
    return make_launch_key(university=campus, name="Campus Portal")


@pytest.fixture
def film(campus):
    return make_playable(campus, "the-film")


def make_playable(university, slug):
    film = make_film(slug=slug)
    make_media(film=film)
    make_licence(film=film, university=university)
    return film


def arrive(client, token, **more):
    return client.get(DOOR, {"token": token, **more})


def page_of(client, slug):
    return client.get(f"/films/{slug}/").content.decode()


def test_a_launch_for_the_library_plays_every_film(client, key, film, campus):
    make_playable(campus, "another")

    response = arrive(client, launch_token(key.key))

    assert (response.status_code, response["Location"]) == (302, "/u/campus/")
    assert PLAYS in page_of(client, "the-film")
    assert PLAYS in page_of(client, "another")


@pytest.mark.parametrize("named", ["slug", "identifier"])
def test_a_launch_for_a_film_leads_to_it_and_plays_no_other(client, key, film, campus, named):
    make_playable(campus, "another")

    response = arrive(client, launch_token(key.key, film=getattr(film, named)))

    assert response["Location"] == "/films/the-film/streaming/"
    assert PLAYS in page_of(client, "the-film")
    assert "signed in for this film" in page_of(client, "the-film")
    assert PLAYS not in page_of(client, "another")
    assert "signed in for another film" in page_of(client, "another")


def test_a_launch_finds_a_film_by_an_earlier_address(client, key, film):
    film.slug = "renamed"
    film.save()

    response = arrive(client, launch_token(key.key, film="the-film"))

    assert response["Location"] == "/films/renamed/streaming/"


def test_the_moment_asked_for_is_kept(client, key, film):
    response = arrive(client, launch_token(key.key), next="/films/the-film/streaming/?t=761")

    assert response["Location"] == "/films/the-film/streaming/?t=761"


def test_the_token_stays_nowhere(client, key):
    response = arrive(client, launch_token(key.key))

    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Cache-Control"] == "private, no-store"
    assert "token" not in response["Location"]


def test_both_keys_let_in_while_portals_change_over(client, campus, key):
    newer = make_launch_key(university=campus)

    assert [arrive(client, launch_token(k.key)).status_code for k in (key, newer)] == [302, 302]


def test_a_key_out_of_use_lets_nobody_in_and_who_came_by_it_is_out(client, key, film):
    arrive(client, launch_token(key.key))
    assert PLAYS in page_of(client, "the-film")

    key.is_active = False
    key.save()

    assert PLAYS not in page_of(client, "the-film")
    assert arrive(client, launch_token(key.key)).status_code == 403


def test_a_token_is_taken_once(client, key):
    token = launch_token(key.key)
    first = arrive(client, token)

    again = arrive(client, token)

    assert (first.status_code, again.status_code) == (302, 403)
    assert AuditLine.objects.get(act="denial").why == "again"


def test_whoever_only_looks_at_a_link_does_not_spend_it(client, key):
    token = launch_token(key.key)

    assert client.head(DOOR, {"token": token}).status_code == 405
    assert arrive(client, token).status_code == 302


def test_a_token_of_one_university_is_worth_nothing_at_another(client, key):
    make_launch_key(university=make_university(slug="other"))

    response = client.get("/launch/other/", {"token": launch_token(key.key)})

    assert response.status_code == 403


def test_a_university_that_is_not_there_has_no_door(client, db):
    assert client.get("/launch/absent/", {"token": "x"}).status_code == 404


def now_and(seconds):
    return int(time.time()) + seconds


def parts(token):
    return token.split(".")


def with_claims(key, raw):
    """Signed as it should be, over claims written by hand."""
    said = [json.dumps(HEADER).encode(), raw.encode()]
    return resigned(key, ".".join(map(base64url, said)))


def resigned(key, body):
    return f"{body}.{base64url(hmac.digest(key.encode(), body.encode(), hashlib.sha256))}"


def swapped(token, index):
    """One character of it is another."""
    other = "A" if token[index] != "A" else "B"
    return token[:index] + other + token[index + 1 :]


def alias(token):
    """The same bytes in other letters: the last one's spare bits are not zero."""
    letters = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"
    return token[:-1] + letters[letters.index(token[-1]) + 1]


BENT = {
    "nothing": lambda key: "",
    "no token": lambda key: "garbage",
    "two parts": lambda key: ".".join(parts(launch_token(key))[:2]),
    "four parts": lambda key: launch_token(key) + ".x",
    "no signature": lambda key: ".".join(parts(launch_token(key))[:2]) + ".",
    "the signature changed": lambda key: swapped(launch_token(key), -5),
    "the signature in other letters": lambda key: alias(launch_token(key)),
    "the claims changed": lambda key: swapped(launch_token(key), 60),
    "padded": lambda key: launch_token(key) + "=",
    "a space after it": lambda key: launch_token(key) + " ",
    "a line after it": lambda key: launch_token(key) + "\n",
    "a NUL after it": lambda key: launch_token(key) + "\0",
    "too long": lambda key: launch_token(key, more="x" * 3000),
    "no algorithm": lambda key: launch_token(key, header={"alg": "none"}),
    "no algorithm, no signature": lambda key: (
        launch_token(key, header={"alg": "none"}).rpartition(".")[0] + "."
    ),
    "another algorithm": lambda key: launch_token(
        key, header={"alg": "HS512"}, digest=hashlib.sha512
    ),
    "an algorithm of public keys": lambda key: launch_token(key, header={"alg": "RS256"}),
    "no header": lambda key: launch_token(key, header={}),
    "a header that is a list": lambda key: launch_token(key, header=["HS256"]),
    "a header a thousand deep": lambda key: resigned(key, base64url(b"[" * 1100) + ".e30"),
    "a key in the header": lambda key: launch_token(
        key, header=HEADER | {"jwk": {"kty": "oct", "k": "eA"}}
    ),
    "what we must understand": lambda key: launch_token(
        key, header=HEADER | {"crit": ["b64"], "b64": False}
    ),
    "signed by another key": lambda key: launch_token(secrets.token_urlsafe(48)),
    "signed by an empty key": lambda key: launch_token(""),
    "for another site": lambda key: launch_token(key, aud="https://other.example"),
    "for this site and another": lambda key: launch_token(
        key, aud=[settings.SITE_URL, "https://other.example"]
    ),
    "for no site": lambda key: launch_token(key, aud=None),
    "without an end": lambda key: launch_token(key, exp=None),
    "without a beginning": lambda key: launch_token(key, iat=None),
    "an end that is text": lambda key: launch_token(key, exp=str(now_and(60))),
    "an end that is true": lambda key: launch_token(key, exp=True),
    "an end past all time": lambda key: launch_token(key, exp=10**30),
    "an end without end": lambda key: with_claims(key, '{"iat": 1, "exp": 1e999, "jti": "x"}'),
    "over": lambda key: launch_token(key, iat=now_and(-200), exp=now_and(-61)),
    "from the future": lambda key: launch_token(key, iat=now_and(90), exp=now_and(120)),
    "longer than five minutes": lambda key: launch_token(key, exp=now_and(302)),
    "ends before it begins": lambda key: launch_token(key, iat=now_and(30), exp=now_and(10)),
    "without a name": lambda key: launch_token(key, jti=None),
    "an empty name": lambda key: launch_token(key, jti=""),
    "a name that is a number": lambda key: launch_token(key, jti=7),
    "a name too long": lambda key: launch_token(key, jti="x" * 201),
    "for a film that is not there": lambda key: launch_token(key, film="absent"),
    "for a film that is not published": lambda key: launch_token(key, film="draft"),
    "for a film without a name": lambda key: launch_token(key, film=""),
    "for a list of films": lambda key: launch_token(key, film=["the-film"]),
    "claims that are a list": lambda key: with_claims(key, "[]"),
    "claims that are no JSON": lambda key: with_claims(key, "{"),
}


@pytest.mark.parametrize("bend", BENT.values(), ids=BENT)
def test_a_bent_token_is_refused_in_the_same_words_and_opens_nothing(client, key, film, bend):
    make_film(slug="draft", published_from=None)

    response = arrive(client, bend(key.key))

    html = response.content.decode()
    assert response.status_code == 403
    assert "Campus did not let you in." in html
    assert "The link does not let you in, or not any more." in html
    assert response["X-Request-ID"] in html
    assert visit.COOKIE not in response.cookies
    assert PLAYS not in page_of(client, "the-film")
    line = AuditLine.objects.exclude(act="change").get()
    assert (line.act, line.who, line.reference) == ("denial", "launch", response["X-Request-ID"])
    assert line.why


def test_two_tokens_at_once_are_none(client, key):
    tokens = [launch_token(key.key), launch_token(key.key)]

    assert client.get(DOOR, {"token": tokens}).status_code == 403


@pytest.mark.parametrize("changes", [{"iat": 50, "exp": 170}, {"iat": -170, "exp": -50}])
def test_clocks_may_differ_by_a_minute(client, key, changes):
    times = {name: now_and(seconds) for name, seconds in changes.items()}

    assert arrive(client, launch_token(key.key, **times)).status_code == 302


def test_who_was_let_in_is_out_after_a_visits_length(client, key, film, time_machine):
    arrive(client, launch_token(key.key))

    time_machine.move_to(timezone.now() + visit.LONGEST + timedelta(seconds=1))

    assert PLAYS not in page_of(client, "the-film")
