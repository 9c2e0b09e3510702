"""A set of films as one integer."""

from hypothesis import given
from hypothesis import strategies as st

from catalog.film_set import NO_FILMS, film_set, numbers

IDS = st.sets(st.integers(0, 5_000))


@given(IDS)
def test_what_goes_in_comes_out_in_order(ids):
    assert list(numbers(film_set(ids))) == sorted(ids)


@given(IDS, IDS)
def test_it_counts_and_intersects_as_sets_do(some, others):
    assert (film_set(some) & film_set(others)).bit_count() == len(some & others)


def test_no_films_are_none():
    assert film_set([]) == NO_FILMS
    assert list(numbers(NO_FILMS)) == []
