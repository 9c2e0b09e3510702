"""What the database refuses, whoever asks; and what it keeps letter for letter."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from catalog.codes import country_name, language_name
from catalog.models import Award, Credit, Film, Material, Review, Week
from catalog.models.week import monday_from_key
from catalog.record import film_record
from tests.factories.catalog import (
    make_credit,
    make_film,
    make_material,
    make_participation,
    make_review,
    make_week,
)

REFUSED = {
    "an award without words": lambda: make_participation(""),
    "a review of nobody": lambda: make_review(outlet="", critic=""),
    "a material that is nothing": lambda: make_material(url=""),
    "a material that is both": lambda: make_material(file="materials/a.pdf"),
    "one week twice": lambda: [make_week(monday=date(2026, 11, 23)) for _ in range(2)],
    "a person twice in a role": lambda: _twice_in_a_role(),
    "a film twice in a week": lambda: make_week(*[make_film()] * 2),
    "one address twice": lambda: [make_film(slug="one") for _ in range(2)],
    "one identifier twice": lambda: [make_film(identifier="one") for _ in range(2)],
}


def _twice_in_a_role():
    credit = make_credit()
    make_credit(film=credit.film, person=credit.person, role=credit.role)


@pytest.mark.parametrize("name", REFUSED)
def test_the_database_refuses(db, name):
    with pytest.raises(IntegrityError), transaction.atomic():
        REFUSED[name]()


def test_a_person_may_have_two_roles(db):
    credit = make_credit(role=Credit.Role.DIRECTOR)

    make_credit(film=credit.film, person=credit.person, role=Credit.Role.WRITER)

    assert credit.film.credits.count() == 2


def test_a_person_who_is_credited_stays(db):
    with pytest.raises(ProtectedError):
        make_credit().person.delete()


@pytest.mark.parametrize("model", [Award, Review, Material])
def test_words_of_a_constraint_are_for_people(model):
    assert all(constraint.violation_error_message for constraint in model._meta.constraints)


# --- reviews -------------------------------------------------------------------------------------

QUOTATIONS = [
    "It's one of those extraordinary films, like “Hoop Dreams,” that tells a story…",
    "unexpected result... Recommended.",
    "  two spaces before, one after ",
    "a line\nand another\r\nand a tab\tin it",
    "<b>not bold</b> & {{ not }} {% a tag %}",
    "e\u0301 and \u00e9 are two spellings; \u200f and \U0001f3ac stay",
]


@pytest.mark.parametrize("words", QUOTATIONS)
def test_a_quotation_is_kept_letter_for_letter(db, words):
    review = make_review(quotation=words)

    review.refresh_from_db()
    assert review.quotation == words
    assert film_record(review.film).reviews[0].text == words


# --- weeks ---------------------------------------------------------------------------------------

WEEKS = [
    (date(2026, 11, 16), "2026-W47"),
    (date(2020, 12, 28), "2020-W53"),  # a year of 53 weeks
    (date(2026, 12, 28), "2026-W53"),
    (date(2024, 12, 30), "2025-W01"),  # a week that begins in the year before its own
    (date(2027, 1, 4), "2027-W01"),
    (date(2028, 2, 28), "2028-W09"),
]


def named_by(key):
    try:
        return monday_from_key(key)
    except ValueError:
        return None


@pytest.mark.parametrize(("monday", "key"), WEEKS)
def test_a_week_is_named_as_iso_8601_names_it(monday, key):
    assert Week(monday=monday).key == key
    assert monday_from_key(key) == monday


@pytest.mark.parametrize(
    "key",
    [
        *("2025-W53", "2026-W00", "2026-W54", "2026-W1", "26-W01", "2026W01", "2026-w01"),
        *("2026-W47\n", " 2026-W47", "0000-W01", "9999-W53", "２０２６-W01", "", "2026-W47-1"),
    ],
)
def test_what_names_no_week_is_refused(key):
    assert named_by(key) is None


@pytest.mark.parametrize("days", range(1, 7))
def test_a_week_begins_on_a_monday(db, days):
    week = Week(monday=date(2026, 11, 16 + days))

    with pytest.raises(ValidationError, match="Monday"):
        week.full_clean()


# --- codes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("countries", ["XX"]), ("countries", ["de"]), ("countries", "DE"), ("countries", [None])),
        *(("countries", ["DE", "DE"]), ("countries", {"DE": 1}), ("countries", ["DE\n"])),
        *(("languages", ["english"]), ("languages", ["en", "en"]), ("languages", ["xx"])),
        *(("languages", [["en"]]), ("synopsis_language", "EN"), ("synopsis_language", "en\n")),
        *(("original_title_script", "Zzzq"), ("original_title_language", "zz")),
    ],
)
def test_a_code_is_one_of_the_standard(db, field, value):
    film = Film(title="A film", slug="a-film", **{field: value})

    with pytest.raises(ValidationError) as error:
        film.full_clean()

    assert set(error.value.message_dict) == {field}


def test_countries_that_are_no_more_and_silence_are_codes_too(db):
    film = Film(title="A film", slug="a-film", countries=["SU", "DD", "YU"], languages=["zxx"])

    film.full_clean()

    assert [country_name(code) for code in film.countries] != film.countries
    assert language_name("zxx") == "No dialogue"
    assert language_name("pt-BR") == "Portuguese (Brazil)"
