"""Course systems by LTI in the admin: entered by the university's own IT."""

import pytest
from django.urls import reverse

from streaming.models import LtiRegistration
from tests.factories.admin_form import form_on
from tests.factories.streaming import make_course_system, make_staff, make_university

pytestmark = pytest.mark.django_db
ADD = "/admin/streaming/ltiregistration/add/"


@pytest.fixture
def university(client):
    university = make_university()
    client.force_login(make_staff("it", university))
    return university


def entered(client, university, **changes):
    form = form_on(client, ADD) | {
        "university": university.pk,
        "issuer": "https://moodle.uni.example",
        "client_id": "abc",
        "auth_login_url": "https://moodle.uni.example/mod/lti/auth.php",
        "jwks_url": "https://moodle.uni.example/mod/lti/certs.php",
        "deployment_ids": "1\n 2 \n\n1",
        "is_active": "on",
    }
    return client.post(ADD, form | changes)


def change(registration):
    return reverse("admin:streaming_ltiregistration_change", args=[registration.pk])


def test_it_enters_a_course_system_with_its_deployments_one_a_line(client, university):
    response = entered(client, university)

    registration = LtiRegistration.objects.get()
    assert response.status_code == 302
    assert (registration.kind, registration.university) == ("lti", university)
    assert registration.deployment_ids == ["1", "2"]


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("jwks_url", "http://moodle.uni.example/"),
        ("jwks_url", "https://"),
        ("auth_login_url", "javascript:alert(1)"),
        ("token_url", "x"),
        ("deployment_ids", "a" * 256),
        ("client_id", ""),
    ],
)
def test_what_cannot_be_asked_is_refused_at_its_field(client, university, field, typed):
    page = entered(client, university, **{field: typed})

    assert field in page.context["adminform"].form.errors
    assert not LtiRegistration.objects.exists()


def test_an_issuer_and_client_are_entered_once(client, university):
    make_course_system(issuer="https://moodle.uni.example", client_id="abc")

    assert "registered already" in entered(client, university).text


def test_another_universitys_course_system_is_not_there(client, university):
    other = make_course_system()

    assert client.get(change(other)).status_code == 302
    assert other.issuer not in client.get("/admin/streaming/ltiregistration/").text
    entered(client, other.university)
    assert LtiRegistration.objects.count() == 1


def test_the_universitys_form_has_the_addresses_to_copy(client, university):
    page = client.get(reverse("admin:streaming_university_change", args=[university.pk]))

    for path in (f"/lti/register/?university={university.slug}", "/lti/login/", "/lti/jwks/"):
        assert path in page.text
