"""Films handed out as a table, by whoever may see them here."""

import csv
import io

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from openpyxl import load_workbook

from tests.factories.catalog import make_credit, make_film
from tests.factories.streaming import make_staff, make_university

pytestmark = pytest.mark.django_db
LIST = "/admin/catalog/film/"


def csv_rows(response):
    text = b"".join(response).decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def xlsx_rows(response):
    book = load_workbook(io.BytesIO(b"".join(response)), read_only=True)
    headings, *rows = book.active.iter_rows(values_only=True)
    return [dict(zip(headings, row, strict=False)) for row in rows]  # short where the end is empty


ROWS = {"csv": csv_rows, "xlsx": xlsx_rows}


@pytest.mark.parametrize("form", ROWS)
def test_all_films_are_handed_out_by_title_drafts_too(client, cataloguer, form):
    make_film(title="The Zoo", published_from=None)
    make_film(title="An Ant")

    response = client.get(f"{LIST}export/{form}/")

    assert f".{form}" in response["Content-Disposition"]
    assert [row["Title"] for row in ROWS[form](response)] == ["An Ant", "The Zoo"]


@pytest.mark.parametrize("form", ROWS)
def test_the_chosen_films_are_handed_out_alone(client, cataloguer, form):
    chosen, _other = make_film(), make_film()

    response = client.post(LIST, {"action": f"export_{form}", ACTION_CHECKBOX_NAME: [chosen.pk]})

    assert [row["Address"] for row in ROWS[form](response)] == [chosen.slug]


@pytest.mark.parametrize("form", ROWS)
def test_no_cell_is_a_formula(client, cataloguer, form):
    make_film(title="=1+1", synopsis="@SUM(A1)", content_notes="\t-2")

    [row] = ROWS[form](client.get(f"{LIST}export/{form}/"))

    assert (row["Title"], row["Synopsis"], row["Content notes"]) == ("'=1+1", "'@SUM(A1)", "'\t-2")


def test_a_text_longer_than_excel_takes_is_refused_in_words(client, cataloguer):
    make_film(synopsis="x" * 32_768)

    page = client.get(f"{LIST}export/xlsx/", follow=True)

    assert page.redirect_chain == [(LIST, 302)]
    assert "a cell of Excel holds 32767" in page.text
    assert len(csv_rows(client.get(f"{LIST}export/csv/"))[0]["Synopsis"]) == 32_768


def test_a_hundred_films_cost_what_one_costs(client, cataloguer, query_cost):
    make_credit()
    one = query_cost(f"{LIST}export/csv/")
    for _ in range(99):
        make_credit()

    assert query_cost(f"{LIST}export/csv/") == one


def test_an_unknown_form_is_no_page(client, cataloguer):
    assert client.get(f"{LIST}export/docx/").status_code == 404


def test_a_librarian_of_one_university_may_take_the_list_away(client):
    client.force_login(make_staff("librarian", make_university()))

    assert client.get(f"{LIST}export/csv/").status_code == 200


def test_who_may_not_see_films_gets_no_list(client):
    make_film()
    assert client.get(f"{LIST}export/csv/").status_code == 302

    client.force_login(make_staff("it", make_university()))

    assert client.get(f"{LIST}export/csv/").status_code == 403
