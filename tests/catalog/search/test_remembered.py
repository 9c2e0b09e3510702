"""What was found is kept for who asks once more, as long as nothing was edited."""

from itertools import count

from catalog.search.columns import Columns
from catalog.search.remembered import MOST, Remembered
from tests.asking import best_matches
from tests.factories.catalog import make_film


def test_who_asks_once_more_gets_the_same():
    remembered, answers = Remembered(), count()

    first = remembered.found("a train", lambda: next(answers))

    assert remembered.found("a train", lambda: next(answers)) == first == 0
    assert remembered.found("a boat", lambda: next(answers)) == 1


def test_what_was_asked_longest_ago_is_forgotten_first():
    remembered = Remembered()
    for number in range(MOST):
        remembered.found(number, lambda: "first")
    remembered.found(0, lambda: "again")

    remembered.found("one more", lambda: "first")

    assert remembered.found(0, lambda: "again") == "first"
    assert remembered.found(1, lambda: "again") == "again"


def test_another_state_of_the_catalogue_remembers_nothing_of_the_one_before():
    before = Columns()
    before.remembered.found("a train", lambda: 1)

    assert before.with_entries([]).remembered.found("a train", lambda: 2) == 2


def test_an_edit_is_found_by_who_asked_before(transactional_db):
    make_film(title="Lantern")
    assert len(best_matches("lantern").ids) == 1

    make_film(title="Another lantern")

    assert len(best_matches("lantern").ids) == 2
