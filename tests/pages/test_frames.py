"""A film in a frame, where no cookie comes back: let in by a ticket, once, and by nothing else."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.conf import settings
from django.test import RequestFactory
from django.utils import timezone

from catalog.models import Collection, Film
from streaming.access.arrival import let_in, vouched
from streaming.access.evidence import Word
from streaming.models import Spent
from streaming.playback import frame_ticket
from tests.factories.catalog import make_film
from tests.factories.streaming import (
    make_licence,
    make_media,
    make_range,
    make_sign_on,
    make_staff,
    make_token,
    make_university,
)
from tests.streaming.playback.bent import mutants

FRAME = "/embed/campus/the-film/"
REFUSED = "This way in has been used already, or is too old."
HOME = {"REMOTE_ADDR": "203.0.113.9", "HTTP_USER_AGENT": "Browser/1.0"}
ON_CAMPUS = HOME | {"REMOTE_ADDR": "192.0.2.7"}
ELSEWHERE = HOME | {"REMOTE_ADDR": "203.0.113.10"}
ANOTHER_BROWSER = HOME | {"HTTP_USER_AGENT": "Another/1.0"}


@pytest.fixture
def film(db):
    film = make_film(slug="the-film")
    make_media(film=film)
    return film


@pytest.fixture
def campus(film):
    campus = make_range("192.0.2.0/24", university=make_university(slug="campus")).university
    make_licence(film=film, university=campus)
    return campus


@pytest.fixture
def portal(campus):
    return make_sign_on(university=campus)


def ticket(portal, film=None, *, ago=timedelta(0)):
    film_id = film.pk if film else None
    return frame_ticket.ticket_for(portal, portal.university, film_id, at=timezone.now() - ago)


def page(client, text, **meta):
    return client.get(FRAME, query_params={"ticket": text}, **(meta or HOME))


def film_in(response):
    """The address of the film's bytes on a page, or nothing."""
    found = re.search(r'<source src="([^"]+)"', response.content.decode())
    return found[1] if found else ""


def bytes_at(client, address, **meta):
    response = client.get(address, **(meta or HOME))
    b"".join(response)
    return response.status_code


def playing(client, portal, film):
    """The address of the film's bytes for somebody at home who came by a ticket."""
    return film_in(page(client, ticket(portal, film)))


@pytest.mark.parametrize("is_for_one", [True, False], ids=["one film", "the whole library"])
def test_a_ticket_plays_without_any_cookie(client, portal, film, is_for_one):
    response = page(client, ticket(portal, film if is_for_one else None))

    assert response.status_code == 200
    assert REFUSED not in response.content.decode()
    assert bytes_at(client, film_in(response)) == 200
    assert not client.cookies


def test_the_page_tells_its_address_to_nobody_and_is_kept_by_nobody(client, portal, film):
    text = ticket(portal, film)
    response = page(client, text)

    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Cache-Control"] == "private, no-store"
    assert text not in response.content.decode()
    assert "ticket" not in response.content.decode()
    assert not any(text in value for value in response.headers.values())


def test_without_a_ticket_somebody_at_home_is_not_let_in(client, campus):
    response = client.get(FRAME, **HOME)

    assert film_in(response) == ""
    assert REFUSED not in response.content.decode()


def test_a_used_ticket_is_refused_in_plain_words(client, portal, film):
    text = ticket(portal, film)
    page(client, text)
    response = page(client, text)

    assert response.status_code == 200
    assert REFUSED in response.content.decode()
    assert film_in(response) == ""


def test_a_late_ticket_is_refused_in_plain_words(client, portal, film):
    response = page(client, ticket(portal, film, ago=frame_ticket.LIFETIME))

    assert response.status_code == 200
    assert REFUSED in response.content.decode()
    assert film_in(response) == ""


def test_on_campus_a_used_ticket_does_not_matter(client, portal, film):
    text = ticket(portal, film)
    page(client, text)
    response = page(client, text, **ON_CAMPUS)

    assert REFUSED not in response.content.decode()
    assert bytes_at(client, film_in(response), **ON_CAMPUS) == 200


def test_on_campus_the_ticket_is_spent_and_the_address_plays(client, portal, film):
    address = film_in(page(client, ticket(portal, film), **ON_CAMPUS))

    assert Spent.objects.count() == 1
    assert bytes_at(client, address, **ON_CAMPUS) == 200
    portal.delete()
    assert bytes_at(client, address, **ON_CAMPUS) == 200


def test_who_only_looks_whether_the_page_is_there_spends_no_ticket(client, portal, film):
    text = ticket(portal, film)
    client.head(FRAME, query_params={"ticket": text}, **HOME)

    assert film_in(page(client, text))


def test_a_bent_ticket_is_403_in_the_same_words(client, portal, film):
    text = ticket(portal, film)
    other = make_sign_on()
    bent = [
        *("", "x", text + "=", text.upper(), text[:-1], f"{text} ", "\x00"),
        *sorted(set(mutants(text)) - {text})[:: len(text)],
        ticket(portal, make_film()),
        frame_ticket.ticket_for(other, other.university, film.pk, at=timezone.now()),
    ]
    answers = [page(client, one) for one in bent if one.isprintable()]
    answers.append(client.get(f"{FRAME}?ticket={text}&ticket={text}", **HOME))

    assert {answer.status_code for answer in answers} == {403}
    assert all(REFUSED in answer.content.decode() for answer in answers)
    assert not any(film_in(answer) for answer in answers)
    assert film_in(page(client, text))  # nobody spent it by trying


def test_each_refused_ticket_is_one_line_in_the_log(client, portal, film, caplog):
    text = ticket(portal, film)
    for one in (text, text, "garbage"):
        page(client, one)

    said = [record for record in caplog.messages if "ticket_refused" in record]
    assert len(said) == 2
    assert text not in caplog.text


@pytest.mark.parametrize("meta", [ELSEWHERE, ANOTHER_BROWSER])
def test_a_copied_address_is_refused_to_somebody_else(client, portal, film, meta):
    address = playing(client, portal, film)

    assert bytes_at(client, address, **meta) == 403
    assert bytes_at(client, address) == 200


def _shut(portal, _film):
    portal.is_active = False
    portal.save()


def _change(portal, _film):
    portal.save()


def _delete(portal, _film):
    portal.delete()


def _end_the_licence(_portal, film):
    film.licences.update(revoked_at=timezone.now())


def _withdraw(_portal, film):
    film.media.withdrawn_at = timezone.now()
    film.media.save()


def _unpublish(_portal, film):
    film.published_from = None
    film.save()


ENDS = [_shut, _change, _delete, _end_the_licence, _withdraw, _unpublish]


@pytest.mark.parametrize("end", ENDS)
def test_what_ends_the_right_is_felt_at_the_next_request(client, portal, film, end):
    address = playing(client, portal, film)
    assert bytes_at(client, address) == 200

    end(portal, film)

    assert bytes_at(client, address) == 403


@pytest.mark.parametrize("end", [_shut, _change, _delete])
def test_a_ticket_is_worth_nothing_once_who_vouched_changed_their_rule(client, portal, film, end):
    text = ticket(portal, film)
    end(portal, film)

    assert film_in(page(client, text)) == ""


def test_a_token_whose_word_is_nobodys_lets_nobody_in(client, campus, film):
    name = film.media.file.name.rpartition("/")[2]
    for word in (None, Word(10**9, 1)):
        token = make_token(film, campus, word=word, **HOME)
        assert bytes_at(client, f"/play/{token}/{name}") == 403


def test_the_word_of_one_university_opens_nothing_at_another(client, campus, film):
    stranger = make_sign_on()
    name = film.media.file.name.rpartition("/")[2]
    token = make_token(film, campus, word=Word(stranger.pk, 1), **HOME)

    assert bytes_at(client, f"/play/{token}/{name}") == 403


@pytest.mark.parametrize(("meta", "hours"), [(HOME, 4), (ON_CAMPUS, 12)])
def test_a_token_that_carries_its_evidence_lasts_a_few_hours(client, portal, film, meta, hours):
    address = film_in(page(client, ticket(portal, film), **meta))
    expiry = int(address.split("/")[2].split(".")[4])

    assert abs(expiry - timezone.now().timestamp() - 3600 * hours) < 60


@pytest.mark.parametrize("meta", [HOME, ON_CAMPUS])
def test_no_token_outlasts_the_licence(client, portal, film, time_machine, meta):
    midnight = datetime(2026, 11, 23, 23, tzinfo=UTC)  # in Berlin
    film.licences.update(ends_on="2026-11-23")
    time_machine.move_to(midnight - timedelta(hours=1), tick=False)
    address = film_in(page(client, ticket(portal, film), **meta))

    assert int(address.split("/")[2].split(".")[4]) == midnight.timestamp()


# --- from a portal's door into the frame ---------------------------------------------------------


def arrived(portal, next_, film_id=None):
    """Where somebody goes on to whom a sign-on lets in."""
    request = RequestFactory().get("/", **HOME)
    request.reference = "abc"
    evidence = vouched(portal, at=timezone.now(), film_id=film_id)
    return let_in(request, portal, evidence, next_=next_)["Location"]


@pytest.mark.parametrize("query", ["", "?theme=dark"])
def test_who_is_let_in_goes_on_into_a_frame_with_a_ticket(client, portal, film, query):
    address = arrived(portal, FRAME + query, film.pk)

    assert address.startswith(FRAME + (f"{query}&" if query else "?") + "ticket=")
    assert bytes_at(client, film_in(client.get(address, **HOME))) == 200


@pytest.mark.parametrize(
    "next_", ["/films/the-film/streaming/", "/embed/campus/", "/embed/other/the-film/", "/nowhere"]
)
def test_no_other_page_is_given_a_ticket(portal, next_):
    assert arrived(portal, next_) == next_


def test_a_ticket_typed_into_an_address_keeps_nobody_out_but_themselves(client, portal, film):
    address = arrived(portal, f"{FRAME}?ticket=typed", film.pk)

    assert client.get(address, **HOME).status_code == 403


# --- how a frame looks ---------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/embed/campus/", FRAME])
def test_a_theme_an_accent_and_a_language_are_the_frames_own(client, campus, settings, path):
    settings.LANGUAGES = [("en", "English"), ("ar", "Arabic")]
    query = {"theme": "dark", "accent": "f0a7b8", "language": "ar"}
    html = client.get(path, query_params=query).content.decode()

    assert '<html lang="ar" dir="rtl" data-theme="dark">' in html
    assert '<link rel="stylesheet" href="/embed/accent/f0a7b8.css">' in html
    assert '<html lang="en" dir="ltr" data-theme="auto">' in client.get(path).content.decode()


def test_an_accent_is_a_style_sheet_that_never_changes(client, db):
    response = client.get("/embed/accent/1b5fb8.css")

    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in response["Cache-Control"]
    assert b"--color-accent: light-dark(#1b5fb8," in response.content


@pytest.mark.parametrize("accent", ["808080", "1B5FB8", "red", "1b5fb", "1b5fb8;", "..%2f"])
def test_an_accent_that_cannot_be_read_or_is_none_is_404(client, db, accent):
    assert client.get(f"/embed/accent/{accent}.css").status_code == 404


def test_a_frame_may_list_one_collection_and_only_so_many(client, campus, film):
    other = make_film(slug="other-film", title="Other")
    make_media(film=other)
    make_licence(film=other, university=campus)
    cities = Collection.objects.create(name="Cities", slug="cities")
    film.collections.add(cities)

    def listed(**query):
        html = client.get("/embed/campus/", query_params=query).content.decode()
        return set(re.findall(r"/films/([-a-z]+)/\"", html))

    assert listed() == {"the-film", "other-film"}
    assert listed(collection="cities") == {"the-film"}
    assert listed(collection="absent") == {"the-film", "other-film"}
    assert len(listed(count="1")) == 1


def test_a_list_of_a_collection_is_called_by_its_name(client, campus, film):
    film.collections.add(Collection.objects.create(name="Cities", slug="cities"))
    html = client.get("/embed/campus/?collection=cities").content.decode()

    assert "<h1>Cities</h1>" in html


def test_the_script_for_the_height_is_small_and_any_site_may_take_it(client, db):
    response = client.get("/embed/height.js")

    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert len(response.content) < 1000


# --- the line to copy ----------------------------------------------------------------------------


def test_where_a_film_can_be_watched_its_page_has_the_line_for_a_page_of_ones_own(client, campus):
    html = unescape(client.get("/films/the-film/", **ON_CAMPUS).content.decode())

    [line] = re.findall(r"<iframe .*?</iframe>", html)
    assert f'src="{settings.SITE_URL}/embed/campus/the-film/"' in line
    assert 'referrerpolicy="no-referrer"' in line
    assert "ticket" not in line
    assert "/play/" not in line


def test_where_it_cannot_there_is_none(client, campus, film):
    assert "iframe" not in client.get("/films/the-film/", **HOME).content.decode()
    film.licences.all().delete()
    assert "iframe" not in client.get("/films/the-film/", **ON_CAMPUS).content.decode()


def test_a_title_is_text_in_the_line(client, campus, film):
    Film.objects.filter(pk=film.pk).update(title='"><script>alert(1)</script>')
    html = client.get("/films/the-film/", **ON_CAMPUS).content.decode()
    code = unescape(re.search(r'<code id="embed-code">(.*?)</code>', html)[1])

    assert "<script" not in code
    assert "&lt;script&gt;" in code


def test_the_university_has_its_own_line_in_the_admin(client, campus):
    client.force_login(make_staff("it", campus))
    html = unescape(client.get(f"/admin/streaming/university/{campus.pk}/change/").content.decode())

    [line] = re.findall(r"<iframe .*?</iframe>", html)
    assert f'src="{settings.SITE_URL}/embed/campus/"' in line
    assert client.get("/admin/streaming/university/add/").status_code in {200, 403}


def test_what_other_sites_are_told_of_a_film_holds_no_token(client, portal, film):
    answer = client.get("/oembed", query_params={"url": f"{settings.SITE_URL}/films/the-film/"})

    assert answer.status_code == 200
    assert b"/play/" not in answer.content
    assert b"ticket" not in answer.content
