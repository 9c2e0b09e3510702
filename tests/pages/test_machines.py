"""What programs read here: oEmbed, sitemap, robots, OpenSearch, feeds; and who is not in them."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from urllib.parse import quote
from xml.etree import ElementTree

import feedparser
import pytest
from django.utils import timezone

from catalog import sitemaps
from tests.factories.catalog import (
    make_collection,
    make_credit,
    make_distributor,
    make_festival,
    make_film,
    make_image,
    make_participation,
    make_person,
    make_subject,
    make_week,
)
from tests.factories.streaming import make_licence, make_media, make_university

pytestmark = pytest.mark.django_db

SITE = "https://films.example"
LATER = timedelta(days=1)
FOREIGN = quote("https://evil.example/films/the-film/")
NO_LENGTHS = ["0", "-1", "abc", "1.5", "9" * 5000, "%00", "١"]


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = SITE


@pytest.fixture
def film():
    film = make_film(slug="the-film", identifier="fl-1", title="Secrets & <Lies>")
    make_credit(film=film, person=make_person(name="Lixin Fan"))
    make_image(film=film)
    return film


def hidden_films():
    """A draft and a film to come, with everything that lists could name them by."""
    for name, published_from in {"draft": None, "future": timezone.now() + LATER}.items():
        film = make_film(
            slug=f"hidden-{name}", title="Hidden", identifier=f"fl-{name}",
            published_from=published_from, year_from=1888, countries=["IS"],
        )  # fmt: skip
        make_credit(film=film, person=make_person(slug=f"hidden-person-{name}"))
        make_participation(film=film, festival=make_festival(slug=f"hidden-festival-{name}"))
        film.subjects.add(make_subject(slug=f"hidden-subject-{name}"))
        film.collections.add(make_collection(slug=f"hidden-collection-{name}"))
        film.distributors.add(make_distributor(slug=f"hidden-distributor-{name}"))


# --- oEmbed --------------------------------------------------------------------------------------


def oembed(client, url, **asked):
    return client.get("/oembed", {"url": url, **asked})


@pytest.mark.parametrize(
    "url",
    [
        *(f"{SITE}/films/the-film/", f"{SITE}/films/the-film/streaming/", f"{SITE}/id/fl-1/"),
        *("/films/the-film/", "/id/fl-1/", f"{SITE}/films/the-film/?t=61#reviews"),
        "HTTP://FILMS.EXAMPLE/films/the-film/",
    ],
)
def test_a_films_addresses_are_described(client, film, url):
    response = oembed(client, url)

    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"
    assert response["Access-Control-Allow-Origin"] == "*"
    facts = response.json()
    picture = facts.pop("thumbnail_url")
    assert picture.startswith(f"{SITE}/images/")
    assert facts == {
        "type": "link",
        "version": "1.0",
        "title": "Secrets & <Lies>",
        "author_name": "Lixin Fan",
        "provider_name": "Film Library",
        "provider_url": f"{SITE}/",
        "cache_age": 86400,
        "thumbnail_width": facts["thumbnail_width"],
        "thumbnail_height": facts["thumbnail_height"],
    }


def test_the_same_is_said_as_xml(client, film):
    film.title += "\x0b"
    film.save()

    response = oembed(client, "/films/the-film/", format="xml")

    assert response["Content-Type"] == "text/xml; charset=utf-8"
    root = ElementTree.fromstring(response.content)
    assert root.tag == "oembed"
    assert root.findtext("title") == "Secrets & <Lies>\ufffd"
    assert root.findtext("type") == "link"


@pytest.mark.parametrize(
    ("asked", "has_poster"),
    [
        ({"maxwidth": "20", "maxheight": "30"}, True),
        ({"maxwidth": "19"}, False),
        ({"maxheight": "29"}, False),
        ({"maxwidth": "", "maxheight": "999999"}, True),
    ],
)
def test_a_poster_that_is_too_large_is_left_out_whole(client, film, asked, has_poster):
    facts = oembed(client, "/films/the-film/", **asked).json()

    assert [name for name in facts if name.startswith("thumbnail")] == (
        ["thumbnail_url", "thumbnail_width", "thumbnail_height"] if has_poster else []
    )


@pytest.mark.parametrize(
    ("query", "status"),
    [
        *(("", 400), ("url=", 400), ("url=http://[::1", 400), ("url=javascript:alert(1)", 400)),
        *(("url=ftp://films.example/films/the-film/", 400), ("url=%00", 400)),
        *((f"url={FOREIGN}", 404), ("url=//evil.example/films/the-film/", 404)),
        *(("url=/films/absent/", 404), ("url=/weeks/", 404), ("url=/films/the-film", 404)),
        *(("url=/films/the-film/&format=yaml", 501), ("format=yaml", 501)),
        *((f"url=/films/the-film/&maxwidth={text}", 400) for text in NO_LENGTHS),
        *((f"url=/films/the-film/&maxheight={text}", 400) for text in NO_LENGTHS),
    ],
)
def test_what_cannot_be_described_is_refused_by_its_own_status(client, film, query, status):
    response = client.get(f"/oembed?{query}")

    assert response.status_code == status
    assert response.json()["error"].endswith(".")


def test_an_earlier_address_describes_the_film_it_led_to(client, film):
    film.slug = "renamed"
    film.save()

    assert oembed(client, "/films/the-film/").json()["title"] == film.title


@pytest.mark.parametrize("url", ["/films/hidden-{}/", "/films/hidden-{}/streaming/", "/id/fl-{}/"])
def test_a_film_that_is_not_published_is_not_described(client, url):
    hidden_films()

    answers = [oembed(client, url.format(name)) for name in ("draft", "future", "absent")]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_a_description_costs_two_queries(query_cost, film):
    assert query_cost("/oembed?url=/films/the-film/") == 2


# --- the page's head -----------------------------------------------------------------------------


def attributes(html, name):
    return re.findall(rf'<(?:meta|link) [^>]*{name}="([^"]*)"[^>]*>', html)


@pytest.mark.parametrize("path", ["/films/the-film/", "/films/the-film/streaming/"])
def test_a_films_page_says_itself_to_machines(client, film, path):
    film.year_from, film.runtime_seconds, film.synopsis = 2009, 5100, "A </script><!-- synopsis."
    film.save()

    html = client.get(path).content.decode()

    address = f"{SITE}/films/the-film/"
    assert f'<link rel="canonical" href="{address}">' in html
    assert '<meta name="z:itemType" content="film">' in html
    assert '<meta name="z:directors" content="Lixin Fan">' in html
    assert '<meta property="video:duration" content="5100">' in html
    assert '<meta property="video:release_date" content="2009">' in html
    assert "citation_" not in html  # reference managers would take it for an article
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert json.loads(data)["description"] == "A </script><!-- synopsis."
    links = re.findall(r'type="(?:application/json|text/xml)\+oembed" href="([^"]*)"', html)
    for link in links:
        described = client.get(link.replace("&amp;", "&").removeprefix(SITE))
        assert described.status_code == 200
    assert len(links) == 2


def test_a_person_whose_family_name_comes_first_is_listed_by_it(client):
    person = make_person(name="Chen Kaige", family_name="Chen", given_name="Kaige",
                         family_name_first=True)  # fmt: skip
    film = make_credit(person=person).film

    html = client.get(film.get_absolute_url()).content.decode()

    assert '<meta name="z:directors" content="Chen, Kaige">' in html


PAGES = ["/", "/films/", "/weeks/", "/universities/", "/people/", "/subjects/", "/years/"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_names_its_one_address(client, film, path):
    html = client.get(path).content.decode()

    assert html.count('rel="canonical"') == 1
    assert f'<link rel="canonical" href="{SITE}{path}">' in html


def test_every_page_says_where_to_search(client):
    assert 'rel="search" type="application/opensearchdescription+xml" href="/opensearch.xml"' in (
        client.get("/").content.decode()
    )


# --- the cite box --------------------------------------------------------------------------------


def test_the_cite_box_has_every_style_and_the_files(client, film):
    html = client.get("/films/the-film/").content.decode()

    box = html.partition('<section id="cite"')[2].partition("</section>")[0]
    assert "<i>Secrets &amp; &lt;Lies&gt;</i> [Film]" in box
    assert box.count('class="button copy"') == 6
    assert box.count("hidden>") == 6  # until the script is there
    assert f"{SITE}/id/fl-1/" in box
    for form in ("ris", "bib", "csl.json"):
        assert f'href="/films/the-film.{form}"' in box


# --- sitemap, robots, OpenSearch -----------------------------------------------------------------

NS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def read(client, path):
    response = client.get(path)
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    root = ElementTree.fromstring(b"".join(response))
    return {each.findtext(f"{NS}loc"): each.findtext(f"{NS}lastmod") for each in root}


def read_all(client):
    index = read(client, "/sitemap.xml")
    return {
        loc: changed
        for part in index
        for loc, changed in read(client, part.removeprefix(SITE)).items()
    }


def test_every_published_page_is_in_the_sitemap_and_answers(client, film):
    film.year_from, film.countries = 2009, ["CA"]
    film.save()
    make_participation(film=film, festival=make_festival(slug="idfa"))
    film.subjects.add(make_subject(slug="migration"))
    film.collections.add(make_collection(slug="trains"))
    film.distributors.add(make_distributor(slug="ronin"))
    make_week(film, monday=date(2020, 1, 6))

    found = read_all(client)

    assert {
        f"{SITE}{path}"
        for path in (
            *("/", "/films/", "/films/the-film/", "/weeks/2020-W02/", "/years/2009/"),
            *("/countries/CA/", "/festivals/idfa/", "/subjects/migration/"),
            *("/collections/trains/", "/distributors/ronin/"),
        )
    } <= set(found)
    for loc in found:
        page = client.get(loc.removeprefix(SITE))
        assert page.status_code == 200, loc
        assert f'<link rel="canonical" href="{loc}">' in page.content.decode()


def test_nothing_hidden_is_in_the_sitemap(client):
    hidden_films()
    make_week(make_film(), monday=date(2199, 1, 7))

    found = read_all(client)

    assert not [loc for loc in found if re.search("hidden|1888|/IS/|2199|/u/|/embed/", loc)]


def test_a_films_page_changed_when_it_was_published_or_edited_last(client, film, time_machine):
    time_machine.move_to(datetime(2030, 5, 6, 7, 8, 9, tzinfo=UTC), tick=False)
    film.save()
    old = make_film(published_from=datetime(2030, 5, 6, tzinfo=UTC))
    old.history.all().delete()

    found = read(client, "/sitemap-films-1.xml")

    assert found[f"{SITE}/films/the-film/"] == "2030-05-06T07:08:09Z"
    assert found[f"{SITE}{old.get_absolute_url()}"] == "2030-05-06T00:00:00Z"


def test_a_part_holds_no_more_than_its_share(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "PER_PART", 3)
    films = [make_film() for _ in range(8)]
    films[1].delete()

    parts = [loc for loc in read(client, "/sitemap.xml") if "sitemap-films" in loc]
    pages = [read(client, part.removeprefix(SITE)) for part in parts]

    assert max(len(page) for page in pages) <= 3
    assert sum(len(page) for page in pages) == 7
    assert all(pages)


def test_the_sitemap_costs_the_same_for_one_film_and_for_forty(query_cost, film):
    def costs():
        query_cost("/sitemap.xml")  # the first to ask after an edit brings the index up to date
        return [query_cost(path) for path in ("/sitemap.xml", "/sitemap-films-1.xml")]

    few = costs()
    for _ in range(40):
        make_credit()

    assert costs() == few
    assert max(few) <= 4


@pytest.mark.parametrize(
    "path",
    ["/sitemap-films-2.xml", "/sitemap-films-0.xml", "/sitemap-x-1.xml", "/sitemap-lists-2.xml"],
)
def test_other_parts_are_not_there(client, film, path):
    assert client.get(path).status_code == 404


def test_robots_are_told_what_to_leave_alone(client):
    response = client.get("/robots.txt")
    lines = response.content.decode().splitlines()

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert f"Sitemap: {SITE}/sitemap.xml" in lines
    assert lines[0] == "User-agent: *"
    assert {line for line in lines if line.startswith("Disallow")} == {
        f"Disallow: /{room}/" for room in ("admin", "embed", "lti", "play", "saml2", "sushi")
    }


def test_browsers_are_told_how_to_search_here(client):
    response = client.get("/opensearch.xml")
    root = ElementTree.fromstring(response.content)
    ns = "{http://a9.com/-/spec/opensearch/1.1/}"

    assert response["Content-Type"].startswith("application/opensearchdescription+xml")
    assert len(root.findtext(f"{ns}ShortName")) <= 16
    assert root.findtext(f"{ns}InputEncoding") == "UTF-8"
    [search] = [url for url in root.findall(f"{ns}Url") if url.get("type") == "text/html"]
    assert search.get("template") == f"{SITE}/films/?q={{searchTerms}}"


# --- feeds ---------------------------------------------------------------------------------------


def feed(client, path):
    response = client.get(path)
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    found = feedparser.parse(response.content)
    assert not found.bozo
    assert found.version == "atom10"
    return found


def test_the_newest_films_are_a_feed(client):
    days = [datetime(2026, 1, day, tzinfo=UTC) for day in (1, 3, 2)]
    for day in days:
        make_credit(film=make_film(identifier=f"fl-{day.day}", published_from=day))
    hidden_films()

    found = feed(client, "/feeds/new.atom")

    assert [entry.id for entry in found.entries] == [
        f"tag:films.example,2026:fl-{number}" for number in (3, 2, 1)
    ]
    assert found.entries[0].updated == "2026-01-03T00:00:00+00:00"
    assert found.feed.updated == "2026-01-03T00:00:00+00:00"
    assert found.entries[0].author.startswith("Person")
    assert "summary" not in found.entries[0]  # not even an empty one
    assert {link.rel: link.href for link in found.feed.links}["self"] == f"{SITE}/feeds/new.atom"


def test_a_feed_of_many_is_of_the_fifty_newest_and_costs_two_queries(client, query_cost):
    for _ in range(51):
        make_credit()

    assert len(feed(client, "/feeds/new.atom").entries) == 50
    assert query_cost("/feeds/new.atom") == 2


def test_a_universitys_feed_says_since_when(client):
    campus = make_university(slug="campus", timezone="America/New_York")
    media = make_media(film=make_film(identifier="fl-1"))
    make_licence(film=media.film, university=campus, starts_on=date(2024, 7, 1))
    other = make_media(film=make_film(published_from=datetime(2025, 1, 1, tzinfo=UTC)))
    make_licence(film=other.film, university=campus, starts_on=date(2024, 7, 1))

    found = feed(client, "/u/campus/films.atom")

    assert {entry.updated for entry in found.entries} == {
        "2024-07-01T00:00:00-04:00",
        "2025-01-01T00:00:00+00:00",
    }
    assert "tag:films.example,2026:fl-1" in [entry.id for entry in found.entries]
    assert {link.rel: link.href for link in found.feed.links}["self"] == (
        f"{SITE}/u/campus/films.atom"
    )


def test_the_front_page_names_the_feed(client):
    assert 'type="application/atom+xml" href="/feeds/new.atom"' in client.get("/").content.decode()
