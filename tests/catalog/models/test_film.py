import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse, set_script_prefix

from catalog.models import Film, FilmIdentifier, OldSlug
from catalog.models.film import film_address, new_identifier, sort_key
from tests.factories.catalog import make_film

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 6, 15, 12, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)


def refused(row):
    """The fields that a form would complain about, and whether the database refuses the row."""
    try:
        row.full_clean()
        fields = set()
    except ValidationError as error:
        fields = set(error.message_dict)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        return fields, True
    return fields, False


# --- addresses -----------------------------------------------------------------------------------


def test_every_earlier_address_leads_to_the_present_one(client):
    film = make_film(slug="first")
    for slug in ("second", "third"):
        film.slug = slug
        film.save()

    for earlier in ("first", "second"):
        response = client.get(f"/films/{earlier}/")
        assert (response.status_code, response["Location"]) == (301, "/films/third/")
        response = client.get(f"/films/{earlier}/streaming/")
        assert (response.status_code, response["Location"]) == (301, "/films/third/streaming/")
    assert client.get("/films/third/").status_code == 200


def test_a_film_goes_by_its_slug_before_anothers_earlier_one_or_identifier():
    film, other = make_film(slug="first"), make_film(slug="other", identifier="second")
    film.slug = "second"
    film.save()

    assert Film.objects.named("second") == film
    assert Film.objects.named("first") == film
    assert Film.objects.named(other.identifier) == film
    assert Film.objects.named(other.slug) == other
    assert Film.objects.named("nothing") is None


def test_a_film_may_go_back_to_an_earlier_address(client):
    film = make_film(slug="first")
    film.slug = "second"
    film.save()
    film.slug = "first"
    film.save()

    assert client.get("/films/first/").status_code == 200
    assert client.get("/films/second/")["Location"] == "/films/first/"
    assert list(film.old_slugs.values_list("slug", flat=True)) == ["second"]


def test_an_address_that_was_left_may_be_taken_by_another_film(client):
    film = make_film(slug="first")
    film.slug = "second"
    film.save()

    newcomer = make_film(slug="first", title="The newcomer")

    assert "The newcomer" in client.get("/films/first/").content.decode()
    assert not OldSlug.objects.filter(slug="first").exists()
    newcomer.slug = "third"
    newcomer.save()
    assert client.get("/films/first/")["Location"] == "/films/third/"


@pytest.mark.parametrize("published_from", [None, datetime(2999, 1, 1, tzinfo=UTC)])
def test_an_earlier_address_of_an_unpublished_film_is_unknown(client, published_from):
    film = make_film(slug="first", published_from=published_from)
    film.slug = "second"
    film.save()

    assert client.get("/films/first/").status_code == 404


def test_saving_other_fields_keeps_the_address():
    film = make_film(slug="first")

    film.slug = "not-saved"
    film.title = "Saved"
    film.save(update_fields=["title"])

    assert not OldSlug.objects.exists()
    film.refresh_from_db()
    assert (film.slug, film.title) == ("first", "Saved")


def test_a_film_read_by_some_of_its_fields_keeps_its_addresses():
    make_film(slug="first")
    film = Film.objects.only("title").get()

    film.title = "Another title"
    film.save()

    assert not OldSlug.objects.exists()


# --- titles --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("The Piano", "piano"),
        ("A Separation", "separation"),
        ("An Education", "education"),
        ("Theatre", "theatre"),
        ("Anna", "anna"),
        ("Amélie", "amelie"),
        ("“The Act of Killing”", "act of killing”"),
        ("(Untitled)", "untitled)"),
        ("…And Justice", "and justice"),
        ("¿Quién?", "quien?"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("归途列车", "归途列车"),
        ("8½", "81⁄2"),
        ("The", "the"),
        ("...", "..."),
        ("The (", "("),
    ],
)
def test_a_title_files_without_marks_case_and_article(title, key):
    assert sort_key(title) == key


def test_a_sort_title_comes_before_the_title():
    film = make_film(title="The Zoo", sort_title="Aardvark")

    assert film.sort_key == "aardvark"


def test_a_new_title_files_anew_even_when_it_alone_is_saved():
    film = make_film(title="Zebra")

    film.title = "Ant"
    film.save(update_fields=["title"])

    assert Film.objects.get().sort_key == "ant"


def test_a_title_as_long_as_it_may_be_is_kept():
    title = "The " + "ﷺ" * 496  # one letter that unfolds into eighteen

    film = make_film(title=title)

    film.refresh_from_db()
    assert film.title == title
    assert len(film.sort_key) <= 500


# --- years ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ({}, ""),
        ({"year_from": 2009}, "2009"),
        ({"year_from": 1990, "year_to": 1995}, "1990–1995"),
        ({"year_from": 1950, "year_is_circa": True}, "c. 1950"),
        ({"year_is_circa": True}, ""),
    ],
)
def test_years_as_they_are_shown(values, shown):
    assert Film(**values).year_display == shown


@pytest.mark.parametrize(
    "years", [(1995, 1990), (1990, 1990), (None, 1990)], ids=["backwards", "one", "no first"]
)
def test_a_range_of_years_runs_from_one_to_a_later_one(years):
    film = Film(title="A film", slug="a-film", year_from=years[0], year_to=years[1])

    fields, by_database = refused(film)

    assert fields
    assert by_database


@pytest.mark.parametrize(
    ("year", "is_fit"), [(1869, False), (1870, True), (2199, True), (2200, False), (20027, False)]
)
def test_a_year_is_one_in_which_films_are_made(year, is_fit):
    film = Film(title="A film", slug="a-film", year_from=year)

    fields, _by_database = refused(film)

    assert ("year_from" not in fields) is is_fit


def test_a_film_needs_a_title():
    fields, by_database = refused(Film(slug="a-film", title=""))

    assert "title" in fields
    assert by_database


# --- publication ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("published_from", "is_published"),
    [(None, False), (NOON - INSTANT, True), (NOON, True), (NOON + INSTANT, False)],
)
def test_a_film_is_published_from_its_moment_on(published_from, is_published):
    film = make_film(published_from=published_from)

    assert film.is_published(at=NOON) is is_published
    assert Film.objects.published(at=NOON).exists() is is_published


# --- identifiers ---------------------------------------------------------------------------------


def test_a_permanent_identifier_cannot_be_misread():
    made = {new_identifier() for _ in range(500)}

    assert len(made) == 500
    assert all(re.fullmatch(r"fl-[2-9b-df-hj-np-tv-xz]{10}", one) for one in made)
    assert make_film().identifier != make_film().identifier


def test_an_identifier_survives_title_and_address(client):
    film = make_film(identifier="fl-0001", slug="first")
    film.title, film.slug = "Another", "second"
    film.save()

    response = client.get("/id/fl-0001/")

    assert (response.status_code, response["Location"]) == (302, "/films/second/")


@pytest.mark.parametrize("text", ["", "1abc", "a b", "fl/1", "fl-1\n", "é", "fl-\u0661", "x" * 41])
def test_a_permanent_identifier_fits_records_everywhere(text):
    with pytest.raises(ValidationError) as error:
        Film(title="A film", slug="a-film", identifier=text).full_clean()

    assert set(error.value.message_dict) == {"identifier"}


@pytest.mark.parametrize("text", ["tt1512201", "10.5240/7791-8534-2C23-9030-8610-5", "Q1234"])
def test_a_number_in_another_list_is_kept(text):
    number = FilmIdentifier(film=make_film(), scheme="eidr", value=text)

    assert refused(number) == (set(), False)


@pytest.mark.parametrize("text", ["", "tt 1", "tt1\n", "<b>", "tt1?x=y", "x" * 121])
def test_a_number_that_could_bend_an_address_is_refused(text):
    number = FilmIdentifier(film=make_film(), scheme="imdb", value=text)

    with pytest.raises(ValidationError):
        number.full_clean()


def test_a_number_leads_to_the_list_it_is_from():
    assert FilmIdentifier(scheme="imdb", value="tt1").address == "https://www.imdb.com/title/tt1/"
    assert FilmIdentifier(scheme="local", value="7").address == ""
    assert FilmIdentifier(scheme="isan", value="7").address == ""


# --- the permanent identifier ---------------------------------------------------------------------


def test_a_permanent_identifier_is_chosen_once():
    film = make_film(identifier="fl-first")
    film.identifier = "fl-second"

    with pytest.raises(ValidationError, match="never changes"):
        film.full_clean()


def test_an_address_is_the_one_django_would_give():
    assert film_address("a-film") == reverse("catalog:film_detail", args=["a-film"])
    set_script_prefix("/library/")
    try:
        assert film_address("a-film") == "/library/films/a-film/"
    finally:
        set_script_prefix("/")
