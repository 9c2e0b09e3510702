"""Days of release as people write them."""

import pytest

from catalog.exchange.reading.facts.days import day, readings


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2019-04-03", "2019-04-03"),
        ("2019-04-03 00:00:00", "2019-04-03"),
        ("3 April 2019", "2019-04-03"),
        ("3rd Apr. 2019", "2019-04-03"),
        ("April 3, 2019", "2019-04-03"),
        ("25/11/2009", "2009-11-25"),
        ("11/25/2009", "2009-11-25"),
        ("05.05.2005", "2005-05-05"),
        ("April 2019", ""),
        ("c2009", ""),
        ("1990-1995", ""),
        ("", ""),
        ("03/04/2019", None),
        ("31/31/2019", None),
        ("31 April 2019", None),
        ("2019-13-45", None),
        ("03/04/19", None),
        ("some day", None),
    ],
)
def test_a_day_is_understood_or_it_is_not(text, found):
    assert day(text) == found


def test_a_date_in_numbers_may_be_two_days():
    assert readings(" 03.04.2019 ") == ["2019-04-03", "2019-03-04"]
    assert readings("25/11/2009") == ["2009-11-25"]
    assert readings("April 2019") == []
