"""Names, and what their bearers did."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.exchange.reading.facts.names import is_group, name_and_role, people
from catalog.exchange.reading.facts.roles import roles

CREDITS = [
    ("Kathryn Bigelow, director", ("Kathryn Bigelow", "director")),
    ("Smith, John, director", ("Smith, John", "director")),
    (
        "Holt, Rinehart and Winston, production company",
        ("Holt, Rinehart and Winston", "production company"),
    ),
    ("Leif Stubkjaer,, director", ("Leif Stubkjaer", "director")),
    ("Mercer Street Sound, NYC., sound", ("Mercer Street Sound, NYC.", "sound")),
    ("Robert Arnold", ("Robert Arnold", "")),
    ("", ("", "")),
]
ROLES = [
    ("director", (("director", ""),)),
    ("film director", (("director", ""),)),
    ("Director", (("director", ""),)),
    ("co-director", (("director", "co-director"),)),
    ("producer/director", (("producer", ""), ("director", ""))),
    (
        "co-producers/directors",
        (("producer", "co-producers/directors"), ("director", "co-producers/directors")),
    ),
    ("production company", (("production_company", ""),)),
    ("distributor", (("distributor", ""),)),
    ("director of photography", (("cinematographer", "director of photography"),)),
    ("executive producer", (("producer", "executive producer"),)),
    ("anchor/host", (("other", "anchor/host"),)),
    ("production manager", (("other", "production manager"),)),
    ("sound design/post-production", (("sound", "sound design/post-production"),)),
    ("", (("other", ""),)),
]
PEOPLE = [
    ("Lixin Fan", ("Lixin Fan",)),
    ("Fan, Lixin", ("Fan, Lixin",)),
    ("Fan, Lixin; Smith, J.", ("Fan, Lixin", "Smith, J.")),
    ("Joel Coen, Ethan Coen", ("Joel Coen", "Ethan Coen")),
    ("Joel Coen & Ethan Coen", ("Joel Coen", "Ethan Coen")),
    ("Joel Coen|Ethan Coen", ("Joel Coen", "Ethan Coen")),
    ("Joel Coen\nEthan Coen", ("Joel Coen", "Ethan Coen")),
    ("Ronald and Rosemary Eastman", ("Ronald and Rosemary Eastman",)),
    ("Von Trier, Lars", ("Von Trier, Lars",)),
    ("Martin Luther King, Jr.", ("Martin Luther King, Jr.",)),
    ("Costa-Gavras, Alan Smithee, Joel Coen", ("Costa-Gavras", "Alan Smithee", "Joel Coen")),
    ("Madonna", ("Madonna",)),
    ("Unknown", ()),
    ("-", ()),
    ("", ()),
]
GROUPS = ["Wombat Productions, Inc.", "Victoria. Dept. of Agriculture", "City of Monash", "SKA TV"]
PERSONS = ["Victoria Lynn", "Anthony Church", "Peter K. Smith", "D.A. Pennebaker"]


@pytest.mark.parametrize(("text", "expected"), CREDITS)
def test_a_credit_splits_at_its_last_comma(text, expected):
    assert name_and_role(text) == expected


@pytest.mark.parametrize(("words", "expected"), ROLES)
def test_a_role_is_known_by_its_words_and_keeps_those_that_say_more(words, expected):
    assert roles(words) == expected


@pytest.mark.parametrize(("text", "expected"), PEOPLE)
def test_a_cell_of_names_gives_each_name(text, expected):
    assert people(text) == expected


@pytest.mark.parametrize("text", ["Fan, Lixin, Coen, Joel", "Mario Monicelli, Steno"])
def test_single_words_with_commas_could_be_either_and_are_not_guessed(text):
    assert people(text) is None


@pytest.mark.parametrize("name", GROUPS)
def test_a_company_or_an_office_is_told_by_its_words(name):
    assert is_group(name)


@pytest.mark.parametrize("name", PERSONS)
def test_a_person_is_no_group(name):
    assert not is_group(name)


@given(st.text(max_size=60))
def test_any_text_is_read_or_not_but_never_fails(text):
    people(text)
    assert len(name_and_role(text)) == 2
    assert roles(text)
