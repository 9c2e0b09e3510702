"""A university that signs on by SAML, its provider, and somebody's browser on the way."""

import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.factories.catalog import make_film
from tests.factories.saml import make_saml_provider
from tests.factories.streaming import make_licence, make_media, make_university
from tests.saml.browser import Browser
from tests.saml.provider import Provider, make_key

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker("programs")


@pytest.fixture(scope="session", autouse=True)
def what_saml_needs():
    """These tests speak to real programs: without them they fail, and say what to install."""
    here = {"xmlsec1": shutil.which("xmlsec1"), "requirements/saml.txt": find_spec("saml2")}
    lacking = " and ".join(name for name, found in here.items() if not found)
    assert not lacking, f"The tests of SAML need {lacking}, as .ci/run installs."


@pytest.fixture(scope="session")
def idp_key(tmp_path_factory):
    return make_key(tmp_path_factory.mktemp("idp"), "idp")


@pytest.fixture(scope="session")
def another_key(tmp_path_factory):
    return make_key(tmp_path_factory.mktemp("another"), "another")


@pytest.fixture
def idp(idp_key):
    return Provider(idp_key)


@pytest.fixture
def campus(db):
    return make_university(slug="campus", name="University of Example")


@pytest.fixture
def sign_on(campus, idp):
    return make_saml_provider(idp.metadata, university=campus)


@pytest.fixture
def film(campus):
    """One that plays at the university."""
    film = make_film(title="Night Mail")
    make_media(film=film)
    make_licence(film=film, university=campus)
    return film


@pytest.fixture
def browser(client, sign_on, idp, film):
    return Browser(client, idp, film)
