"""A kept page's gaps are filled for the visitor at hand, and say what they were told."""

import pytest
from django.template import Context, Template

from catalog.ready import fresh

TEMPLATE = Template(
    '{% load ready %}<p>{% fresh "tests.catalog.ready.test_fresh.told" words %}</p>'
)


def told(request, film, *words):
    return f"{request} {film} {words}"


@pytest.mark.parametrize("words", [(), ("en",), ("en", "zh-Hans"), ("a b", "-->", "", "é%20")])
def test_a_gap_holds_the_words_of_its_part_letter_for_letter(words):
    body = TEMPLATE.render(Context({"words": words, **fresh.KEEPING}))

    page = fresh.fill(body.encode(), "request", "film").decode()

    assert "<!--fresh" not in page
    assert page == f"<p>request film {words}</p>"


def test_a_page_that_is_not_kept_has_its_parts_at_once():
    page = TEMPLATE.render(Context({"words": ["en"], "request": "request", "film": "film"}))

    assert page == "<p>request film ('en',)</p>"


def test_what_is_remembered_is_made_of_its_values():
    bar = Template('{% load ready %}{% remembered "components/site_bar.html" on=on %}')

    pages = [bar.render(Context({"on": on, "asked": "not told"})) for on in ("films", "weeks")]

    assert ['aria-current="page">Films' in page for page in pages] == [True, False]
    assert bar.render(Context({"on": "films"})) == pages[0]
