"""Texts in cells come back letter for letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.exchange.cells import guarded, joined, spelled, split, unguarded, unspelled

LETTERS = st.characters(exclude_categories=["Cs"])
TEXTS = st.text(st.one_of(st.sampled_from(";|>\" =+-@\t\r\n'a"), LETTERS), max_size=8)
MARKS = st.sampled_from(";|>")


@given(st.lists(TEXTS, max_size=5), MARKS)
def test_several_texts_in_a_cell_come_back(texts, mark):
    assert split(joined(texts, mark), mark) == texts


@pytest.mark.parametrize(
    ("cell", "texts"),
    [
        ("Fan, Lixin; Smith, J.", ["Fan, Lixin", "Smith, J."]),
        ("a;b", ["a", "b"]),
        ("a; ", ["a", ""]),
        (" ", []),
        ('"Crocodile" Dundee; x', ['"Crocodile" Dundee', "x"]),
        ('"never closed; x', ['"never closed', "x"]),
        ('"a; b"; c', ["a; b", "c"]),
    ],
)
def test_a_cell_that_somebody_typed_is_read_as_it_was_meant(cell, texts):
    assert split(cell, ";") == texts


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "'=", "''@"])
def test_no_cell_begins_as_a_formula_does(start):
    assert guarded(f"{start}x") == f"'{start}x"


@pytest.mark.parametrize("cell", ["", "a=1", "'quoted'", "5-3", "’=x"])
def test_other_cells_stay_as_they_are(cell):
    assert guarded(cell) == cell == unguarded(cell)


@given(TEXTS)
def test_a_guarded_cell_comes_back(cell):
    assert unguarded(guarded(cell)) == cell


@given(st.text(st.one_of(st.sampled_from("_x0005DF\r\x00\x0b\ufffe"), LETTERS), max_size=12))
def test_what_xml_cannot_hold_is_spelled_and_comes_back(cell):
    assert not set(spelled(cell)) & set("\r\x00\x0b\ufffe")
    assert unspelled(spelled(cell)) == cell
