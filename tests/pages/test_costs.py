"""What pages ask of the database: little, and no more for a hundred than for one."""

import pytest
from django.utils import timezone

from catalog.models.week import monday_of
from streaming.access import directory
from tests.factories.catalog import (
    make_collection,
    make_credit,
    make_distributor,
    make_festival,
    make_film,
    make_image,
    make_material,
    make_participation,
    make_person,
    make_review,
    make_subject,
    make_week,
)
from tests.factories.streaming import (
    make_captions,
    make_licence,
    make_media,
    make_range,
    make_university,
)

HERE = {"REMOTE_ADDR": "192.0.2.7"}
PAGE = "/films/the-film/"


@pytest.fixture
def campus(db):
    return make_range("192.0.2.0/24", university=make_university(slug="campus")).university


def make_playable(university, **values):
    film = make_film(**values)
    make_media(film=film, file="films/a.mp4")
    make_licence(film=film, university=university)
    make_credit(film=film)
    return film


@pytest.fixture
def film(campus):
    """A playable film, in a week that is full of others."""
    film = make_playable(campus, slug="the-film")
    others = [make_playable(campus) for _ in range(5)]
    make_captions(media=film.media)
    make_week(film, *others, monday=monday_of(timezone.localdate()))
    return film


def grow(film, university, *, by):
    """Everything a film's page and a university's list can have more of."""
    for _ in range(by):
        make_review(film=film)
        make_participation("One award", "Another", film=film, festival=make_festival())
        make_material(film=film)
        make_credit(film=film, role="cast")
        make_licence(film=film, university=university)
        make_licence(film=film)
        film.subjects.add(make_subject())
        film.distributors.add(make_distributor())
        make_playable(university)


def test_a_films_page_costs_one_query_once_it_was_seen(query_cost, film):
    query_cost(PAGE)

    assert query_cost(PAGE) == 1


@pytest.mark.parametrize("cookie", [None, "campus"], ids=["on campus", "chosen"])
def test_a_films_page_costs_two_for_somebody_we_know(query_cost, client, film, cookie):
    headers = {}
    if cookie:
        client.cookies["university"] = cookie
    else:
        headers = HERE
    query_cost(PAGE, **headers)

    assert query_cost(PAGE, **headers) == 2


@pytest.mark.parametrize("headers", [{}, HERE], ids=["unknown", "on campus"])
@pytest.mark.parametrize(("is_featured", "most"), [(False, 10), (True, 11)])
def test_the_first_view_after_an_edit_makes_each_thing_once(
    query_cost, film, monkeypatch, headers, is_featured, most
):
    if not is_featured:
        film.week_entries.all().delete()
    query_cost(PAGE, **headers)
    film.title = "Edited"
    film.save()
    monkeypatch.setattr(directory, "_directory", None)

    assert query_cost(PAGE, **headers) <= most
    assert query_cost(PAGE, **headers) <= 3


LISTS = [
    *("/weeks/", "/universities/"),
    *("/u/campus/films.json", "/u/campus/films.csv", "/u/campus/films.atom"),
    *("/u/campus/films/the-film.json", "/embed/campus/", "/embed/campus/the-film/"),
    *("/films/the-film.ris", "/films/the-film.citations.json"),
]


@pytest.mark.parametrize("headers", [{}, HERE], ids=["unknown", "on campus"])
@pytest.mark.parametrize("path", LISTS)
def test_a_list_costs_six_at_most(query_cost, film, path, headers):
    query_cost(path, **headers)
    seats = path == "/embed/campus/the-film/"  # asked for by the player

    assert query_cost(path, **headers) <= 6 + seats


@pytest.mark.parametrize("headers", [{}, HERE], ids=["unknown", "on campus"])
def test_the_front_page_costs_eight_at_most(query_cost, film, headers):
    film.collections.add(make_collection(introduction="Why they belong together."))
    film.subjects.add(make_subject())
    make_participation(film=film)
    query_cost("/", **headers)
    columns = 1  # read anew in a test's transaction, and kept outside of one

    assert query_cost("/", **headers) <= 8 + columns


THINGS = [
    *("/people/p/", "/subjects/s/", "/festivals/f/", "/distributors/d/", "/collections/c/"),
    *("/years/2009/", "/countries/CA/", "/people/p/?sort=title", "/festivals/f/?sort=year"),
    *("/people/", "/subjects/", "/festivals/", "/distributors/", "/collections/"),
    *("/years/", "/countries/"),
]


@pytest.fixture
def things(db):
    """What films can have in common, one of each kind."""
    return {
        "person": make_person(slug="p"),
        "subject": make_subject(slug="s"),
        "festival": make_festival(slug="f"),
        "distributor": make_distributor(slug="d"),
        "collection": make_collection(slug="c"),
    }


def share(things, university, *, by):
    """So many more films that have all of it, each with something of its own besides."""
    for _ in range(by):
        film = make_playable(university, year_from=2009, countries=["CA"])
        make_credit(film=film, person=things["person"], role="cast")
        make_participation("One award", film=film, festival=things["festival"])
        make_participation(film=film)
        film.subjects.add(things["subject"], make_subject(parent=things["subject"]))
        film.distributors.add(things["distributor"], make_distributor())
        film.collections.add(things["collection"], make_collection(introduction="Why."))


@pytest.mark.parametrize("path", THINGS)
def test_a_page_of_things_costs_the_same_for_one_film_and_for_thirty(
    query_cost, campus, things, path
):
    share(things, campus, by=1)
    query_cost(path, **HERE)
    one = query_cost(path, **HERE)

    share(things, campus, by=30)
    query_cost(path, **HERE)

    assert query_cost(path, **HERE) == one <= 10


SEARCHES = [
    *("/films/", "/films/?q=film", "/films/?decade=2000s&subject=a&availability=streaming"),
    *("/films/?q=film&subject=a&festival=b&award=any&captions=en&sort=year", "/films/?q=nothing"),
    *("/films/?q=film&availability=streaming&view=list", "/films/facets/festival/?q=film"),
    *("/u/campus/", "/u/campus/?q=film&subject=a&captions=en&sort=year", "/u/campus/?q=nothing"),
    *("/u/campus/?q=film&view=list", "/u/campus/facets/festival/?q=film"),
]


@pytest.mark.parametrize("headers", [{}, HERE], ids=["unknown", "on campus"])
@pytest.mark.parametrize("path", SEARCHES)
def test_a_search_costs_fourteen_at_most(query_cost, film, path, headers):
    query_cost(path, **headers)

    assert query_cost(path, **headers) <= 14


TEN_KINDS = [
    *("q=unheard", "q=train", "q=%22last+train%22", "q=tra", "q=%E5%8C%97%E4%BA%AC", "q=trian"),
    *("decade=2000s&country=CA&subject=s", "", "page=4", "availability=streaming"),
]


def test_each_kind_of_question_costs_no_more_for_a_hundred_results_than_for_one(
    query_cost, campus, things
):
    """Each as nobody asked it before, with a choice. One result alone may not have been meant."""

    def titled(title):
        film = make_playable(campus, title=title, year_from=2009, countries=["CA"])
        film.subjects.add(things["subject"])

    def costs():
        query_cost("/films/?q=film&subject=s", **HERE)  # brings what is kept up to date
        return [query_cost(f"/films/?{query}&subject=s", **HERE) for query in TEN_KINDS]

    titled("The Last Train 北京 Unheard")
    one = costs()
    for number in range(100):
        titled(f"The Last Train 北京 {number}")

    columns = 1  # in a transaction, as a test is, they are not kept
    assert all(more <= few for more, few in zip(costs(), one, strict=True))
    assert max(one) <= 14 + columns


def test_twenty_people_cost_what_one_costs(query_cost, campus):
    film, people = make_playable(campus), [make_person(slug=f"p{n}") for n in range(20)]
    for person in people:
        make_credit(film=film, person=person)
    query_cost("/films/", **HERE)

    one = query_cost("/films/?person=p0", **HERE)
    twenty = query_cost("/films/?" + "&".join(f"person=p{n}" for n in range(20)), **HERE)

    assert twenty == one <= 14


def test_no_page_costs_more_for_more(query_cost, film, campus):
    pages = [PAGE, f"{PAGE}streaming/", "/", *LISTS, *SEARCHES]
    grow(film, campus, by=12)  # the newest on the front page are none of the featured ones

    def costs():
        for page in pages:
            query_cost(page, **HERE)
        return {page: query_cost(page, **HERE) for page in pages}

    few = costs()
    grow(film, campus, by=40)
    make_image(film=film)

    assert costs() == few


def test_the_first_view_costs_no_more_for_more(query_cost, film, campus):
    def first_view():
        film.save()
        return query_cost(PAGE)

    query_cost(PAGE)
    few = first_view()
    grow(film, campus, by=30)
    query_cost(PAGE)

    assert first_view() == few
