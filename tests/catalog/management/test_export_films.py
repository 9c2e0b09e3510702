"""`export_films`."""

import pytest
from openpyxl import load_workbook

from tests.commands import assert_refused, manage
from tests.factories.catalog import make_film

pytestmark = pytest.mark.django_db


def test_every_film_is_written_in_the_form_that_the_name_says(tmp_path):
    film = make_film(published_from=None)
    files = tmp_path / "films.csv", tmp_path / "films.XLSX"

    outcomes = [manage("export_films", str(file)) for file in files]

    assert [outcome.out for outcome in outcomes] == [f"{file}: 1 films\n" for file in files]
    assert film.slug in files[0].read_text()
    assert load_workbook(files[1]).active["B2"].value == film.slug


def test_the_form_can_be_named(tmp_path):
    make_film()

    assert manage("export_films", str(tmp_path / "films"), "--format", "csv").code == 0

    assert (tmp_path / "films").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_form_that_nobody_named_is_wrong_usage(tmp_path):
    assert manage("export_films", str(tmp_path / "films.doc")).code == 2


def test_what_cannot_be_written_leaves_the_earlier_file(tmp_path):
    make_film(synopsis="x" * 32_768)
    file = tmp_path / "films.xlsx"
    file.write_text("the earlier one")

    assert_refused(manage("export_films", str(file)))

    assert [path.read_text() for path in tmp_path.iterdir()] == ["the earlier one"]


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    assert_refused(manage("export_films", str(tmp_path / "nowhere" / "films.csv")))
