"""A course system registers itself; it opens nothing until staff say whose it is."""

import pytest
from django.urls import reverse

from streaming.models import AuditLine, LtiApplication, LtiRegistration
from tests.factories.streaming import make_staff, make_university
from tests.lms import LIBRARY, TOOL

pytestmark = pytest.mark.django_db


@pytest.fixture
def register(client, lms):
    def registered(**asked):
        asked = {"openid_configuration": f"{lms.url}/configuration"} | asked
        return client.get("/lti/register/", asked)

    return registered


def admin_of(thing):
    return reverse(f"admin:streaming_{thing._meta.model_name}_change", args=[thing.pk])


def test_the_course_system_learns_what_it_needs_and_nothing_is_asked_of_people(register, lms):
    register(registration_token="token-1")

    assert lms.tool["bearer"] == "Bearer token-1"
    assert lms.tool["initiate_login_uri"] == f"{LIBRARY}/lti/login/"
    assert lms.tool["redirect_uris"] == [f"{LIBRARY}/lti/launch/"]
    assert lms.tool["jwks_uri"] == f"{LIBRARY}/lti/jwks/"
    assert lms.tool["token_endpoint_auth_method"] == "private_key_jwt"
    assert lms.tool[TOOL]["claims"] == ["iss", "sub"]
    assert lms.tool[TOOL]["messages"][0]["type"] == "LtiDeepLinkingRequest"


def test_what_it_answers_waits_and_opens_nothing(client, register, lms):
    page = register()

    application = LtiApplication.objects.get()
    assert (application.issuer, application.client_id) == (lms.issuer, "given-by-lms")
    assert application.deployment_ids == ["12"]
    assert "data-done" in page.text
    assert f"frame-ancestors {lms.url}" in page["Content-Security-Policy"]
    assert not LtiRegistration.objects.exists()
    assert client.get(lms.login_address()).status_code == 403


def test_its_university_takes_it_into_use(client, register):
    university = make_university()
    register(university=university.slug)
    client.force_login(make_staff("it", university))
    page = admin_of(LtiApplication.objects.get())

    response = client.post(page, {"university": university.pk})

    registration = LtiRegistration.objects.get()
    assert response.url == admin_of(registration)
    assert (registration.university, registration.deployment_ids) == (university, ["12"])
    assert registration.is_active
    assert not LtiApplication.objects.exists()


def test_its_deployments_are_shown_as_people_write_them(client, register):
    register()
    LtiApplication.objects.update(deployment_ids=["12", "<b>"])
    client.force_login(make_staff("owner"))

    page = client.get(admin_of(LtiApplication.objects.get())).text

    assert "12<br>&lt;b&gt;" in page


def test_no_other_university_sees_it_or_takes_it(client, register):
    register(university=make_university().slug)
    other = make_university()
    client.force_login(make_staff("it", other))
    page = admin_of(LtiApplication.objects.get())

    assert client.get(page).status_code == 302
    client.post(page, {"university": other.pk})

    assert not LtiRegistration.objects.exists()
    assert "127.0.0.1" not in client.get("/admin/streaming/ltiapplication/").text


def test_one_that_names_no_university_waits_for_the_librarys_owner(client, register):
    register(university="unknown")
    university = make_university()
    page = admin_of(LtiApplication.objects.get())
    client.force_login(make_staff("it", university))
    assert client.get(page).status_code == 302

    client.force_login(make_staff("owner"))
    client.post(page, {"university": university.pk})

    assert LtiRegistration.objects.get().university == university


def test_what_is_registered_already_is_not_taken_twice(client, register, registration):
    register()
    application = LtiApplication.objects.get()
    LtiApplication.objects.update(client_id=registration.client_id)
    client.force_login(make_staff("owner"))

    page = client.post(admin_of(application), {"university": make_university().pk})

    assert "registered already" in page.text
    assert LtiRegistration.objects.count() == 1


WRONG = [
    "",
    "x",
    "https://",
    "https://user@127.0.0.1/configuration",
    "ftp://127.0.0.1/configuration",
    "file:///etc/passwd",
    "http://127.0.0.1:1/configuration",
    "http://[::1",
    "http://127.0.0.1:x/",
    "\0",
]


@pytest.mark.parametrize("address", WRONG)
def test_an_address_that_cannot_be_asked_is_refused_in_words(register, address):
    page = register(openid_configuration=address)

    assert page.status_code == 400
    assert "did not succeed" in page.text
    assert AuditLine.objects.get().act == "denial"
    assert not LtiApplication.objects.exists()


@pytest.mark.parametrize(
    "said",
    [
        {"issuer": "http://127.0.0.1:1"},
        {"issuer": "https://other.example"},
        {"issuer": None},
        {"issuer": ["a"]},
        {"registration_endpoint": "https://other.example/registrations"},
        {"registration_endpoint": None},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"jwks_uri": None},
    ],
)
def test_a_configuration_that_does_not_fit_is_refused(register, lms, said):
    lms.says = said

    assert register().status_code == 400
    assert not LtiApplication.objects.exists()


def test_a_course_system_that_refuses_us_is_not_kept(register, lms):
    lms.status = 403

    assert register().status_code == 400
    assert not LtiApplication.objects.exists()
