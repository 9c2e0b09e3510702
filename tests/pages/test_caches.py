"""Every named address, as different visitors ask for it through a cache that they share."""

import re

import pytest
from django.test import Client
from django.urls import get_resolver

from tests.factories.catalog import make_film, make_image, make_material, make_person, make_week
from tests.factories.streaming import make_licence, make_media, make_range, make_university

KNOWN = {"slug": "the-film", "film_slug": "the-film", "identifier": "fl-0001", "pk": 1}
KNOWN |= {"number": 1, "section": "films", "token": "x", "key": "2026-W10", "name": "film.mp4"}
AT_CAMPUS = {"university_detail", "university_films", "university_film", "embed_university"}
VISITORS = {
    "nobody": {},
    "somebody on campus": {"REMOTE_ADDR": "192.0.2.7"},
    "somebody of another campus": {"REMOTE_ADDR": "198.51.100.7"},
    "who chose": {"HTTP_COOKIE": "university=campus"},
    "who chose another": {"HTTP_COOKIE": "university=harbour"},
}
NOT_FOR_CACHES = re.compile(r"\b(private|no-store)\b")


def addresses(resolver=None, prefix="/"):
    """Of every name outside of the admin: its name and an address."""
    resolver = resolver or get_resolver()
    for key in resolver.reverse_dict:
        if not isinstance(key, str):
            continue
        [(template, parameters)], *_rest = resolver.reverse_dict[key]
        given = {name: KNOWN.get(name, 1) for name in parameters}
        if key in AT_CAMPUS or key.startswith("embed_"):
            given["slug"] = "campus"
        if "form" in given:
            given["form"] = "json" if key == "university_films" else "ris"
        yield prefix + template % given
    for namespace, (inner, sub) in resolver.namespace_dict.items():
        if namespace != "admin":
            yield from addresses(sub, prefix + inner)


ADDRESSES = sorted({*addresses(), "/static/css/base.css", "/absent", "/u/campus/x.css"})


@pytest.fixture
def house(db):
    campus = make_university(slug="campus")
    make_range("192.0.2.0/24", university=campus)
    make_range("198.51.100.0/24", university=make_university(slug="harbour"))
    film = make_film(slug="the-film", identifier="fl-0001")
    make_media(film=film)
    make_licence(film=film, university=campus)
    make_material(film=film)
    make_image(film=film)
    make_person(slug="the-film")
    make_week(film)
    return film


def asked_by(visitor, path):
    return Client(raise_request_exception=False).get(path, **VISITORS[visitor])


def body_of(response):
    text = b"".join(response).decode("utf-8", "replace")
    return re.sub(r"[0-9a-f]{12}|csrfmiddlewaretoken\S+ value=\S+", "", text)


def test_the_addresses_are_those_of_the_house():
    assert {"/films/the-film/", "/u/campus/films.json", "/embed/campus/the-film/"} < {*ADDRESSES}
    assert len(ADDRESSES) > 35


@pytest.mark.parametrize("path", ADDRESSES)
def test_no_two_visitors_share_an_answer_through_a_cache_between(house, path):
    answers = {visitor: asked_by(visitor, path) for visitor in VISITORS}

    kept = [a for a in answers.values() if not NOT_FOR_CACHES.search(a["Cache-Control"])]
    said = {(a.status_code, body_of(a)) for a in kept}
    assert len(said) <= 1
    assert not [a for a in kept if "Set-Cookie" in a or a.cookies]
    assert not kept or len(kept) == len(answers)
    for answer in answers.values():
        assert answer.status_code < 500
        if answer not in kept:
            assert "Cookie" in answer["Vary"]


@pytest.mark.parametrize("path", ADDRESSES)
def test_an_answer_to_staff_is_kept_by_no_cache(house, admin_client, path):
    answer = admin_client.get(path)

    if not NOT_FOR_CACHES.search(answer["Cache-Control"]):
        assert body_of(answer) == body_of(asked_by("nobody", path))


@pytest.mark.parametrize("path", ["/admin/", "/admin/catalog/film/", "/admin/login/"])
def test_a_page_of_the_admin_is_kept_by_nobody_at_all(house, admin_client, path):
    answer = admin_client.get(path)

    assert "no-store" in answer["Cache-Control"]
    assert "Cookie" in answer["Vary"]


DISGUISED = ["x.css", "films.json/x.css", "..%2fx.css", ";x.css", "%0ax.css", ".css", "x.jpg"]


@pytest.mark.parametrize("end", DISGUISED)
@pytest.mark.parametrize("page", ["/u/campus/", "/films/the-film/", "/films/the-film/streaming/"])
def test_a_page_is_not_found_under_the_name_of_a_file(house, page, end):
    answer = asked_by("somebody on campus", page + end)

    assert answer.status_code == 404
    assert NOT_FOR_CACHES.search(answer["Cache-Control"])
