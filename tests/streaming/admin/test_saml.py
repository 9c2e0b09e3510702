"""The form by which a university's IT sets up its SAML sign-on, for that university alone."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from streaming.models import SamlProvider
from tests.factories.admin_form import form_on
from tests.factories.saml import make_saml_provider
from tests.factories.streaming import make_staff, make_university
from tests.saml.provider import Provider, make_key

pytestmark = [pytest.mark.django_db, pytest.mark.programs]
LIST = "/admin/streaming/samlprovider/"
ADD = f"{LIST}add/"


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    return make_key(tmp_path_factory.mktemp("idp"), "idp")


@pytest.fixture
def idp(key):
    return Provider(key)


@pytest.fixture
def it(client, ours):
    client.force_login(make_staff("it", ours))


def change(provider):
    return reverse("admin:streaming_samlprovider_change", args=[provider.pk])


def errors(response):
    return str(response.context["adminform"].form.errors)


def test_pasted_metadata_makes_a_way_in(client, ours, it, idp):
    form = form_on(client, ADD) | {"university": ours.pk, "metadata": idp.metadata}

    client.post(ADD, form)

    provider = SamlProvider.objects.get()
    assert (provider.entity_id, provider.university) == (idp.entity_id, ours)
    assert provider.affiliations == ["member", "student", "faculty", "staff", "employee"]
    page = client.get(change(provider)).content.decode()
    assert "http://testserver/saml2/login/?idp=https://idp.uni.example/saml" in page
    assert "http://testserver/saml2/metadata/" in page


def test_a_file_takes_the_place_of_the_text(client, ours, it, idp):
    file = SimpleUploadedFile("idp.xml", idp.metadata.encode())
    form = form_on(client, ADD) | {"university": ours.pk, "metadata_file": file}

    client.post(ADD, form)

    assert SamlProvider.objects.get().entity_id == idp.entity_id


@pytest.mark.parametrize(
    ("bend", "words"),
    [
        (lambda text: "no metadata", "This is not XML"),
        (lambda text: text.replace("IDPSSODescriptor", "SPSSODescriptor"), "no identity provider"),
        (lambda text: text.replace("uni.example</", "</"), "names no scope"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(client, ours, it, idp, bend, words):
    form = form_on(client, ADD) | {"university": ours.pk, "metadata": bend(idp.metadata)}

    response = client.post(ADD, form)

    assert words in errors(response)
    assert not SamlProvider.objects.exists()


def test_one_provider_serves_one_university(client, ours, it, idp):
    make_saml_provider(idp.metadata, university=make_university(name="Foreign University"))
    form = form_on(client, ADD) | {"university": ours.pk, "metadata": idp.metadata}

    response = client.post(ADD, form)

    assert "serves a university already" in errors(response)
    assert "Foreign University" not in response.content.decode()


def test_another_universitys_provider_is_not_there(client, it, idp):
    foreign = make_saml_provider(idp.metadata)

    assert list(client.get(LIST).context["cl"].result_list) == []
    for address in (change(foreign), f"{LIST}98765/change/"):
        assert client.get(address).status_code == 302
        assert client.post(address, {"name": "ours"}).status_code == 302
    foreign.refresh_from_db()
    assert foreign.name == ""


def test_nobody_gives_a_way_in_to_another_university(client, ours, it, idp):
    foreign = make_university()
    form = form_on(client, ADD) | {"university": foreign.pk, "metadata": idp.metadata}

    assert client.post(ADD, form).status_code == 200
    assert not SamlProvider.objects.exists()


def test_a_librarian_has_no_business_there(client, ours, idp):
    client.force_login(make_staff("librarian", ours))

    assert client.get(ADD).status_code == 403


def test_where_saml_is_not_installed_the_form_says_what_is_missing(client, it, monkeypatch):
    monkeypatch.setattr("streaming.access.saml.installed.shutil.which", lambda _name: None)

    assert "xmlsec1" in client.get(ADD).content.decode()
