"""What the library says of itself: metadata, keys, and the ways by which it is found."""

import stat

import pytest
from django.http import Http404
from saml2.mdstore import InMemoryMetaData

from streaming.access.saml import installed, keys
from tests.commands import manage

US = "http://testserver/saml2/metadata/"


@pytest.fixture
def own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path / "saml"


@pytest.fixture
def metadata(client, db):
    return client.get("/saml2/metadata/").content.decode()


def test_the_metadata_has_what_federations_ask(metadata):
    store = InMemoryMetaData(None, "")
    store.parse(metadata)
    (service,) = store[US]["spsso_descriptor"]

    assert service["want_assertions_signed"] == "true"
    assert {key["use"] for key in service["key_descriptor"]} == {"signing", "encryption"}
    (acs,) = service["assertion_consumer_service"]
    assert acs["location"] == "http://testserver/saml2/acs/"
    assert acs["binding"].endswith("HTTP-POST")
    (asked,) = service["attribute_consuming_service"]
    assert {one["friendly_name"]: one["is_required"] for one in asked["requested_attribute"]} == {
        "eduPersonScopedAffiliation": "true",
        "eduPersonEntitlement": "false",
        "pairwise-id": "false",
    }
    assert ">https://refeds.org/category/anonymous</" in metadata
    people = {person["contact_type"] for person in store[US]["contact_person"]}
    assert people == {"technical", "support"}
    for said in ("DiscoveryResponse", "DisplayName", "Description", "Logo", "PrivacyStatementURL"):
        assert f":{said}" in metadata


def test_what_the_metadata_leads_to_is_there(client, metadata):
    assert client.get("/privacy/").status_code == 200
    assert "http://testserver/privacy/" in metadata


def test_the_settings_name_us_and_whom_to_write_to(client, db, settings):
    settings.SAML_ENTITY_ID = "https://films.example/shibboleth"
    settings.SAML_CONTACT = "it@films.example"

    metadata = client.get("/saml2/metadata/").content.decode()

    assert 'entityID="https://films.example/shibboleth"' in metadata
    assert "mailto:it@films.example" in metadata


# --- keys ----------------------------------------------------------------------------------------


def test_the_key_is_made_once_and_is_its_owners_alone(own_folder):
    (first,) = keys.files()
    text = first.read_bytes()

    assert keys.files() == [first]
    assert first.read_bytes() == text
    assert stat.S_IMODE(first.stat().st_mode) == 0o600
    assert stat.S_IMODE(own_folder.stat().st_mode) == 0o700
    assert list(own_folder.iterdir()) == [first]


def test_while_the_key_is_changed_both_open_and_the_old_one_signs(browser, own_folder):
    before = browser.library
    manage("rotate_saml_key")
    both = browser.library

    browser.come_back(browser.idp.answer(browser.leave(), before, encrypt_assertion=True))

    assert browser.may_play
    assert (before.count("X509Certificate>"), both.count("X509Certificate>")) == (4, 8)
    assert [path.name for path in keys.files()] == ["0001.pem", "0002.pem"]


def test_in_the_end_the_new_key_signs_and_opens(browser, own_folder):
    manage("rotate_saml_key")
    manage("rotate_saml_key", "--finish")

    browser.sign_in(encrypt_assertion=True)

    assert browser.may_play
    assert [path.name for path in keys.files()] == ["0002.pem"]


def test_a_third_key_and_no_key_are_refused(own_folder):
    with pytest.raises(ValueError, match="only one"):
        keys.take_the_oldest_away()
    keys.add()
    with pytest.raises(ValueError, match="two keys"):
        keys.add()


# --- finding a university ------------------------------------------------------------------------


def test_without_a_provider_the_finder_comes_first(client, db):
    response = client.get("/saml2/login/", {"next": "/films/a/"})

    assert response["Location"] == "/universities/?next=%2Ffilms%2Fa%2F"


def test_a_discovery_service_is_asked_where_there_is_one(client, db, settings):
    settings.SAML_DISCOVERY_URL = "https://discovery.example/ds/"

    location = client.get("/saml2/login/", {"next": "/films/a/"})["Location"]

    assert location == (
        "https://discovery.example/ds/?entityID=http%3A%2F%2Ftestserver%2Fsaml2%2Fmetadata%2F"
        "&return=http%3A%2F%2Ftestserver%2Fsaml2%2Fdisco%2F%3Fnext%3D%252Ffilms%252Fa%252F"
    )


def test_its_answer_leads_to_the_provider_and_back_to_the_film(browser, film):
    answer = {"entityID": browser.idp.entity_id, "next": film.get_absolute_url()}
    address = browser.client.get("/saml2/disco/", answer)["Location"]

    response = browser.come_back(browser.idp.answer(address, browser.library))

    assert response["Location"] == film.get_absolute_url()


def test_we_are_a_discovery_service_for_ourselves(browser, campus):
    browser.client.cookies["university"] = campus.slug
    question = {"entityID": US, "return": "http://testserver/saml2/login/", "returnIDParam": "idp"}

    location = browser.client.get("/saml2/disco/", question)["Location"]

    assert location == "/saml2/login/?idp=https%3A%2F%2Fidp.uni.example%2Fsaml"


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example/", "http://testserver.evil.example/", ""]
)
def test_a_question_leads_back_to_nobody_else(browser, campus, back):
    browser.client.cookies["university"] = campus.slug

    location = browser.client.get("/saml2/disco/", {"entityID": US, "return": back})["Location"]

    assert location == "/universities/"


# --- where SAML cannot be spoken -----------------------------------------------------------------


def test_without_xmlsec1_its_doors_are_not_there(client, db, monkeypatch):
    monkeypatch.setattr("streaming.access.saml.installed.shutil.which", lambda _name: None)

    assert "xmlsec1" in installed.missing()
    with pytest.raises(Http404):
        installed.engine()
    assert client.get("/saml2/metadata/").status_code == 404
