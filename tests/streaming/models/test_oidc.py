"""An OpenID provider as university IT sets it up."""

import pytest
from django.core.exceptions import ValidationError

from streaming.models import OidcProvider
from tests.factories.streaming import make_staff, make_university

SECRET = "a-secret-that-nobody-reads"
PROVIDERS = "/admin/streaming/oidcprovider/"
GOOD = {"issuer": "https://login.uni.example", "client_id": "us", "client_secret": SECRET}


@pytest.fixture
def ours(db):
    return make_university()


@pytest.fixture
def it(client, ours):
    client.force_login(make_staff("it", ours))
    return client


@pytest.mark.parametrize(
    "values",
    [
        {"claim": "hd"},
        {"values": "uni.example"},
        {"claim": "hd", "values": " \n "},
        {"issuer": "https://accounts.google.com"},
        {"issuer": "no address"},
    ],
)
def test_a_rule_that_would_let_in_the_wrong_is_refused(ours, values):
    with pytest.raises(ValidationError):
        OidcProvider(university=ours, **GOOD | values).full_clean()


def test_a_rule_of_several_values_is_read_a_line_each(ours):
    provider = OidcProvider(university=ours, **GOOD, claim="hd", values="Uni.example\n\n b.example")

    provider.full_clean()

    assert provider.admitted == {"uni.example", "b.example"}


def test_the_secret_goes_in_by_the_form_and_comes_out_nowhere(it, ours):
    form = GOOD | {"university": ours.pk, "name": "", "scopes": "openid", "is_active": "on"}
    assert it.post(f"{PROVIDERS}add/", form).status_code == 302

    made = OidcProvider.objects.get()
    assert made.client_secret == SECRET
    assert not hasattr(made.history.get(), "client_secret")
    for page in (PROVIDERS, f"{PROVIDERS}{made.pk}/change/", f"{PROVIDERS}{made.pk}/history/"):
        answer = it.get(page)
        assert answer.status_code == 200
        assert SECRET not in answer.content.decode()
    assert f"/oidc/{made.pk}/callback/" in it.get(f"{PROVIDERS}{made.pk}/change/").content.decode()


def test_another_universitys_provider_answers_as_one_that_is_not_there(it):
    foreign = OidcProvider.objects.create(university=make_university(), **GOOD)

    answers = [it.get(f"{PROVIDERS}{pk}/change/") for pk in (foreign.pk, 98765)]

    assert [answer.status_code for answer in answers] == [302, 302]
