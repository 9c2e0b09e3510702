from datetime import timedelta

import pytest
from django.urls import reverse, set_script_prefix
from django.utils import timezone

from catalog import film_list
from catalog.film_list import FilmQuery
from catalog.models.film import film_address
from tests.factories.catalog import make_film

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def short_pages(monkeypatch):
    monkeypatch.setattr(film_list, "PER_PAGE", 3)


@pytest.mark.parametrize("count", range(12))
@pytest.mark.parametrize("q", ["", "the film"])
def test_the_pages_hold_every_film_once_by_title_whichever_end_they_are_near(count, q):
    titles = sorted(f"The Film {letter}" for letter in "abcdefghijkl"[:count])
    for title in reversed(titles):
        make_film(title=title)
    now = timezone.now()
    last = FilmQuery(q=q).page_of_films(at=now).last

    pages = [FilmQuery(q=q, page=number).page_of_films(at=now) for number in range(1, last + 1)]

    assert [card.title for page in pages for card in page.cards] == titles
    assert {page.count for page in pages} == {count}
    assert all(0 < len(page.cards) <= 3 for page in pages) or count == 0


def test_a_page_past_the_last_is_the_last():
    for _ in range(4):
        make_film()

    page = FilmQuery(page=9_999_999).page_of_films(at=timezone.now())

    assert (page.number, len(page.cards)) == (2, 1)


def test_drafts_and_films_to_come_are_neither_counted_nor_shown():
    now = timezone.now()
    shown = make_film(published_from=now)
    make_film(published_from=None)
    make_film(published_from=now + timedelta(microseconds=1))

    page = FilmQuery().page_of_films(at=now)

    assert ([card.pk for card in page.cards], page.count) == ([shown.pk], 1)


def test_an_address_is_the_one_django_would_give():
    assert film_address("a-film") == reverse("catalog:film_detail", args=["a-film"])
    set_script_prefix("/library/")
    try:
        assert film_address("a-film") == "/library/films/a-film/"
    finally:
        set_script_prefix("/")
