"""What somebody meant, where it finds something."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.models import SearchWord
from catalog.search import meant
from catalog.search.current import moment
from catalog.search.slips import slips
from catalog.search.writer import index_stale, up_to_date
from tests.asking import did_you_mean
from tests.factories.catalog import make_credit, make_film, make_person, make_subject

SLIPS = [
    ("train", "train", 0),
    ("tran", "train", 1),
    ("trian", "train", 1),
    ("traim", "train", 1),
    ("trrain", "train", 1),
    ("tarin", "train", 1),
    ("trin", "trains", 2),
    ("", "abc", 3),
]


@pytest.mark.parametrize(("word", "other", "number"), SLIPS)
def test_a_slip_is_one_letter_or_two_swapped(word, other, number):
    assert slips(word, other) == number
    assert slips(other, word) == number


@pytest.fixture
def library(db):
    film = make_film(title="Last Train Home")
    make_credit(film=film, person=make_person(name="Lixin Fan"))
    film.subjects.add(make_subject(name="Migration"))
    make_film(title="Cléo from 5 to 7")


MEANT = [
    ("last tran", "last train"),
    ("last trian", "last train"),
    ("Lats Trian", "last train"),
    ("nigration", "migration"),
    ("migraiton lixin", "migration lixin"),
    ("Lixn", "lixin"),
    ("cloe", "cleo"),
]


@pytest.mark.parametrize(("typed", "meant"), MEANT)
def test_a_word_misspelt_is_put_right(library, typed, meant):
    assert did_you_mean(typed, at=timezone.now()) == meant


@pytest.mark.parametrize("typed", ["", "zzzzzz", "tran cleo", '"last tran"', "xy", "?!"])
def test_nothing_is_offered_that_finds_nothing(library, typed):
    assert did_you_mean(typed, at=timezone.now()) is None


@pytest.mark.parametrize("published_from", [None, timezone.now() + timedelta(days=1)])
def test_words_of_what_is_not_published_are_not_given_away(db, published_from):
    make_film(title="Lantern", published_from=published_from)

    assert did_you_mean("lanten", at=timezone.now()) is None


def test_words_are_counted_by_films_and_forgotten_with_the_last(db):
    one, other = make_film(title="Lantern lantern"), make_film(title="Lantern")
    index_stale()
    assert SearchWord.objects.get(word="lantern").films == 2

    one.delete()
    index_stale()
    assert SearchWord.objects.get(word="lantern").films == 1

    other.title = "Harbour"
    other.save()
    index_stale()
    assert not SearchWord.objects.filter(word="lantern").exists()
    assert SearchWord.objects.get(word="harbour").films == 1


@pytest.mark.parametrize("text", ["12345", "2001 1984", "上海", "b2b4"])
def test_what_no_vocabulary_holds_is_not_looked_up_in_it(library, django_assert_num_queries, text):
    state = up_to_date()
    now = moment(at=timezone.now(), state=state)

    with django_assert_num_queries(0):
        assert meant.did_you_mean(text, now, state) is None
