"""Any address and any header gets an answer: a page, a redirect or a clear refusal, never a 5xx."""

import itertools
import logging

import pytest
from django.test import Client
from django.utils import timezone

from catalog.models import Festival, Film
from tests.factories.catalog import make_film, make_material, make_week
from tests.factories.streaming import make_licence, make_media, make_range, make_university

HERE = "192.0.2.7"
LONG = "a" * 10_000

# As they stand in an address: percent-encoded bytes, so that what is no text can be sent as well.
VALUES = [
    *(
        "",
        "0",
        "1",
        "-1",
        "1.5",
        "1e9",
        "0x10",
        "9" * 30,
        "9" * 5000,
        "-" + "9" * 30,
        "NaN",
        "null",
    ),
    *("%00", "a%00b", "1%00", "%00%00", "%0A", "%0D%0A", "a%0D%0ASet-Cookie:%20a=b", "%09", "%7F"),
    *("%FF", "%C0%80", "%ED%A0%80", "%ED%BF%BF", "%F4%90%80%80", "%FE%FF", "%C3%28", "%E2%28%A1"),
    *("%D9%A1", "%EF%BC%91", "%C2%B2", "%E2%85%A7", "%F0%9D%9F%99"),  # digits, but not ours
    *("%E2%80%AEabc", "%D7%A9%D7%9C%D7%95%D7%9D", "%E2%80%8B", "%EF%BB%BF", "%F0%9F%8E%AC"),
    *("%EF%BF%BE", "e%CC%81", "%EF%B7%BA" * 100, "%CC%81" * 500),
    *("%27", "%22", "%27%20OR%201=1--", "1;DROP%20TABLE%20catalog_film", "%27)%20UNION%20SELECT"),
    *(
        "%25",
        "%25s",
        "%25(a)s",
        "%25%30%30",
        "_",
        "%5C",
        "%5C%27",
        "*",
        "(",
        ")",
        "[",
        "]",
        "%5B%5D",
    ),
    *(
        "%7B%7B1%2B1%7D%7D",
        "%7B%25%20debug%20%25%7D",
        "$%7B1%7D",
        "%7B0.__class__%7D",
        "%3C%25=1%25%3E",
    ),
    *("%3Cscript%3Ealert(1)%3C/script%3E", "%22%3E%3Cimg%20src=x%3E", "javascript:alert(1)"),
    *(
        "..",
        "..%2F..%2Fetc%2Fpasswd",
        "%2E%2E%2F",
        "....//",
        "C:%5C",
        "%2Fetc%2Fpasswd",
        "~",
        ".env",
    ),
    *("__class__", "pk__in", "film__slug", "_connector", "password__startswith", "id__gt=0"),
    *("true", "None", "undefined", "%2B", "%2B1", "%201%20", ".", "-", "--", "a-b_c", LONG),
    *("2026-W47", "2026-W99", "9999-W52", "0000-W00", "last-train-home", "campus", "the-film"),
    *("%E6%AD%B8%E9%80%94", "%" * 40, "%1", "%zz", "http:%2F%2Fevil.example", "%2F%2Fevil.example"),
]

# Addresses in which {} is the hostile part, and the parameters that the others have.
PATHS = [
    *("/{}", "/{}/", "/films/{}/", "/films/{}/streaming/", "/films/the-film/{}/", "/id/{}/"),
    *("/films/facets/{}/", "/films/facets/{}/?find=a"),
    *("/films/the-film/materials/{}/", "/films/{}/materials/1/", "/weeks/{}/", "/images/{}"),
    *("/people/{}/", "/subjects/{}/", "/festivals/{}/", "/years/{}/", "/countries/{}/"),
    *(
        "/images/{}.jpg",
        *("/u/{}/", "/u/campus/facets/{}/"),
        "/u/{}/films.json",
        "/u/campus/films.{}",
        "/u/campus/films/{}.json",
    ),
    *("/u/{}/films/the-film.json", "/embed/{}/", "/embed/campus/{}/", "/embed/{}/the-film/"),
    *("/films/{}.ris", "/films/the-film.{}", "/films/{}.citations.json", "/sitemap-{}.xml"),
    *("/oidc/{}/login/", "/oidc/{}/callback/", "/saml2/login/{}/"),
    *("/launch/{}/?token=a", "/launch/campus/?token={}", "/launch/campus/?token=a&next={}"),
    *(
        "/play/{}/film.mp4",
        "/play/1.1.1:x/{}",
        "/play/x/{}/main.m3u8",
        "/static/{}",
        "/healthz/{}",
        "/admin/{}",
    ),
]
PAGES = {
    "/": [],
    "/films/": ["q", "page", "subject", "country", "language", "decade", "festival", "award",
                "distributor", "captions", "availability", "runtime", "collection", "person",
                "sort", "view", "q__contains", "_connector"],
    "/films/facets/subject/": ["q", "find", "page", "subject"],
    "/films/the-film/": ["page", "at"],
    "/films/the-film/streaming/": ["t", "t=1,9&clip"],
    "/films/the-film/cite/": ["t"],
    "/films/the-film/clip/": ["t", "t=1,9&clip", "end=9&start", "start=1&end"],
    "/clips/": ["title", "clip", "add", "clip=the-film,1,9,x&remove", "clip=a,1,9,x&earlier"],
    "/films/the-film.ris": ["t"],
    "/feeds/new.atom": ["page"],
    "/films/the-film.bib": ["t"],
    "/films/the-film.csl.json": ["t"],
    "/films/the-film.citations.json": ["t"],
    "/weeks/": ["page"],
    "/people/": ["letter", "page"],
    "/years/": ["letter", "page"],
    "/years/2009/": ["sort", "page"],
    "/universities/": ["q", "next", "university", "page"],
    "/u/campus/": ["page", "q", "subject", "sort", "view", "availability"],
    "/u/campus/facets/subject/": ["q", "find", "page", "subject"],
    "/u/campus/films.json": ["page", "at", "callback"],
    "/u/campus/films.atom": ["page"],
    "/u/campus/films.csv": ["page"],
    "/u/campus/films/the-film.json": ["at"],
    "/embed/campus/": ["page", "origin"],
    "/embed/campus/the-film/": ["t", "t=1,9&clip", "ticket", "theme", "accent"],
    "/access/": ["film", "university"],
    "/u/campus/sign-in/": ["next"],
    "/healthz": ["x"],
}  # fmt: skip
OEMBED = ["url={}", "url=/films/{}/"]  # an unknown format gets its own status, 501
OEMBED += ["url=/films/the-film/&maxwidth={}", "url=/films/the-film/&maxheight={}"]
ADDRESSES = list(
    dict.fromkeys(
        [path.format(value) for path in PATHS for value in VALUES]
        + [
            f"{page}?{name}={value}"
            for page, names in PAGES.items()
            for name in names
            for value in VALUES
        ]
        + [f"/oembed?{query.format(value)}" for query in OEMBED for value in VALUES]
    )
)

# Headers arrive as text in Latin-1 (PEP 3333).
TEXTS = [
    *(
        "",
        "\0",
        "a\0b",
        "\xff\xfe",
        "\xed\xa0\x80",
        "\xc0\x80",
        LONG,
        "a=b; " * 2000,
        "'",
        '"',
        ";",
    ),
    *("=", ",", "é", "%00", "university", "1" * 5000, "-1", "{{1}}", "%s", "() { :; };", "\t", "*"),
    *("../../etc/passwd", "<script>", "null", "\u0661".encode().decode("latin-1"), "en;q=nan"),
    *("bytes=0-", "bytes=-1", "bytes=9-1", "bytes=0-0,2-3", "bytes=" + "0-1," * 500, "bytes=a-b"),
    *(
        "bytes=0-" + "9" * 400,
        "::1",
        "::ffff:192.0.2.7",
        "192.0.2.7:80",
        "[::1",
        "fe80::1%\0",
        '"aaaaaaaa\\000"',
    ),
]
HEADERS = [
    *("HTTP_X_FORWARDED_FOR", "REMOTE_ADDR", "HTTP_ACCEPT_LANGUAGE", "HTTP_RANGE", "HTTP_REFERER"),
    *("HTTP_ACCEPT", "HTTP_USER_AGENT", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE"),
    *("HTTP_IF_RANGE", "HTTP_ORIGIN", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST"),
    *("HTTP_AUTHORIZATION", "HTTP_X_HTTP_METHOD_OVERRIDE", "CONTENT_TYPE", "CONTENT_LENGTH"),
]
COOKIES = ["university", "library_staff", "csrftoken", "django_language", "messages"]
LEAKS = [
    "Traceback",
    "django.",
    "psycopg",
    "sqlite",
    "SELECT ",
    "/site-packages/",
    "OperationalError",
]


@pytest.fixture
def house(db):
    """A film with everything at its address, so that hostile values meet real rows."""
    campus = make_university(slug="campus")
    make_range("192.0.2.0/24", university=campus)
    film = make_film(slug="the-film", identifier="fl-0001", year_from=2009)
    make_media(film=film)
    make_licence(film=film, university=campus)
    make_material(film=film)
    make_week(film)
    return film


@pytest.fixture
def browser():
    """A client that sees what a server would: an error 500 is an answer and not an exception."""
    logging.disable(logging.CRITICAL)
    yield Client(raise_request_exception=False)
    logging.disable(logging.NOTSET)


def wrong(response, asked):
    """What is wrong with an answer, in a word; or nothing."""
    if response.status_code >= 500:
        return f"{response.status_code}: {asked[:200]!r}"
    if not response.streaming and not asked.startswith("/admin"):
        text = response.content.decode()
        if leaks := [leak for leak in LEAKS if leak in text.replace(asked, "")]:
            return f"{leaks}: {asked[:200]!r}"
    if "a" in response.cookies or "\n" in "".join(response.headers.values()):
        return f"a header was written: {asked[:200]!r}"
    return None


def get(browser, address, **environ):
    """Ask for an address as a server would hand it in: its path as bytes, its query as it is."""
    path, _mark, query = address.partition("?")
    return browser.generic("GET", path, QUERY_STRING=query, **environ)


def test_there_are_enough_of_them():
    requests = len(ADDRESSES) + len(HEADERS) * len(TEXTS) * 2 + len(COOKIES) * len(TEXTS) * 2

    assert requests > 5_000


@pytest.mark.parametrize("part", range(4))
def test_no_address_is_too_much(house, browser, part):
    found = [
        wrong(get(browser, address, REMOTE_ADDR=HERE), address) for address in ADDRESSES[part::4]
    ]

    assert not [fault for fault in found if fault]


@pytest.mark.parametrize("page", ["/films/the-film/", "/universities/"])
def test_no_header_is_too_much(house, browser, settings, page):
    settings.TRUSTED_PROXIES = 1

    found = [
        wrong(get(browser, page, **{header: text}), f"{header} {text}")
        for header, text in itertools.product(HEADERS, TEXTS)
    ]

    assert not [fault for fault in found if fault]


@pytest.mark.parametrize("page", ["/films/the-film/streaming/", "/u/campus/"])
def test_no_cookie_is_too_much(house, browser, page):
    found = [
        wrong(get(browser, page, HTTP_COOKIE=f"{name}={text}"), f"{name}={text}")
        for name, text in itertools.product(COOKIES, TEXTS)
    ]

    assert not [fault for fault in found if fault]


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "testserver.evil.example", "", "testserver:80:80", "testserver@evil"),
        *(
            "\0",
            "[::1",
            "a" * 10_000,
            "testserver\r\nX: y",
            "testserver, evil.example",
            "é.example",
        ),
        *("testserver/", "testserver?", "http://testserver", "*", ".testserver", "%00"),
    ],
)
@pytest.mark.parametrize("page", ["/films/the-film/", "/universities/", "/healthz"])
def test_another_host_is_refused(house, browser, page, host):
    response = get(browser, page, HTTP_HOST=host)

    assert response.status_code == 400
    assert "evil" not in response.content.decode()
    assert wrong(response, page) is None


def test_another_host_named_by_a_proxy_is_not_said_anywhere(house, browser):
    named = {"HTTP_X_FORWARDED_HOST": "evil.example", "HTTP_X_HOST": "evil.example"}

    for page in [*PAGES, "/films/absent/"]:
        response = get(browser, page, **named)
        assert b"evil.example" not in response.content
        assert "evil.example" not in str(response.headers)


@pytest.mark.parametrize("value", VALUES)
def test_nothing_posted_is_too_much(house, browser, value):
    body = f"university={value}&next={value}&forget".encode()
    choose = f"university={value}&next={value}".encode()
    form = "application/x-www-form-urlencoded"

    for sent in (body, choose, choose + b"&csrfmiddlewaretoken=" + value.encode()):
        response = browser.generic("POST", "/universities/", sent, content_type=form)
        assert response.status_code in {302, 404, 400, 413}
        assert wrong(response, value) is None


@pytest.mark.parametrize("kind", ["multipart/form-data", "multipart/form-data; boundary=\0", "a/b"])
def test_no_form_of_a_form_is_too_much(house, browser, kind):
    for body in (b"", b"\xff\xfe", b"--\r\n" * 100, b"university=campus", b"\0" * 1000):
        response = browser.generic("POST", "/universities/", body, content_type=kind)
        assert wrong(response, kind) is None


@pytest.mark.parametrize(
    "title", ["<b>bold</b>", "{{ 1 }}", "<!--fresh catalog.parts.x-->", "</main>"]
)
def test_what_is_in_the_catalogue_is_text_on_every_page(house, browser, title):
    Film.objects.update(title=title, synopsis=title, published_from=timezone.now())
    house.participations.create(festival=Festival.objects.create(name=title, slug="f"))
    house.reviews.create(outlet=title, quotation=title)

    for page in PAGES:
        html = get(browser, page, REMOTE_ADDR=HERE)
        assert html.status_code == 200
        if html["Content-Type"].startswith("text/html"):
            body = html.content.decode()
            assert "<b>bold</b>" not in body
            assert "<!--fresh" not in body
            assert body.count("</main>") == 1
