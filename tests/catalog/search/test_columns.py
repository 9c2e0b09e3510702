from array import array
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.film_set import film_set, numbers
from catalog.search import columns as columns_module
from catalog.search import tally
from catalog.search.columns import ORDERS, Columns, Entry
from catalog.search.tally import Tally

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
MOMENTS = [None, NOON - timedelta(days=1), NOON, NOON + timedelta(microseconds=1)]
FACETS = st.fixed_dictionaries(
    {
        "subject": st.lists(st.integers(1, 12), max_size=4, unique=True),
        "country": st.lists(st.sampled_from(["CA", "CN", "FR"]), max_size=2, unique=True),
        "person": st.lists(st.integers(1, 5), max_size=2, unique=True),
    }
)
ENTRIES = st.lists(
    st.builds(
        Entry,
        film_id=st.integers(1, 40),
        revision=st.integers(1, 9),
        published_from=st.sampled_from(MOMENTS),
        sort_key=st.sampled_from(["a", "b", "c"]),
        titles=st.just("a"),
        year=st.sampled_from([None, 1999, 2009]),
        facets=FACETS,
    ),
    max_size=60,
    unique_by=lambda entry: entry.film_id,
)


@pytest.fixture(autouse=True, params=[1, 128], ids=["lists", "sets"])
def sparse(request, monkeypatch):
    """Values as lists of films and as sets of them."""
    monkeypatch.setattr(columns_module, "SPARSE", request.param)


def shown(columns):
    """All that a state holds, in a form that can be compared."""
    values = {
        (group, value): sorted(numbers(columns.with_value(group, value)))
        for group, known in columns.column_of.items()
        for value in known
    }
    orders = {name: (order.keys, order.ids) for name, order in columns.orders.items()}
    films = {key: films for key, films in values.items() if films}
    return columns.everything, films, orders


@given(ENTRIES, ENTRIES)
def test_a_state_brought_up_to_date_is_the_one_made_anew(before, after):
    renewed = Columns.of(before).with_entries(after)

    now = {entry.film_id: entry for entry in [*before, *after]}
    assert shown(renewed) == shown(Columns.of(now.values()))


@given(ENTRIES, ENTRIES)
def test_a_state_stays_as_it_is_while_others_are_made_of_it(before, after):
    columns = Columns.of(before)
    held = shown(columns)

    columns.with_entries(after)

    assert shown(columns) == held


@given(ENTRIES)
def test_a_film_is_published_from_its_moment_on(entries):
    columns = Columns.of(entries)

    published = [entry.film_id for entry in entries if entry.published_from in MOMENTS[1:3]]

    assert columns.published(at=NOON) == film_set(published)


@given(ENTRIES, st.sampled_from(ORDERS))
def test_some_films_come_in_the_order_of_all(entries, order):
    columns = Columns.of(entries)
    some = film_set(entry.film_id for entry in entries if entry.film_id % 2) & columns.everything

    everything = columns.ordered(columns.everything, order)

    assert columns.ordered(some, order) == [pk for pk in everything if pk % 2]


def test_orders_are_by_title_by_the_latest_year_and_by_the_newest():
    day = timedelta(days=1)
    rows = [(1, "b", None, 0), (2, "a", 1999, 1), (3, "c", 2009, 2), (4, "a", 2009, 3)]
    columns = Columns.of(
        Entry(pk, 1, NOON + day * n, key, key, year, {}) for pk, key, year, n in rows
    )

    found = {order: columns.ordered(columns.everything, order) for order in ORDERS}

    assert found == {"title": [2, 4, 1, 3], "year": [4, 3, 2, 1], "newest": [4, 3, 2, 1]}


@given(ENTRIES, st.sets(st.integers(1, 40)), st.sampled_from([0, 10**6]), st.integers(1, 4))
def test_counts_are_true_whichever_way_they_are_found(entries, some, of_a_film, most):
    columns = Columns.of(entries)
    films = film_set(some) & columns.everything
    held = {e.film_id: e.facets for e in entries if e.published_from and e.film_id in some}
    true = {}
    for facets in held.values():
        for value in facets["subject"]:
            true[value] = true.get(value, 0) + 1

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tally, "OF_A_FILM", of_a_film)
        found = Tally(columns, films)
        assert dict(found.of("subject")) == true
        first = found.of("subject", most)

    assert first == sorted(true.items(), key=lambda pair: (-pair[1], pair[0]))[:most]


def test_people_have_no_column():
    columns = Columns.of([Entry(1, 1, NOON, "a", "a", None, {"person": [7], "subject": [3]})])

    assert columns.value_of == [("subject", 3)]
    assert list(columns.held[1].in_columns) == list(array("I", [0]))
