"""The whole way through a provider that shares no line with our side: SimpleSAMLphp from Debian."""

import pytest

from tests.factories.saml import make_saml_provider
from tests.saml import simplesamlphp
from tests.saml.browser import reasons


@pytest.fixture(scope="module", autouse=True)
def what_it_needs():
    lacking = " ".join(simplesamlphp.lacking())
    assert not lacking, f"These tests sign on at SimpleSAMLphp: apt install {lacking}"


@pytest.fixture(params=[False, True], ids=["signed", "encrypted"])
def provider(request, db, client, campus, idp_key, tmp_path):
    library = client.get("/saml2/metadata/").content.decode()
    folder = tmp_path / "simplesamlphp"
    with simplesamlphp.running(folder, idp_key, library, encrypt=request.param) as address:
        yield make_saml_provider(simplesamlphp.metadata_of(address), university=campus)


def sign_in(client, provider, film, name):
    """From the film to the provider, as somebody, and back with what it gave."""
    wanted = {"idp": provider.entity_id, "next": film.get_absolute_url()}
    away = client.get("/saml2/login/", wanted)["Location"]
    posted = simplesamlphp.sign_in(away, name)
    assert posted.pop("action") == "http://testserver/saml2/acs/"
    return client.post("/saml2/acs/", posted)


def test_a_student_is_back_at_the_film_and_may_play_it_and_others_may_not(client, provider, film):
    for name, reason in [
        ("alum", "affiliation-not-allowed"),
        ("stranger", "foreign-scope"),
        ("nobody", "no-attributes"),
    ]:
        assert sign_in(client, provider, film, name).status_code == 403
        assert reason in reasons()
    before = client.get(film.get_absolute_url()).content.decode()

    response = sign_in(client, provider, film, "student")

    assert response["Location"] == film.get_absolute_url()
    after = client.get(response["Location"]).content.decode()
    assert 'data-may-play="false"' in before
    assert 'data-may-play="true"' in after
