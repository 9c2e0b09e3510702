"""Films are chosen for a course, and the course system finds them in our signed answer."""

import html
import re

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from catalog.models import Film
from streaming.access import visit
from streaming.access.lti.deep_linking import DL
from streaming.access.lti.keys import rotate
from tests.factories.catalog import make_film
from tests.factories.streaming import make_licence, make_media
from tests.lms import LECTURER, LIBRARY
from tests.streaming.access.lti.conftest import FRAME

pytestmark = pytest.mark.django_db


@pytest.fixture
def pick(client, lms, open_link):
    """Begin to choose in a course; then `pick(film=…, hand_in=1)` fills the form in."""
    slips = []

    def picked(*, opening=None, **form):
        if not slips:
            page = open_link(chooses=opening or {}, role=LECTURER, browser=FRAME, cookies=False)
        else:
            page = client.post("/lti/deep/", form | {"slip": slips[-1]}, **FRAME)
        if found := re.search(r'name="slip" value="([^"]+)"', page.text):
            slips.append(html.unescape(found[1]))
        return page

    return picked


@pytest.fixture
def chosen(client, lms):
    """What the course system finds in a page that hands in: items by its own check, and claims."""

    def found(page):
        answer = html.unescape(re.search(r'name="JWT" value="([^"]+)"', page.text)[1])
        published = client.get("/lti/jwks/").json()
        lms.registration.set_tool_key_set(published)
        claims = jwt.decode(answer, KeySet.import_key_set(published), algorithms=["RS256"]).claims
        return lms.chosen(answer), claims

    return found


def test_a_film_is_chosen_and_its_link_leads_to_the_player(pick, chosen, open_link, client, film):
    pick()
    items, _claims = chosen(pick(film=film.slug, hand_in="1"))

    response = open_link(custom=items[0]["custom"], target=items[0]["url"])

    assert items[0]["type"] == "ltiResourceLink"
    assert (items[0]["title"], items[0]["url"]) == (film.title, f"{LIBRARY}/lti/launch/")
    assert items[0]["custom"] == {"film": film.identifier}
    assert items[0]["iframe"] == {"width": 800, "height": 600}
    assert 'data-may-play="true"' in client.get(response.url).text


def test_the_answer_says_to_whom_it_is_and_gives_back_what_it_was_given(
    pick, chosen, lms, registration, film
):
    pick(opening={"extra_data": {"course": ["x", 1]}})
    _items, claims = chosen(pick(film=film.slug, hand_in="1"))

    assert (claims["iss"], claims["aud"]) == (registration.client_id, [lms.issuer])
    assert claims["exp"] - claims["iat"] == 300
    assert claims[DL + "data"] == {"course": ["x", 1]}


def test_who_cancels_hands_in_nothing(pick, chosen, film):
    pick()

    assert chosen(pick(film=film.slug, cancel="1"))[0] == []


def test_the_page_goes_to_the_course_system_and_nowhere_else(pick, lms, film):
    pick()
    page = pick(film=film.slug, hand_in="1")

    assert f'action="{lms.url}/chosen"' in page.text
    assert f"form-action {lms.url};" in page["Content-Security-Policy"]
    assert page["Referrer-Policy"] == "no-referrer"
    assert page["Cache-Control"] == "private, no-store"


def test_only_what_the_university_may_play_is_offered_and_the_found_rest_is_marked(
    pick, registration, film
):
    other = make_media(film=make_film(title="Nobody’s Harbour")).film
    make_licence(film=other)

    offered, found = pick(), pick(q="harbour")

    assert f'value="{film.slug}"' in offered.text
    assert other.title not in offered.text
    assert other.title in found.text
    assert "Not yet here" in found.text
    assert f'value="{other.slug}"' not in found.text


def test_what_the_university_may_not_play_is_not_handed_in(pick, chosen):
    other = make_licence(film=make_media().film).film
    pick()

    assert chosen(pick(film=other.slug, hand_in="1"))[0] == []


@pytest.mark.parametrize("named", ["unknown", "\0", "é", "a" * 500, ""])
def test_a_film_that_is_none_is_not_handed_in(pick, chosen, named, film):
    pick()

    assert chosen(pick(film=named, hand_in="1"))[0] == []


def test_several_films_are_chosen_over_several_searches(pick, chosen, registration, film):
    other = make_licence(university=registration.university, film=make_media().film).film
    pick()
    page = pick(film=film.slug, q="something else")

    items, _claims = chosen(pick(film=[film.slug, other.slug], hand_in="1"))

    assert re.search(rf'value="{film.slug}" checked', page.text)
    assert [item["title"] for item in items] == [film.title, other.title]


@pytest.mark.parametrize(
    ("accepted", "kind", "shape"),
    [({"link", "html"}, "link", "url"), ({"html", "file"}, "html", "html")],
)
def test_a_course_system_without_lti_links_gets_a_plain_one(
    pick, chosen, film, accepted, kind, shape
):
    pick(opening={"accept_types": accepted})
    [item] = chosen(pick(film=film.slug, hand_in="1"))[0]

    assert item["type"] == kind
    assert f"{LIBRARY}/films/{film.slug}/streaming/" in item[shape]


def test_a_place_that_takes_no_link_is_told_so(pick):
    page = pick(opening={"accept_types": {"image"}})

    assert page.status_code == 403
    assert "takes no links" in page.text


def test_choosing_lets_nobody_in(client, pick, film):
    page = pick()

    assert visit.COOKIE not in page.cookies
    assert visit.COOKIE not in client.cookies


def test_films_are_paged_by_buttons(pick, registration):
    for number in range(30):
        film = make_media(film=make_film(title=f"Film {number:02}")).film
        make_licence(university=registration.university, film=film)

    first, second = pick(), pick(page="2")

    assert first.text.count('name="film"') == 24
    assert second.text.count('name="film"') == 6
    assert 'aria-current="page"' in second.text


@pytest.mark.parametrize("bend", [lambda slip: "", lambda slip: slip[:-1], lambda slip: "\0é"])
def test_a_form_without_our_slip_is_refused(client, pick, film, bend):
    page = pick()
    slip = html.unescape(re.search(r'name="slip" value="([^"]+)"', page.text)[1])

    response = client.post("/lti/deep/", {"slip": bend(slip), "film": film.slug, "hand_in": "1"})

    assert response.status_code == 403
    assert "JWT" not in response.text


def test_a_choice_ends_with_the_rule_that_it_was_asked_under(pick, registration, film):
    pick()
    registration.save()

    assert pick(film=film.slug, hand_in="1").status_code == 403


def test_the_key_before_a_rotation_still_checks_what_it_signed(client, pick, chosen, film):
    pick()
    page = pick(film=film.slug, hand_in="1")

    rotate()

    assert len(client.get("/lti/jwks/").json()["keys"]) == 2
    assert len(chosen(page)[0]) == 1


def test_the_published_keys_hold_no_private_half(client, lms, settings):
    [key] = client.get("/lti/jwks/").json()["keys"]

    assert set(key) == {"kty", "n", "e", "kid", "use", "alg"}
    path = settings.DATA_DIR / "lti_keys.json"
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_title_is_text_in_every_kind_of_answer(pick, chosen, film):
    Film.objects.filter(pk=film.pk).update(title="<b>&")
    pick(opening={"accept_types": {"html"}})

    [item] = chosen(pick(film=film.slug, hand_in="1"))[0]

    assert "&lt;b&gt;&amp;" in item["html"]
