from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from catalog.models import Film
from catalog.search import results as results_module
from catalog.search.results import results
from catalog.search.state import Question
from tests.factories.catalog import (
    make_collection,
    make_credit,
    make_festival,
    make_film,
    make_participation,
    make_person,
    make_subject,
)

pytestmark = pytest.mark.django_db


def found(query, **asked):
    question = Question.from_params(QueryDict(query))
    return results(question, visitor=None, at=asked.get("at") or timezone.now())


def titles(query):
    return [card.title for card in found(query).cards]


def counts(query, group):
    groups = {group.name: group for group in found(query).groups}
    return {choice.text: choice.count for choice in groups[group].choices}


@pytest.fixture
def short_pages(monkeypatch):
    monkeypatch.setattr(results_module, "PER_PAGE", 3)


@pytest.mark.parametrize("count", [0, 1, 3, 4, 11])
@pytest.mark.parametrize("q", ["", "the film"])
@pytest.mark.parametrize("sort", ["", "title", "newest", "year"])
def test_the_pages_hold_every_film_once(short_pages, count, q, sort):
    expected = {make_film(title=f"The Film {letter}").title for letter in "abcdefghijkl"[:count]}
    last = found(f"q={q}&sort={sort}").pages.last

    pages = [found(f"q={q}&sort={sort}&page={number}") for number in range(1, last + 1)]

    shown = [card.title for page in pages for card in page.cards]
    assert (len(shown), set(shown)) == (count, expected)
    assert {page.count for page in pages} == {count}
    assert all(0 < len(page.cards) <= 3 for page in pages) or count == 0


def test_without_words_films_come_by_title():
    for title in ("The Third", "First", "A Second"):
        make_film(title=title)

    assert titles("") == ["First", "A Second", "The Third"]


def test_a_page_past_the_last_is_the_last(short_pages):
    for _ in range(4):
        make_film()

    page = found("page=9999999")

    assert (page.pages.number, page.asked.page, len(page.cards)) == (2, 2, 1)


def test_drafts_and_films_to_come_are_neither_counted_nor_shown():
    now, subject = timezone.now(), make_subject()
    shown = make_film(published_from=now)
    draft = make_film(published_from=None)
    later = make_film(published_from=now + timedelta(microseconds=1))
    for film in (shown, draft, later):
        film.subjects.add(subject)

    for query in ("", "q=film", f"subject={subject.slug}", "sort=newest"):
        page = found(query, at=now)
        assert ([card.pk for card in page.cards], page.count) == ([shown.pk], 1), query
        subjects = next(group for group in page.groups if group.name == "subject")
        assert [choice.count for choice in subjects.choices] == [1]


def test_a_value_that_only_films_to_come_have_is_not_named():
    make_film(year_from=1955, countries=["CA"])
    make_film(year_from=1966, countries=["FR"], published_from=timezone.now() + timedelta(days=1))

    assert counts("", "decade") == {"1950s": 1}
    assert counts("decade=1950s", "country") == {"CA": 1}


def test_an_edit_shows_at_the_next_question():
    film = make_film(title="Before", year_from=1955)
    assert titles("decade=1950s") == ["Before"]

    Film.objects.filter(pk=film.pk).update(title="After", year_from=1966)

    assert titles("decade=1950s") == []
    assert titles("decade=1960s") == ["After"]
    assert titles("q=before") == []
    Film.objects.filter(pk=film.pk).delete()
    assert titles("decade=1960s") == []


@pytest.fixture
def house():
    migration = make_subject(name="Migration", slug="migration")
    trains = make_subject(name="Railways", slug="trains")
    for title, year, subjects in [
        ("Last Train Home", 2009, [migration, trains]),
        ("Night Mail", 1936, [trains]),
        ("Waltz with Bashir", 2008, []),
        ("A Train of Thought", 1999, [migration]),
    ]:
        make_film(title=title, year_from=year, countries=["CA"]).subjects.set(subjects)


def test_values_of_a_group_widen_and_groups_narrow(house):
    assert set(titles("subject=migration&subject=trains")) == {
        *("Last Train Home", "Night Mail", "A Train of Thought")
    }
    assert titles("subject=migration&subject=trains&decade=2000s") == ["Last Train Home"]
    assert titles("q=train&subject=migration&decade=1990s") == ["A Train of Thought"]


def test_counts_ignore_what_the_group_itself_narrows(house):
    assert counts("subject=trains", "subject") == {"migration": 2, "trains": 2}
    assert counts("subject=trains", "decade") == {"2000s": 1, "1990s": 0, "1930s": 1}
    assert counts("subject=trains&decade=1930s", "subject") == {"migration": 0, "trains": 1}
    assert counts("q=train", "subject") == {"migration": 2, "trains": 1}


def test_of_many_values_the_most_frequent_are_shown_and_those_chosen(house):
    film = make_film(title="Of Everything")
    film.subjects.set([make_subject(name=f"Subject {n:02}", slug=f"s-{n:02}") for n in range(20)])

    group = next(group for group in found("subject=s-19").groups if group.name == "subject")

    expected = ["migration", "trains", "s-00", "s-01", "s-02", "s-03", "s-04", "s-05", "s-19"]
    assert [choice.text for choice in group.choices] == expected
    assert group.has_more
    assert not any(group.has_more for group in found("").groups if group.name != "subject")


def test_each_chip_says_what_is_left_without_it(house):
    chips = found("q=train&subject=trains&decade=1990s").narrowing.chips

    said = {str(chip.words): (chip.count, chip.without.address) for chip in chips}
    assert said == {
        "Railways": (1, "?q=train&decade=1990s"),
        "1990s": (1, "?q=train&subject=trains"),
    }


@pytest.mark.parametrize(
    "query", ["subject=nothing", "decade=later", "runtime=7", "decade=1999s", "award=nothing"]
)
def test_a_value_that_is_none_finds_nothing_and_can_be_dropped(house, query):
    page = found(query)

    assert (page.count, page.cards) == (0, [])
    assert page.narrowing.chips[0].count == 4


def test_people_collections_festivals_and_awards_narrow_too(house):
    film = Film.objects.get(title="Night Mail")
    make_credit(film=film, person=make_person(slug="somebody"))
    film.collections.add(make_collection(slug="rails"))
    make_participation("A prize", film=film, festival=make_festival(slug="won"))
    make_participation(film=film, festival=make_festival(slug="shown"))

    for query in ("person=somebody", "collection=rails", "festival=won", "festival=shown"):
        assert titles(query) == ["Night Mail"], query
    assert titles("award=won") == titles("award=any") == ["Night Mail"]
    assert titles("award=shown") == []


def test_people_widen_each_other_and_nobody_adds_nothing(house):
    for slug, title in (("one", "Night Mail"), ("other", "Last Train Home")):
        make_credit(film=Film.objects.get(title=title), person=make_person(slug=slug))

    assert titles("person=one&person=other&person=nobody") == ["Last Train Home", "Night Mail"]
    assert [chip.count for chip in found("person=one&person=other").narrowing.chips] == [1, 1]


def test_words_that_are_none_find_nothing():
    make_film(title="A film")

    assert titles("q=%21%21%21") == []


def test_the_best_matches_are_bounded_and_all_are_counted(monkeypatch):
    monkeypatch.setattr(results_module, "MOST", 5)
    for number in range(8):
        make_film(title=f"Train {number}")

    best, by_title = found("q=train"), found("q=train&sort=title")

    assert (best.count, len(best.ids), best.is_all) == (8, 5, False)
    assert (by_title.count, len(by_title.ids), by_title.is_all) == (8, 8, True)
