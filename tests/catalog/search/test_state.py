import pytest
from django.http import QueryDict
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from catalog.search.state import GROUPS, LONGEST_QUERY, MOST_VALUES, Question

ANY_TEXT = st.text(max_size=30)
NAMES = st.sampled_from([*GROUPS, "q", "sort", "view", "page", "unknown", "q__contains"])


def asked(query):
    return Question.from_params(QueryDict(query))


@given(st.lists(st.tuples(NAMES, ANY_TEXT), max_size=40))
def test_any_query_string_makes_a_question_that_writes_itself_the_same_for_ever(params):
    query = QueryDict(mutable=True)
    for name, value in params:
        query.appendlist(name, value)

    question = Question.from_params(query)

    assert asked(question.address.removeprefix("?")) == question


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("", ""),
        ("page=1&q=&subject=&sort=", ""),
        ("page=2&subject=b&q=train&subject=a", "?q=train&subject=a&subject=b&page=2"),
        ("subject=a&subject=a&subject=%20a%20", "?subject=a"),
        ("festival=d&decade=1990s&captions=de", "?decade=1990s&captions=de&festival=d"),
        ("unknown=1&__class__=2&q__contains=3", ""),
        ("q=%20two%0Awords%00", "?q=two+words"),
        ("sort=title", ""),
        ("q=a&sort=title", "?q=a&sort=title"),
        ("q=a&sort=best", "?q=a"),
        ("sort=year&view=list&view=cards", "?sort=year"),
        ("sort=nothing&view=nothing&page=nothing", ""),
        ("q=caf%C3%A9", "?q=caf%C3%A9"),
        ("q=cafe%CC%81", "?q=caf%C3%A9"),
    ],
)  # fmt: skip
def test_a_question_has_one_address(query, address):
    assert asked(query).address == address


def test_what_is_too_much_is_left_out():
    many = asked("&".join(f"subject={number:03}" for number in range(200)))
    long = asked(f"q={'a' * 5000}&person={'b' * 5000}")

    assert len(many.chosen("subject")) == MOST_VALUES
    assert len(long.q) == LONGEST_QUERY
    assert len(long.chosen("person")[0]) == 120


def test_a_value_is_added_and_removed_and_the_first_page_asked_for():
    question = asked("q=train&subject=b&sort=year&view=list&page=7")

    more = question.with_value("subject", "a").with_value("decade", "1990s")
    less = more.without_value("subject", "b").without_group("decade")

    assert more.address == "?q=train&subject=a&subject=b&decade=1990s&sort=year&view=list"
    assert less.address == "?q=train&subject=a&sort=year&view=list"
    assert more.without_choices().address == "?q=train&sort=year&view=list"


def test_there_is_no_group_that_the_settings_do_not_name():
    with pytest.raises(ValueError, match="no group 'colour'"):
        Question().with_value("colour", "red")


def test_other_words_come_in_their_usual_order_and_keep_the_choices():
    question = asked("subject=a&sort=year&page=3")

    assert question.for_words("trains").address == "?q=trains&subject=a"


@pytest.mark.parametrize(
    ("query", "order"),
    [("", "title"), ("q=a", "best"), ("sort=best", "title"), ("q=a&sort=newest", "newest")],
)
def test_the_best_match_comes_first_where_there_is_something_to_match(query, order):
    assert asked(query).order == order


def test_order_and_view_change_by_themselves():
    question = asked("q=a&page=4")

    assert question.sorted_by("year").address == "?q=a&sort=year"
    assert question.sorted_by("best").address == "?q=a"
    assert question.seen_as("list").address == "?q=a&view=list&page=4"
    assert question.at_page(2).get_absolute_url() == reverse("catalog:film_list") + "?q=a&page=2"
