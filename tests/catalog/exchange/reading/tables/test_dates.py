"""Dates that can be read in two ways: asked, never guessed."""

import io

import pytest

from catalog.exchange.incoming import Undecided
from catalog.exchange.reading import read
from catalog.exchange.reading.tables.dates import Dates

LIST = "Title,Release date\nOne,03/04/2019\nTwo,25/11/2009\nThree,2001\n"
EXPORT = "Permanent identifier,Title,Day of release\nfl-1,One,{}\n"


def read_as(text, dates=None):
    return list(read(io.BytesIO(text.encode()), name="list.csv", dates=dates))


def days_in(text, dates=None):
    return [film.facts["released_on"] for film in read_as(text, dates)]


def test_a_column_of_two_readings_is_asked_about_with_an_example():
    with pytest.raises(Undecided, match="03/04/2019") as question:
        read_as(LIST)

    assert question.value.columns == {"Release date": "03/04/2019"}


@pytest.mark.parametrize(
    ("order", "day"), [("day-first", "2019-04-03"), ("month-first", "2019-03-04")]
)
def test_the_answer_decides_the_whole_column(order, day):
    dates = Dates({"Release date": order})

    assert days_in(LIST, dates) == [day, "2009-11-25", None]
    assert dates.answered == {"Release date": order}


def test_each_column_has_its_own_answer():
    text = "Title,Released,Premiere\nOne,03/04/2019,\nTwo,,03/04/2019\n"

    days = days_in(text, Dates({"Released": "day-first", "Premiere": "month-first"}))

    assert days == ["2019-04-03", "2019-03-04"]


@pytest.mark.parametrize("date", ["25/11/2009", "2019-04-03", "3 April 2019", "05/05/2005", "2001"])
def test_what_has_one_reading_is_not_asked(date):
    dates = Dates(every="month-first")

    assert read_as(f"Title,Released\nOne,{date}\n", dates)
    assert dates.answered == {}


def test_a_year_alone_needs_no_answer():
    (film,) = read_as("Title,Year\nOne,03/04/2019\n")

    assert film.facts["year"] == (2019, None, False)
    assert "released_on" not in film.facts


def test_a_day_of_release_gives_the_year_where_nothing_else_does():
    text = "Title,Year,Released\nOne,,25/11/2009\nTwo,2008,25/11/2009\n"

    years = [film.facts["year"] for film in read_as(text)]

    assert years == [(2009, None, False), (2008, None, False)]


def test_a_day_nobody_understands_is_listed_once():
    (film,) = read_as("Title,Released\nOne,some day\n")

    assert film.unread == (("released_on", "some day"),)


def test_an_export_that_a_spreadsheet_changed_is_asked_about_too():
    assert days_in(EXPORT.format("2019-04-03")) == ["2019-04-03"]
    with pytest.raises(Undecided):
        read_as(EXPORT.format("03/04/2019"))
    dates = Dates({"Day of release": "month-first"})
    assert days_in(EXPORT.format("03/04/2019"), dates) == ["2019-03-04"]
