"""The checker itself: a valid page passes, a wrong one does not, and each is told by its name."""

import pytest

from tests.html_checker import html_errors

VALID = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Wings of Desire · Der Himmel über Berlin</title>
<h1>Wings of Desire</h1>
</html>"""


def test_a_valid_page_has_no_error():
    assert html_errors(VALID) == []


def test_one_run_says_which_of_many_pages_is_wrong_and_where(tmp_path):
    page = tmp_path / "no-alt.html"
    page.write_text(VALID.replace("<h1>", '<img src="wings.avif"><h1>'))

    errors = html_errors([VALID, VALID.replace("</h1>", "</h2>"), page])

    assert errors[0].startswith("document 2, 5:")
    assert errors[-1].startswith(f"{page}, 5:1: ")
    assert "“alt” attribute" in errors[-1]


def test_a_page_that_is_not_there_is_not_valid(tmp_path):
    with pytest.raises(FileNotFoundError):
        html_errors([tmp_path / "absent.html"])
