"""What is not there, not yet there or not for you: the same words for all, and nothing between."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from catalog.models import Collection, Distributor, Festival, Film, Person, Subject
from catalog.models.week import monday_of
from streaming.models import University
from tests.factories.catalog import (
    make_credit,
    make_film,
    make_material,
    make_participation,
    make_week,
)
from tests.factories.streaming import (
    make_captions,
    make_licence,
    make_media,
    make_range,
    make_token,
    make_university,
)

pytestmark = pytest.mark.django_db

ON_CAMPUS = {"REMOTE_ADDR": "192.0.2.7"}
ELSEWHERE = {"REMOTE_ADDR": "198.51.100.7"}


@pytest.fixture
def campus(db):
    university = make_university(slug="campus")
    make_range("192.0.2.0/24", university=university)
    return university


@pytest.fixture
def film(campus):
    film = make_film(slug="the-film")
    make_media(film=film)
    make_licence(film=film, university=campus)
    return film


def words_of(response):
    """An answer without its reference id and without the words of its own address."""
    text = response.content.decode()
    text = text[text.find("<main") :].partition("</main>")[0]  # around it are the visitor's things
    text = text.replace(response["X-Request-ID"], "ID")
    return re.sub(r"(future|draft|absent)([- +]|%20)?(film)?", "NAME", text)


# --- unknown, a draft, and one that comes later --------------------------------------------------

FILM_ADDRESSES = [
    *("/films/{}-film/", "/films/{}-film/streaming/", "/id/fl-{}/", "/embed/campus/{}-film/"),
    *("/u/campus/films/{}-film.json", "/films/{}-film/materials/{pk}/", "/films/{}-film/clip/"),
    "/films/{}-film/cite/?t=12:41",
    *("/films/{}-film.ris", "/films/{}-film.bib", "/films/{}-film.csl.json?t=1"),
    "/films/{}-film.citations.json",
]


@pytest.mark.parametrize("address", FILM_ADDRESSES)
@pytest.mark.parametrize("meta", [ON_CAMPUS, ELSEWHERE], ids=["on campus", "elsewhere"])
def test_a_film_that_is_not_published_is_like_one_that_is_not(client, campus, address, meta):
    for name, published_from in {
        "draft": None,
        "future": timezone.now() + timedelta(days=1),
    }.items():
        film = make_film(
            slug=f"{name}-film",
            identifier=f"fl-{name}",
            title="Nobody may read this title",
            published_from=published_from,
        )
        make_media(film=film)
        make_licence(film=film, university=campus)
        material = make_material(film=film)

    answers = {
        name: client.get(address.format(name, pk=material.pk), **meta)
        for name in ("absent", "draft", "future")
    }

    assert {answer.status_code for answer in answers.values()} == {404}
    assert len({words_of(answer) for answer in answers.values()}) == 1
    assert "Nobody may read" not in answers["future"].content.decode()
    headers = [
        {name: value for name, value in answer.headers.items() if name != "X-Request-ID"}
        for answer in answers.values()
    ]
    lengths = [header.pop("Content-Length", None) for header in headers]
    assert headers[0] == headers[1] == headers[2]
    assert len(lengths) == 3


def test_a_future_film_appears_at_its_moment_without_anybodys_doing(client, campus, time_machine):
    moment = datetime(2026, 11, 23, 12, tzinfo=UTC)
    make_film(slug="the-film", identifier="fl-1", published_from=moment)
    addresses = (
        "/films/the-film/",
        "/films/the-film/streaming/",
        "/id/fl-1/",
        "/films/the-film.ris",
    )

    time_machine.move_to(moment - timedelta(microseconds=1), tick=False)
    before = {client.get(address).status_code for address in addresses}
    time_machine.move_to(moment, tick=False)
    after = [client.get(address).status_code for address in addresses]

    assert before == {404}
    assert after == [200, 200, 302, 200]


@pytest.mark.parametrize("address", ["/", "/films/", "/films/?q=Nobody", "/weeks/2020-W02/"])
def test_no_list_names_a_film_that_is_not_published(client, address):
    draft = make_film(title="Nobody may read this", published_from=None)
    later = make_film(
        title="Nobody may read that", published_from=timezone.now() + timedelta(days=1)
    )
    make_week(draft, later, make_film(), monday=datetime(2020, 1, 6).date())

    html = client.get(address).content.decode()

    assert "Nobody may read" not in html


THINGS = [
    *("/people/somebody/", "/subjects/s/", "/festivals/f/", "/distributors/d/", "/collections/c/"),
    *("/years/2009/", "/countries/CA/"),
]
LISTS = ["/", *dict.fromkeys(f"/{path.split('/')[1]}/" for path in THINGS)]


def make_with_everything(**values):
    """A film with something of every kind that has a page."""
    film = make_film(year_from=2009, countries=["CA"], **values)
    make_credit(film=film, person=Person.objects.get_or_create(name="Nobody P", slug="somebody")[0])
    festival = Festival.objects.get_or_create(name="Nobody F", slug="f")[0]
    make_participation("Nobody A", film=film, festival=festival)
    film.subjects.add(Subject.objects.get_or_create(name="Nobody S", slug="s")[0])
    film.distributors.add(Distributor.objects.get_or_create(name="Nobody D", slug="d")[0])
    film.collections.add(
        Collection.objects.get_or_create(name="Nobody C", slug="c", introduction="Nobody I")[0]
    )
    return film


def test_what_no_published_film_has_is_nowhere(client):
    make_with_everything(published_from=None)
    make_with_everything(published_from=timezone.now() + timedelta(days=1))

    assert {client.get(address).status_code for address in THINGS} == {404}
    for address in LISTS:
        html = client.get(address).content.decode()
        assert "Nobody" not in html
        assert not [thing for thing in THINGS if f'href="{thing}"' in html]


@pytest.mark.parametrize("address", THINGS)
def test_a_thing_without_a_film_is_like_one_that_does_not_exist(client, address):
    make_with_everything(published_from=None)
    kind, key = address.strip("/").split("/")
    absent = {"years": "1999", "countries": "XX"}.get(kind, "absent")

    answers = {name: client.get(f"/{kind}/{name}/") for name in (key, absent)}

    texts = {
        re.sub(rf"\b(KEY|NAME|{name})\b", "KEY", words_of(answer))
        for name, answer in answers.items()
    }
    assert {answer.status_code for answer in answers.values()} == {404}
    assert len(texts) == 1


@pytest.mark.parametrize("address", THINGS)
def test_a_thing_shows_and_counts_its_published_films_alone(client, address):
    make_with_everything(title="One that is shown")
    make_with_everything(title="A draft", published_from=None)
    make_with_everything(title="One to come", published_from=timezone.now() + timedelta(days=1))

    page = client.get(address).content.decode()
    index = client.get(f"/{address.split('/')[1]}/").content.decode()

    assert "One that is shown" in page
    assert not re.search("A draft|One to come", page)
    assert "1 film<" in page
    assert "1 film<" in index


def test_a_film_that_is_unpublished_leaves_every_page_of_things_at_once(client):
    film = make_with_everything(title="Once shown")
    assert {client.get(address).status_code for address in THINGS} == {200}

    Film.objects.filter(pk=film.pk).update(published_from=None)

    assert {client.get(address).status_code for address in THINGS} == {404}


def test_featured_films_name_none_that_is_not_published_or_was_taken_back(client):
    draft = make_film(title="A draft", published_from=None)
    later = make_film(title="One for later", published_from=timezone.now() + timedelta(days=1))
    gone = make_media(film=make_film(title="One taken back"), withdrawn_at=timezone.now()).film
    shown = make_film(title="One that is shown")
    make_week(draft, later, gone, shown, monday=monday_of(timezone.localdate()))
    page = make_film().get_absolute_url()

    html = client.get(page).content.decode()

    assert 'id="featured"' in html
    assert "One that is shown" in html
    assert not re.search("A draft|One for later|One taken back", html)


def test_a_week_that_has_not_begun_is_like_one_that_is_not(client):
    monday = monday_of(timezone.localdate()) + timedelta(weeks=1)
    week = make_week(make_film(), monday=monday)

    assert client.get(week.get_absolute_url()).status_code == 404
    assert client.get("/weeks/2199-W01/").status_code == 404
    assert week.key not in client.get("/weeks/").content.decode()


@pytest.mark.parametrize(
    "address",
    [
        *("/u/nowhere/", "/u/nowhere/films.json", "/u/nowhere/films.atom", "/u/nowhere/films.csv"),
        *("/u/nowhere/films/the-film.json", "/embed/nowhere/", "/embed/nowhere/the-film/"),
        *("/u/campus/x.css", "/u/campus/films.xml", "/films/the-film/materials/999999/"),
    ],
)
def test_what_is_at_no_address_is_404(client, film, address):
    assert client.get(address).status_code == 404


def test_a_program_is_told_so_as_an_object(client, campus):
    response = client.get("/u/campus/films/absent.json")

    assert response.status_code == 404
    assert response.json() == {"error": "Not Found", "reference": response["X-Request-ID"]}


# --- bytes ---------------------------------------------------------------------------------------


def ask(client, film, university, *, name=None, expires_in=timedelta(hours=1), **meta):
    meta = meta or ON_CAMPUS
    token = make_token(film, university, expires_at=timezone.now() + expires_in, **meta)
    name = name or film.media.file.name.rpartition("/")[2]
    return client.get(f"/play/{token}/{name}", **meta)


def test_an_admitted_visitor_gets_the_bytes_and_nobody_between_keeps_them(client, campus, film):
    response = ask(client, film, campus)

    assert response.status_code == 200
    assert b"".join(response) == b"no film"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Type"] == "video/mp4"
    assert response["X-Robots-Tag"] == "noindex"


def test_captions_leave_by_the_same_gate(client, campus, film):
    captions = make_captions(media=film.media)
    name = captions.file.name.rpartition("/")[2]

    response = ask(client, film, campus, name=name)
    assert (response.status_code, b"".join(response)) == (200, b"WEBVTT\n")
    film.licences.all().delete()
    assert ask(client, film, campus, name=name).status_code == 403


def test_every_refusal_has_the_same_words(client, campus, film):
    other = make_university(slug="other")
    make_range("203.0.113.0/24", university=other)
    stranger = make_media().film
    make_licence(film=stranger, university=campus)
    unlicensed = make_media().film
    name = film.media.file.name.rpartition("/")[2]
    good = make_token(film, campus, **ON_CAMPUS)
    nowhere = University(pk=10**9)

    of_the_campus = {
        "from elsewhere": ask(client, film, campus, **ELSEWHERE),
        "from another university": ask(client, film, campus, REMOTE_ADDR="203.0.113.1"),
        "no licence": ask(client, unlicensed, campus),
        "another's address": client.get(f"/play/{good}/{name}", **ELSEWHERE),
    }
    of_nobody = {
        "expired": ask(client, film, campus, expires_in=timedelta(seconds=-1)),
        "bent": client.get(f"/play/{good[:-1]}{'A' if good[-1] != 'A' else 'B'}/{name}"),
        "garbage": client.get(f"/play/garbage/{name}"),
        "no such university": client.get(
            f"/play/{make_token(film, nowhere, **ON_CAMPUS)}/{name}", **ON_CAMPUS
        ),
        "another file": ask(client, film, campus, name="other.mp4"),
        "a hidden file": ask(client, film, campus, name=".mp4"),
    }

    for answers in (of_the_campus, of_nobody):
        assert {name: a.status_code for name, a in answers.items()} == dict.fromkeys(answers, 403)
        assert len({words_of(answer) for answer in answers.values()}) == 1, answers
        assert {a["Cache-Control"] for a in answers.values()} == {"private, no-store"}
    assert ask(client, film, campus).status_code == 200  # the arrangement does let one in


def test_a_chosen_university_opens_no_gate(client, campus, film):
    client.cookies["university"] = "campus"

    assert ask(client, film, campus, **ELSEWHERE).status_code == 403


def test_no_forwarded_address_opens_the_gate(client, campus, film):
    forged = {"HTTP_X_FORWARDED_FOR": "192.0.2.7", "HTTP_X_REAL_IP": "192.0.2.7", **ELSEWHERE}

    assert ask(client, film, campus, **forged).status_code == 403


# --- materials -----------------------------------------------------------------------------------


@pytest.mark.parametrize("is_file", [True, False], ids=["a file", "a link"])
@pytest.mark.parametrize("audience", ["everyone", "licensed"])
def test_materials_are_for_whom_they_are_for(client, campus, film, audience, is_file):
    content = {"url": "", "file": ContentFile(b"%PDF", name="guide.pdf")} if is_file else {}
    material = make_material(film=film, audience=audience, **content)
    address = f"/films/the-film/materials/{material.pk}/"
    given = 200 if is_file else 302

    def status(**meta):
        response = client.get(address, **meta)
        b"".join(response)
        return response.status_code

    assert status(**ON_CAMPUS) == given
    assert status(**ELSEWHERE) == (given if audience == "everyone" else 403)
    film.licences.all().delete()
    assert status(**ON_CAMPUS) == (given if audience == "everyone" else 403)


def test_a_material_is_not_at_another_films_address(client, film):
    material = make_material(film=film)
    other = make_film(slug="other")

    assert client.get(f"/films/{other.slug}/materials/{material.pk}/").status_code == 404


def test_a_material_is_saved_and_not_shown_as_a_page_of_ours(client, film):
    file = ContentFile(b"<script>alert(1)</script>", name="guide.html")
    material = make_material(film=film, url="", file=file)

    response = client.get(f"/films/the-film/materials/{material.pk}/")

    b"".join(response)
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("what", ["film", "material"])
def test_a_file_that_has_gone_from_the_disk_is_404(client, campus, film, what):
    if what == "film":
        film.media.file.storage.delete(film.media.file.name)
        response = ask(client, film, campus)
    else:
        material = make_material(film=film, url="", file=ContentFile(b"x", name="guide.pdf"))
        material.file.storage.delete(material.file.name)
        response = client.get(f"/films/the-film/materials/{material.pk}/")

    assert response.status_code == 404
