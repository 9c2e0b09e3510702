"""Dates as catalogues write them. The first block is every shape the ACMI collection has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.exchange.reading.facts.years import NOT_KNOWN, years

READ = [
    ("1982", (1982, None, False)),
    ("Circa 1950", (1950, None, True)),
    ("1989-1990", (1989, 1990, False)),
    ("05 Oct 1999", (1999, None, False)),
    ("04 Apr 2001-06 Apr 2001", (2001, None, False)),
    ("Circa 1985-Circa 1988", (1985, 1988, True)),
    ("(2000-2001)", (2000, 2001, False)),
    ("[1994-1998]", (1994, 1998, False)),
    ("(1956)", (1956, None, False)),
    ("1950s", (1950, 1959, False)),
    ("Unknown", NOT_KNOWN),
    ("Circa 1950s-Circa 1960s", (1950, 1969, True)),
    ("Jun 1999", (1999, None, False)),
    ("", NOT_KNOWN),
    ("-", NOT_KNOWN),
    ("n.d.", NOT_KNOWN),
    ("199-?", (1990, 1999, True)),
    ("199-", (1990, 1999, True)),
    ("199u", (1990, 1999, True)),
    ("19--?", (1900, 1999, True)),
    ("[2009?]", (2009, None, True)),
    ("2009?", (2009, None, True)),
    ("c2009", (2009, None, False)),
    ("©2009.", (2009, None, False)),
    ("[c2009]", (2009, None, False)),
    ("ca. 1937", (1937, None, True)),
    ("c. 1937", (1937, None, True)),
    ("[between 1955 and 1960]", (1955, 1960, False)),
    ("2009.0", (2009, None, False)),
    ("2009-11-25", (2009, None, False)),
    ("2009-11-25 00:00:00", (2009, None, False)),
    ("2009-11-25T00:00:00Z", (2009, None, False)),
    ("November 25, 2009", (2009, None, False)),
    ("25/11/2009", (2009, None, False)),
    ("25.11.2009", (2009, None, False)),
    ("Sept. 2009", (2009, None, False)),
    ("Summer 1968", (1968, None, False)),
    ("1990-95", (1990, 1995, False)),
    ("1990–1995", (1990, 1995, False)),
    ("1990 to 1995", (1990, 1995, False)),
    ("1968/1969", (1968, 1969, False)),
]
NOT_READ = [
    "2001-02",  # a month, or a year?
    "1960, 1965",
    "1995-1990",
    "1800",  # before there were films
    "2950",
    "before 1950",
    "19th century",
    "tomorrow",
    "20009",
    "1990-1995-2000",
    "12 Okt 2001",
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_a_date_is_read_as_the_years_it_names(text, expected):
    assert years(text) == expected


@pytest.mark.parametrize("text", NOT_READ)
def test_a_date_that_could_be_otherwise_is_not_guessed(text):
    assert years(text) is None


@given(st.text(max_size=40))
def test_any_text_is_read_or_not_but_never_fails(text):
    found = years(text)

    assert found is None or len(found) == 3
