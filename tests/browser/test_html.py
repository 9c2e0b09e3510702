"""Valid HTML: every type of public page, and the pages of the admin that are ours."""

import re

from playwright.sync_api import Page

from tests.browser.page_types import PUBLIC
from tests.browser.staff import open_film
from tests.html_checker import html_errors

# What Django 5.2 writes for fields that complete: Select2 fills their lists when they are opened.
OF_DJANGO = [
    'Element “option” without attribute “label” must not be empty. [value=""></option>',
    "A “select” element with a “required” attribute, and without a “multiple” attribute",
]


def test_every_type_of_public_page_is_valid_html(library):
    sources = []
    for kind in PUBLIC:
        cookie = f"university={kind.chosen}"
        answer = library.ask(kind.path, X_Forwarded_For=kind.address, Cookie=cookie)
        assert answer.status == kind.status
        assert kind.text in answer.text
        sources.append(answer.text)

    errors = html_errors(sources)
    assert [f"{PUBLIC[_number(error) - 1]}: {error}" for error in errors] == []


def test_every_page_of_a_course_is_valid_html(course_pages):
    errors = html_errors([answer.text for answer in course_pages.values()])

    assert [f"{list(course_pages)[_number(error) - 1]}: {error}" for error in errors] == []


def test_the_admin_s_own_pages_are_valid_html(visitor, library, owner_cookies):
    page = visitor(library, storage_state=owner_cookies)
    open_film(page, "Last Train Home")
    film = page.url.partition("?")[0].removeprefix(library.url)
    paths = [
        *("/admin/", film, f"{film}../history/", f"{film}../festivals/"),
        *("/admin/streaming/licence/", "/admin/streaming/licence/grant/"),
        *("/admin/streaming/licence/add/", "/admin/catalog/week/", "/admin/catalog/film/"),
    ]
    sources = [_source(page, path) for path in paths]

    errors = html_errors(sources)
    ours = [error for error in errors if not any(theirs in error for theirs in OF_DJANGO)]
    assert [f"{paths[_number(error) - 1]}: {error}" for error in ours] == []


def _source(page: Page, path: str) -> str:
    response = page.context.request.get(path)
    assert response.status == 200, path
    return response.text()


def _number(error: str) -> int:
    found = re.match(r"document (\d+),", error)
    assert found is not None
    return int(found[1])
