"""A link in a course leads to the film, as a platform that is not ours has it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from streaming.access import visit
from streaming.access.evidence import How
from streaming.access.visitor import recognise
from streaming.models import AuditLine
from tests.factories.catalog import make_film
from tests.factories.streaming import make_university
from tests.lms import LECTURER, LIBRARY, rsa_key
from tests.streaming.access.lti.conftest import FRAME

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)
TARGETS = [
    "/films/{slug}/?t=761",
    "/films/{slug}/streaming/?t=761",
    "/id/{id}/?t=761",
    "/lti/launch/?film={id}&t=761",
]


def test_a_student_comes_from_the_course_to_the_player(client, open_link, registration, film):
    response = open_link(custom={"film": film.slug})
    page = client.get(response.url)

    assert response.url == f"/films/{film.slug}/streaming/"
    assert 'data-may-play="true"' in page.text
    assert "<video" in page.text


def test_the_platform_is_asked_as_the_standard_has_it(asked, registration):
    assert asked["scope"] == "openid"
    assert (asked["response_type"], asked["response_mode"]) == ("id_token", "form_post")
    assert (asked["prompt"], asked["client_id"]) == ("none", registration.client_id)
    assert asked["redirect_uri"] == f"{LIBRARY}/lti/launch/"
    assert (asked["login_hint"], asked["lti_message_hint"]) == ("user-1", "message-1")


def test_a_login_may_come_as_a_form(client, lms, registration):
    address, _, query = lms.login_address().partition("?")

    response = client.post(address, query, content_type="application/x-www-form-urlencoded")

    assert response.url.startswith(registration.auth_login_url)


@pytest.mark.parametrize("target", TARGETS)
def test_the_film_and_its_moment_may_be_in_the_links_address(open_link, film, target):
    target = LIBRARY + target.format(slug=film.slug, id=film.identifier)

    assert open_link(target=target).url == f"/films/{film.slug}/streaming/?t=761"


def test_what_was_chosen_for_the_course_counts_before_the_address(open_link, film):
    other = make_film()

    response = open_link(
        custom={"film": film.identifier, "t": "90"}, target=f"{LIBRARY}/films/{other.slug}/"
    )

    assert response.url == f"/films/{film.slug}/streaming/?t=90"


@pytest.mark.parametrize("moment", ["", "x", "-1", "1e3", "99999999", "٣"])
def test_a_moment_that_is_none_is_the_beginning(open_link, film, moment):
    assert (
        open_link(custom={"film": film.slug, "t": moment}).url == f"/films/{film.slug}/streaming/"
    )


def test_a_link_of_an_earlier_address_leads_to_the_film(open_link, film):
    earlier, film.slug = film.slug, "renamed"
    film.save()

    assert open_link(custom={"film": earlier}).url == "/films/renamed/streaming/"


def test_a_link_without_a_film_leads_to_the_universitys_page(open_link, registration):
    assert open_link().url == registration.university.get_absolute_url()


def test_what_is_kept_of_a_launch_names_nobody(client, open_link, registration, film, rf):
    open_link(custom={"film": film.slug}, user="student-4711", role=LECTURER)
    request = rf.get("/")
    request.COOKIES = {name: cookie.value for name, cookie in client.cookies.items()}

    [proof] = visit.evidence_of(request, at=timezone.now())
    line = AuditLine.objects.exclude(act="change").get()
    assert (proof.how, proof.university_id) == (How.LTI, registration.university_id)
    assert "4711" not in str(proof.as_json()) + str(vars(line))
    assert (line.act, line.who, line.what) == ("sign_on", "lti", str(registration))


def test_a_lecturer_there_is_no_staff_here(client, open_link):
    response = open_link(role=LECTURER)

    assert "library_staff" not in response.cookies
    assert client.get("/admin/").status_code == 302


def test_a_change_of_the_registration_ends_its_word(client, open_link, registration, film, rf):
    open_link(custom={"film": film.slug})

    registration.save()

    request = rf.get("/")
    request.COOKIES = {name: cookie.value for name, cookie in client.cookies.items()}
    assert not recognise(request, at=timezone.now()).is_of(registration.university)


def test_in_a_frame_a_browser_with_its_cookie_comes_to_the_player(
    client, open_link, registration, film
):
    response = open_link(custom={"film": film.slug, "t": "90"}, browser=FRAME)

    page, _, ticket = response.url.partition("&ticket=")
    assert page == f"/embed/{registration.university.slug}/{film.slug}/?t=90"
    assert ticket  # should the browser not give the cookie back
    assert visit.COOKIE in response.cookies


def test_in_a_frame_without_a_cookie_the_film_plays_by_a_ticket_and_once(
    client, open_link, registration, film
):
    response = open_link(custom={"film": film.slug, "t": "90"}, browser=FRAME, cookies=False)
    client.cookies.clear()

    page, again = (client.get(response.url, **FRAME) for _ in range(2))

    assert response.url.startswith(f"/embed/{registration.university.slug}/{film.slug}/?t=90&")
    assert visit.COOKIE not in response.cookies
    assert "<video" in page.text
    assert "<video" not in again.text
    assert AuditLine.objects.filter(act="sign_on").count() == 1


def test_a_course_system_may_frame_the_films_of_its_university_alone(client, lms, registration):
    pages = [f"/embed/{u.slug}/" for u in (registration.university, make_university())]

    policies = [client.get(page)["Content-Security-Policy"] for page in pages]

    assert [f"frame-ancestors {lms.url}" in policy for policy in policies] == [True, False]


def test_in_a_frame_the_library_is_opened_in_a_window_of_its_own(client, open_link, registration):
    response = open_link(browser=FRAME)

    assert response.status_code == 200
    assert visit.COOKIE not in response.cookies
    assert 'target="_blank"' in response.text


def test_without_its_cookie_a_browser_goes_on_by_a_button_and_once(
    client, open_link, registration, film
):
    page = open_link(custom={"film": film.slug}, cookies=False)
    form = {"pass": page.context["pass"]}
    own = {"HTTP_SEC_FETCH_SITE": "same-origin"}

    response, again = (client.post("/lti/onward/", form, **own) for _ in range(2))

    assert visit.COOKIE not in page.cookies
    assert response.url == f"/films/{film.slug}/streaming/"
    assert visit.COOKIE in response.cookies
    assert again.status_code == 403


def test_no_other_site_sends_a_browser_on(client, open_link, film):
    page = open_link(custom={"film": film.slug}, cookies=False)
    checking = type(client)(enforce_csrf_checks=True)

    response = checking.post(
        "/lti/onward/", {"pass": page.context["pass"]}, HTTP_SEC_FETCH_SITE="cross-site"
    )

    assert response.status_code == 403
    assert visit.COOKIE not in response.cookies


def test_the_pass_ends_with_the_rule_that_it_was_given_under(client, open_link, registration):
    page = open_link(cookies=False)
    registration.save()

    response = client.post(
        "/lti/onward/", {"pass": page.context["pass"]}, HTTP_SEC_FETCH_SITE="same-origin"
    )

    assert response.status_code == 403


def test_over_https_the_cookie_of_a_frame_is_partitioned(client, lms, registration, settings):
    settings.IS_HTTPS = True

    cookie = client.get(lms.login_address(), **FRAME).cookies["library_lti"]

    assert (cookie["samesite"], cookie["secure"], cookie["partitioned"]) == ("None", True, True)
    assert cookie["path"] == "/lti/"


def test_only_the_platform_and_the_universitys_sites_frame_the_answer(open_link, lms, registration):
    registration.university.origins.create(origin="https://courses.uni.example")

    policy = open_link(browser=FRAME)["Content-Security-Policy"]

    assert f"frame-ancestors 'self' {lms.url} https://courses.uni.example" in policy


def test_a_key_that_is_new_at_the_platform_is_fetched_once(open_link, lms, film, time_machine):
    time_machine.move_to(NOON)
    open_link(custom={"film": film.slug})
    lms.sign_by(rsa_key(2))
    time_machine.move_to(NOON + timedelta(minutes=1))

    answers = [open_link(custom={"film": film.slug}).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert lms.asked == ["/jwks", "/jwks"]
