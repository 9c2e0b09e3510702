"""When two names are one."""

import pytest

from catalog.authority.matching import LONGEST_KEY, match_key

SAME = [
    ("Fan, Lixin", "Lixin Fan"),
    ("LIXIN FAN", "lixin  fan"),
    ("Seán O’Brien", "Sean O'Brien"),
    ("Jean-Luc Godard", "Jean Luc Godard"),
    ("Łukasz Żal", "Lukasz Zal"),
    ("Ai\u0308da", "Aïda"),
    ("Ｇｏｄａｒｄ", "Godard"),
    ("Straße", "STRASSE"),
    ("İstanbul", "Istanbul"),
    ("J.R. Smith", "J. R. Smith"),
    ("King, Martin Luther, Jr.", "Martin Luther King Jr"),
    ("Example Films, Ltd.", "Example Films Ltd"),
    ("Painting & drawing", "Painting and drawing"),
    ("Film: France", "Film / France"),
    ("قِصَّة", "قصة"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_names_written_in_two_ways_are_one(one, other):
    assert match_key(one) == match_key(other)


DIFFERENT = [
    ("Wei Wang", "Wang Wei"),
    ("John Smith", "John Smyth"),
    ("か", "が"),
    ("हिन्दी", "हिन्द"),
    ("Film", "Films"),
    ("Example Films", "Example Films Ltd"),
    ("???", "!!!"),
    ("Henry IV", "Henry V"),
]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_names_stay_different(one, other):
    assert match_key(one) != match_key(other)


@pytest.mark.parametrize("name", ["???", "—", "ﷺ" * 100, "a" * 200, "-"])
def test_a_name_always_has_a_key_that_fits_its_column(name):
    assert 0 < len(match_key(name)) <= LONGEST_KEY


def test_a_name_of_blanks_has_none():
    assert match_key(" \t") == ""
