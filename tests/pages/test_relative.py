"""A proxy that gives us another name is never left: pages, scripts and answers name no host."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings

from tests.factories.catalog import (
    make_collection,
    make_credit,
    make_festival,
    make_film,
    make_image,
    make_material,
    make_participation,
    make_review,
    make_subject,
    make_week,
)
from tests.factories.streaming import (
    make_captions,
    make_licence,
    make_media,
    make_range,
    make_university,
)

FIRST = ["/", "/admin/login/"]
FOLLOWED = 150
ADDRESSES = {"href", "src", "srcset", "action", "formaction", "poster", "data", "cite", "ping"}
OWN = re.compile(r"^(https?:)?//(testserver|localhost|127\.0\.0\.1)")
ON_PURPOSE = {"canonical", "alternate"}  # for machines outside, which know our name
STATIC = sorted(
    path for path in Path(settings.BASE_DIR, "static").rglob("*") if path.suffix in {".js", ".css"}
)


class Links(HTMLParser):
    """Every address in a page: of its attributes, and those of `data-` that a script reads."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "link" and {*(given.get("rel") or "").split()} & ON_PURPOSE:
            return
        for name, value in attributes:
            if name in ADDRESSES or name.startswith("data-"):
                self.found += [part.split()[0] for part in (value or "").split(",") if part.strip()]


@pytest.fixture
def house(db):
    campus = make_range("127.0.0.1", university=make_university(slug="campus")).university
    film = make_film(slug="the-film", identifier="fl-0001", year_from=2009, countries=["CA"])
    make_captions(media=make_media(film=film))
    make_licence(film=film, university=campus, seats=3)
    for make in (make_credit, make_image, make_material, make_participation, make_review):
        make(film=film)
    film.subjects.add(make_subject())
    film.collections.add(make_collection(introduction="Why."))
    make_festival()
    make_week(film)


def test_no_page_that_can_be_reached_names_our_host(house, client):
    waiting, seen, named = [*FIRST, "/embed/campus/the-film/", "/embed/campus/"], set(), []
    while waiting and len(seen) < FOLLOWED:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        answer = client.get(path)
        assert not any(cookie["domain"] for cookie in answer.cookies.values())
        assert not OWN.match(answer.get("Location", ""))
        assert not re.search(r"://", answer["Content-Security-Policy"])
        if answer["Content-Type"].startswith("text/html"):
            links = Links(answer.content.decode()).found
            named += [(path, link) for link in links if OWN.match(link)]
            waiting += [link.split("#")[0] for link in links if link.startswith("/")]
    assert not named
    assert {"/films/the-film/streaming/", "/u/campus/", "/universities/", "/films/"} < seen


@pytest.mark.parametrize("path", STATIC, ids=lambda path: path.name)
def test_no_script_and_no_style_asks_for_its_host(path):
    text = re.sub(r"https?://(www\.w3\.org|[a-z.]*\.example)/\S*", "", path.read_text())

    assert not re.search(r"https?://|location\.(host|hostname|origin)|document\.domain", text)
    assert not re.search(r"\b(top|parent)\.location", text)
