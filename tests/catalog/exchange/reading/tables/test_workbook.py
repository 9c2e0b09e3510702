"""XLSX as Excel and its kin write it."""

import datetime as dt
import io
import zipfile

import pytest
from openpyxl import Workbook

from catalog.exchange.incoming import Unreadable
from catalog.exchange.reading import headings_of, read
from tests.catalog.exchange.reading.samples import sample


def workbook(*rows, before=()):
    """A file whose sheets are `before` and then one with the rows."""
    book = Workbook()
    book.remove(book.active)
    for name in before:
        book.create_sheet(name).append(["nothing", "of interest"])
    sheet = book.create_sheet("Films")
    for row in rows:
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file


def films_in(file):
    return list(read(file, name="list.xlsx"))


def test_the_first_sheet_with_headings_is_read_below_the_rows_across_it():
    rows = [["Films of 2026"], [], ["Title", "Year"], ["The Beaver", 1950], [None, None], []]

    (film,) = films_in(workbook(*rows, before=["Read me"]))

    assert film.facts["title"] == "The Beaver"
    assert film.place == 4


def test_numbers_days_and_times_come_as_people_typed_them():
    rows = [
        ["Title", "Year", "Runtime", "ID"],
        ["One", 2009.0, dt.time(1, 27), 20],
        ["Two", dt.datetime(2009, 11, 25), dt.timedelta(minutes=90), 20.0],
        [1984, dt.date(1984, 1, 1), 110, "007"],
    ]

    one, two, three = films_in(workbook(*rows))

    assert one.facts["year"] == two.facts["year"] == (2009, None, False)
    assert (one.facts["runtime_seconds"], two.facts["runtime_seconds"]) == (5220, 5400)
    assert (one.key, two.key, three.key) == ("20", "20", "007")
    assert three.facts["title"] == "1984"


def test_a_formula_nobody_calculated_is_listed_and_not_lost():
    rows = [["Title", "Year"], ["The Beaver", "=1949+1"]]

    (film,) = films_in(workbook(*rows))

    assert film.unread == (("year", "=1949+1"),)


def test_the_headings_of_a_workbook_are_known():
    with sample("AIANNH_Subject-Based-Resource.xlsx") as file:
        found = [(heading.text, heading.fact) for heading in headings_of(file, name="x")]

    assert ("245 $a : $b", "title") in found
    assert ("856 40 $u", "link") in found
    assert ("074 $a", "") in found


def test_a_workbook_without_headings_is_refused():
    with pytest.raises(Unreadable, match="No sheet of the workbook has headings"):
        films_in(workbook(["a", "b"], ["c", "d"]))


def repacked(file, **parts):
    """The same workbook with some of its parts replaced."""
    changed = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name.rpartition("/")[2].partition(".")[0], old.read(name)))
    return changed


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr("catalog.exchange.reading.tables.workbook.MOST_UNPACKED", 1_000_000)
    bomb = repacked(workbook(["Title"], ["x"]), sheet1=b" " * 1_000_000)

    with pytest.raises(Unreadable, match="unpacks to more"):
        films_in(bomb)


def test_entities_that_grow_are_refused():
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'

    with pytest.raises(Unreadable):
        films_in(repacked(workbook(["Title"], ["x"]), workbook=bomb))


def test_a_row_far_below_is_no_reason_to_count_there():
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c t="inlineStr"><is><t>Title</t>'
        b'</is></c></row><row r="2"><c t="inlineStr"><is><t>x</t></is></c></row>'
        b'<row r="1000000000"><c t="inlineStr"><is><t>y</t></is></c></row></sheetData></worksheet>'
    )

    (film,) = films_in(repacked(workbook(["Title"], ["x"]), sheet1=sheet))

    assert film.facts["title"] == "x"


@pytest.mark.parametrize("size", [4, 100, 2000, -1])
def test_half_a_workbook_is_refused(size):
    whole = workbook(["Title"], ["x"]).getvalue()

    with pytest.raises(Unreadable):
        films_in(io.BytesIO(whole[:size]))
