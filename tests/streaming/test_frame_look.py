"""How a frame looks."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from streaming.frame_look import (
    ACCENT,
    BACKGROUND,
    MAIN,
    MOST_FILMS,
    THEMES,
    FrameLook,
    accent_css,
    can_be_read,
    contrast,
)

BLUE, PINK, GREY = "1b5fb8", "f0a7b8", "808080"


def look(query):
    return FrameLook.of(QueryDict(query))


def test_what_is_asked_for_is_had():
    found = look("theme=dark&language=en&accent=f0a7b8&collection=cities&count=6")

    assert found == FrameLook("dark", "en", "f0a7b8", "cities", 6)
    assert found.query == "theme=dark&language=en&accent=f0a7b8&collection=cities&count=6"


@pytest.mark.parametrize(
    "query",
    [
        *("", "theme=auto", "theme=blue", "theme=", "theme=DARK", "language=xx", "language=../en"),
        *("count=0", "count=-1", "count=abc", "count=1e1", "count=٣", "count=999", "count=24"),
        *("collection=../x", "collection=a b", "collection=A", "accent=", "accent=red"),
        *("accent=fff", "accent=ffffff;}", "accent=808080", "unknown=1", "theme=\x00", "=&=&"),
    ],
)
def test_what_is_unknown_or_wrong_is_passed_over(query):
    assert look(query) == FrameLook()
    assert look(query).query == ""


@pytest.mark.parametrize("query", ["accent=%231B5FB8", "accent=1b5fb8", "accent=1B5FB8&x=1"])
def test_a_colour_has_one_spelling(query):
    assert look(query).query == "accent=1b5fb8"


@given(
    st.builds(
        FrameLook,
        theme=st.sampled_from(THEMES),
        accent=st.sampled_from(["", "1b5fb8"]),
        collection=st.sampled_from(["", "cities"]),
        count=st.integers(1, MOST_FILMS),
    )
)
def test_a_look_reads_back_from_its_one_spelling(wanted):
    found = look(wanted.query)

    assert found == wanted or wanted.theme == "dark"  # where that blue cannot be read
    assert look(found.query) == found


@given(st.text(max_size=60))
def test_any_query_at_all_has_a_look(text):
    found = look(text)

    assert found.theme in THEMES
    assert 1 <= found.count <= MOST_FILMS


@pytest.mark.parametrize(
    ("accent", "theme", "is_read"),
    [
        *((BLUE, "auto", True), (BLUE, "light", True), (BLUE, "dark", False)),
        *((PINK, "auto", True), (PINK, "light", False), (PINK, "dark", True)),
        *((GREY, "auto", False), ("ffffff", "light", False), ("000000", "dark", False)),
        *(("", "auto", False), ("1b5fb", "auto", False), ("1b5fb8\n", "auto", False)),
    ],
)
def test_an_accent_must_be_read_where_the_theme_shows_it(accent, theme, is_read):
    assert can_be_read(accent, theme) is is_read


def test_an_accent_is_shown_only_where_it_can_be_read():
    assert f"--color-accent: light-dark(#{BLUE}, #{ACCENT['dark']});" in accent_css(BLUE)
    assert f"--color-main: light-dark(#{MAIN['light']}, #{PINK});" in accent_css(PINK)


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("000000", "ffffff", 21), ("777777", "ffffff", 4.48)]
)
def test_contrast_is_wcags(one, other, ratio):
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.01)


def test_the_colours_are_those_of_the_style_sheet():
    css = (Path(settings.BASE_DIR) / "static/css/tokens.css").read_text()

    def pair(name):
        return re.search(rf"--color-{name}: light-dark\(#(\w+), #(\w+)\)", css).groups()

    assert pair("accent") == (ACCENT["light"], ACCENT["dark"])
    assert pair("main") == (MAIN["light"], MAIN["dark"])
    assert (pair("page")[0], pair("surface")[1]) == (BACKGROUND["light"], BACKGROUND["dark"])
