"""The door of OpenID Connect: with a provider that others wrote, and with one that lies."""

import http.client
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.test import Client
from joserfc.jwk import OctKey
from oidc_provider_mock import User, run_server_in_thread

from streaming.access import visit
from streaming.models import AuditLine, OidcProvider
from tests.factories.catalog import make_film
from tests.factories.streaming import make_licence, make_media, make_university
from tests.oidc_provider import KEY, STRANGER, running_provider, signed

FILM = "/films/the-film/streaming/?t=761"
PLAYS = 'data-may-play="true"'
SECRET = "a-secret-that-nobody-reads"


@pytest.fixture(autouse=True)
def on_this_machine(settings):
    settings.FETCH_FROM_LOOPBACK = True


@pytest.fixture
def campus(db):
    campus = make_university(slug="campus", name="Campus")
    film = make_film(slug="the-film")
    make_media(film=film)
    make_licence(film=film, university=campus)
    return campus


def make_provider(university, issuer, **values):
    values = {"claim": "affiliation", "values": "Member@uni.example\nstaff@uni.example"} | values
    return OidcProvider.objects.create(
        university=university,
        name="Campus Login",
        issuer=issuer,
        client_id="us",
        client_secret=SECRET,
        **values,
    )


def ask(client, provider, next_=FILM):
    """Where the browser is sent, and what is asked there."""
    response = client.get(f"/oidc/{provider.pk}/login/", {"next": next_})
    address = response["Location"]
    return address, {name: value for name, [value] in parse_qs(urlsplit(address).query).items()}


def plays(client):
    return PLAYS in client.get("/films/the-film/").content.decode()


@pytest.fixture(scope="module")
def issuer():
    users = [
        User(sub="ann", claims={"affiliation": ["alum@uni.example", "member@uni.example"]}),
        User(sub="bob", claims={"affiliation": "alum@uni.example"}),
        User(sub="eve", claims={}),
    ]
    with run_server_in_thread(user_claims=users, require_nonce=True) as server:
        yield f"http://127.0.0.1:{server.server_port}"


class TestWithAProviderThatOthersWrote:
    @pytest.fixture
    def provider(self, campus, issuer):
        return make_provider(campus, issuer)

    def sign_in(self, client, provider, **form):
        """Fill in its page; the path it sends the browser back to."""
        address, _asked = ask(client, provider)
        parts = urlsplit(address)
        connection = http.client.HTTPConnection(parts.netloc)
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", f"{parts.path}?{parts.query}", urlencode(form), kind)
        back = urlsplit(connection.getresponse().headers["Location"])
        return f"{back.path}?{back.query}"

    def test_whom_it_signs_in_plays_the_film_asked_for_at_its_moment(self, client, provider):
        back = self.sign_in(client, provider, sub="ann")

        response = client.get(back)

        assert (response.status_code, response["Location"]) == (302, FILM)
        assert plays(client)
        line = AuditLine.objects.exclude(act="change").get()
        assert (line.act, line.who, line.what) == ("sign_on", "oidc", "Campus Login")
        assert "ann" not in str(vars(line))

    def test_the_button_on_the_sign_in_page_leads_there(self, client, provider):
        html = client.get("/u/campus/sign-in/", {"next": FILM}).content.decode()

        assert "Sign in: Campus Login" in html
        assert f'href="/oidc/{provider.pk}/login/?next=%2Ffilms%2Fthe-film%2Fstreaming%2F' in html

    @pytest.mark.parametrize(
        ("sub", "reason", "words"),
        [
            ("eve", "no_claim", "does not say “affiliation” of you"),
            ("bob", "claim", "is not among what lets people in"),
        ],
    )
    def test_whom_the_rule_does_not_let_in_hears_why(self, client, provider, sub, reason, words):
        response = client.get(self.sign_in(client, provider, sub=sub))

        assert response.status_code == 403
        assert words in response.content.decode()
        assert AuditLine.objects.exclude(act="change").get().why == reason
        assert not plays(client)

    def test_who_says_no_at_the_provider_is_not_let_in(self, client, provider):
        response = client.get(self.sign_in(client, provider, action="deny"))

        assert response.status_code == 403
        assert not plays(client)

    def test_an_answer_counts_once(self, client, provider):
        back = self.sign_in(client, provider, sub="ann")
        kept = client.cookies.copy()
        assert client.get(back).status_code == 302

        thief = Client()
        thief.cookies = kept

        assert thief.get(back).status_code == 403
        assert not plays(thief)

    def test_a_change_of_the_rule_ends_what_was_proven_under_it(self, client, provider):
        client.get(self.sign_in(client, provider, sub="ann"))
        assert plays(client)

        provider.values = "staff@uni.example"
        provider.save()

        assert not plays(client)


class TestWithAProviderThatLies:
    @pytest.fixture
    def liar(self):
        with running_provider() as liar:
            yield liar

    @pytest.fixture
    def provider(self, campus, liar):
        return make_provider(campus, liar.issuer)

    def come_back(self, client, provider, **said):
        path = f"/oidc/{provider.pk}/callback/"
        return client.get(path, {"code": "abc", **said})

    def test_what_is_asked_has_pkce_a_state_and_a_nonce_that_are_new_each_time(
        self, client, provider
    ):
        asked = [ask(client, provider)[1] for _ in range(2)]

        assert all(one["response_type"] == "code" for one in asked)
        assert all(one["code_challenge_method"] == "S256" for one in asked)
        assert asked[0]["redirect_uri"].endswith(f"/oidc/{provider.pk}/callback/")
        for name in ("state", "nonce", "code_challenge"):
            assert asked[0][name] != asked[1][name]

    def test_the_good_answer_is_taken(self, client, provider, liar):
        _address, asked = ask(client, provider)
        liar.tokens = {"id_token": signed(liar.claims(asked["nonce"]))}

        response = self.come_back(client, provider, state=asked["state"], iss=liar.issuer)

        assert response.status_code == 302
        assert "code_verifier=" in dict(liar.asked)["/token"]
        assert plays(client)

    LIES = {
        "no nonce": lambda liar, nonce: signed(liar.claims(nonce, nonce=None)),
        "another nonce": lambda liar, nonce: signed(liar.claims("another")),
        "for another client": lambda liar, nonce: signed(liar.claims(nonce, aud="them")),
        "for no client": lambda liar, nonce: signed(liar.claims(nonce, aud=None)),
        "for us and another, said of it": lambda liar, nonce: signed(
            liar.claims(nonce, aud=["us", "them"], azp="them")
        ),
        "for us and another": lambda liar, nonce: signed(liar.claims(nonce, aud=["us", "them"])),
        "from another issuer": lambda liar, nonce: signed(
            liar.claims(nonce, iss="https://login.other.example")
        ),
        "from no issuer": lambda liar, nonce: signed(liar.claims(nonce, iss=None)),
        "of nobody": lambda liar, nonce: signed(liar.claims(nonce, sub=None)),
        "over": lambda liar, nonce: signed(liar.claims(nonce, iat=1, exp=2)),
        "without an end": lambda liar, nonce: signed(liar.claims(nonce, exp=None)),
        "an end that is text": lambda liar, nonce: signed(liar.claims(nonce, exp="soon")),
        "made in an hour": lambda liar, nonce: signed(
            liar.claims(nonce, iat=liar.claims("")["iat"] + 3600)
        ),
        "not before an hour": lambda liar, nonce: signed(
            liar.claims(nonce, nbf=liar.claims("")["iat"] + 3600)
        ),
        "signed by a stranger": lambda liar, nonce: signed(liar.claims(nonce), STRANGER),
        "signed by nobody": lambda liar, nonce: signed(liar.claims(nonce)).rpartition(".")[0] + ".",
        "with our secret": lambda liar, nonce: signed(
            liar.claims(nonce), OctKey.import_key(SECRET), alg="HS256"
        ),
        "with the public key as a secret": lambda liar, nonce: signed(
            liar.claims(nonce),
            OctKey.import_key(KEY.as_pem(private=False)[27:-25].replace(b"\n", b"")),
            alg="HS256",
        ),
        "a claim that is a list of lists": lambda liar, nonce: signed(
            liar.claims(nonce, affiliation=[["member@uni.example"]])
        ),
        "a claim that is true": lambda liar, nonce: signed(liar.claims(nonce, affiliation=True)),
        "a part of the value": lambda liar, nonce: signed(
            liar.claims(nonce, affiliation="member@uni.example.evil.example")
        ),
        "no token": lambda liar, nonce: None,
        "a number": lambda liar, nonce: 7,
        "garbage": lambda liar, nonce: "a.b.c",
    }

    @pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
    def test_a_lie_lets_nobody_in(self, client, provider, liar, lie):
        _address, asked = ask(client, provider)
        liar.tokens = {"id_token": lie(liar, asked["nonce"])}

        response = self.come_back(client, provider, state=asked["state"])

        assert response.status_code == 403
        assert response["X-Request-ID"] in response.content.decode()
        assert visit.COOKIE not in response.cookies
        assert not plays(client)
        assert AuditLine.objects.exclude(act="change").get().why

    @pytest.mark.parametrize("answer", [None, [], "text", {"error": "invalid_grant"}])
    def test_a_provider_that_answers_nonsense_lets_nobody_in(self, client, provider, liar, answer):
        _address, asked = ask(client, provider)
        liar.tokens = answer

        assert self.come_back(client, provider, state=asked["state"]).status_code == 403

    @pytest.mark.parametrize("keys", [None, {}, {"keys": []}, {"keys": "x"}, {"keys": [{}]}])
    def test_keys_that_are_none_verify_nothing(self, client, provider, liar, keys):
        _address, asked = ask(client, provider)
        liar.tokens = {"id_token": signed(liar.claims(asked["nonce"]))}
        liar.keys = keys

        assert self.come_back(client, provider, state=asked["state"]).status_code == 403

    @pytest.mark.parametrize("said", [{}, {"state": ""}, {"state": "another"}, {"state": "\0"}])
    def test_an_answer_to_nothing_we_asked_is_refused(self, client, provider, said):
        ask(client, provider)

        assert self.come_back(client, provider, **said).status_code == 403
        assert AuditLine.objects.exclude(act="change").get().why == "state"

    def test_a_provider_that_refuses_is_believed(self, client, provider):
        _address, asked = ask(client, provider)

        response = self.come_back(client, provider, state=asked["state"], error="access_denied")

        assert response.status_code == 403
        assert AuditLine.objects.exclude(act="change").get().why == "provider_refused"

    def test_an_answer_in_another_browser_is_refused(self, client, provider, liar):
        _address, asked = ask(client, provider)
        liar.tokens = {"id_token": signed(liar.claims(asked["nonce"]))}

        assert self.come_back(Client(), provider, state=asked["state"]).status_code == 403

    def test_an_answer_by_another_provider_is_refused(self, client, provider, liar):
        other = make_provider(make_university(), liar.issuer)
        _address, asked = ask(client, provider)

        assert self.come_back(client, other, state=asked["state"]).status_code == 403

    def test_an_answer_that_names_another_issuer_is_refused(self, client, provider, liar):
        _address, asked = ask(client, provider)
        liar.tokens = {"id_token": signed(liar.claims(asked["nonce"]))}

        answer = self.come_back(client, provider, state=asked["state"], iss="https://other.example")

        assert answer.status_code == 403

    def test_a_description_of_another_issuer_is_not_followed(self, client, provider, liar):
        liar.description["issuer"] = "https://login.other.example"

        assert client.get(f"/oidc/{provider.pk}/login/").status_code == 502

    @pytest.mark.parametrize("address", ["javascript:alert(1)", "", "ftp://a.example/", None])
    def test_nobody_is_sent_to_what_is_no_address(self, client, provider, liar, address):
        liar.description["authorization_endpoint"] = address

        assert client.get(f"/oidc/{provider.pk}/login/").status_code == 502

    def test_a_provider_inside_the_network_is_not_asked(self, client, provider, liar, settings):
        settings.FETCH_FROM_LOOPBACK = False

        assert client.get(f"/oidc/{provider.pk}/login/").status_code == 502
        assert not liar.asked

    def test_a_provider_out_of_use_has_no_door(self, client, provider):
        provider.is_active = False
        provider.save()

        assert client.get(f"/oidc/{provider.pk}/login/").status_code == 404
        assert self.come_back(client, provider, state="x").status_code == 404
