"""Countries and languages by any of their names, as codes that the catalogue takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.codes import country_name, validate_country, validate_language
from catalog.exchange.reading.facts import countries as of_countries
from catalog.exchange.reading.facts import languages as of_languages
from catalog.exchange.reading.facts.countries import countries
from catalog.exchange.reading.facts.languages import languages

COUNTRIES = [
    ("Australia", ("AU",)),
    ("United States", ("US",)),
    ("VIC/Australia", ("AU",)),
    ("Melbourne/VIC/Australia", ("AU",)),
    ("Germany (West)", ("DE",)),
    ("Germany (East)", ("DD",)),
    ("Soviet Union", ("SU",)),
    ("Czechoslovakia", ("CS",)),
    ("Yugoslavia", ("YU",)),
    ("Iran, Islamic Republic of", ("IR",)),
    ("Taiwan, Province Of China", ("TW",)),
    ("Korea, Republic Of", ("KR",)),
    ("Russia (Federation)", ("RU",)),
    ("Palestinian Territory, Occupied", ("PS",)),
    ("Macedonia, The Former Yugoslav Republic Of", ("MK",)),
    ("Libyan Arab Jamahiriya", ("LY",)),
    ("Hong Kong", ("HK",)),
    ("Scotland", ("GB",)),
    ("East Timor", ("TL",)),
    ("Zaire", ("ZR",)),
    ("Georgia", ("GE",)),
    ("US/UK", ("US", "GB")),
    ("US/Canada", ("US", "CA")),
    ("USA", ("US",)),
    ("GBR, FRA", ("GB", "FR")),
    ("FR, DE, IT", ("FR", "DE", "IT")),
    ("Canada; China", ("CA", "CN")),
    ("Canada and China", ("CA", "CN")),
    ("Bosnia and Herzegovina", ("BA",)),
    ("Trinidad and Tobago", ("TT",)),
    ("Canada, Canada", ("CA",)),
    ("Côte d’Ivoire", ("CI",)),
    ("Zaïre", ("ZR",)),
    ("España", ("ES",)),
    ("Unknown", ()),
    ("", ()),
]
LANGUAGES = [
    ("English", ("en",)),
    ("No spoken word", ("zxx",)),
    ("Silent", ("zxx",)),
    ("Unknown", ()),
    ("und", ()),
    ("", ()),
    ("Greek", ("el",)),
    ("Persian", ("fa",)),
    ("Serbo-Croatian", ("sh",)),
    ("Multiple languages", ("mul",)),
    ("Auslan", ("asf",)),
    ("Swiss German", ("gsw",)),
    ("Warlpiri", ("wbp",)),
    ("chi", ("zh",)),
    ("zho", ("zh",)),
    ("ger", ("de",)),
    ("fre", ("fr",)),
    ("zxx", ("zxx",)),
    ("en, fr", ("en", "fr")),
    ("English; French", ("en", "fr")),
    ("pt-br", ("pt-BR",)),
    ("zh-Hant", ("zh-Hant",)),
    ("Mandarin", ("zh",)),
    ("Cantonese", ("yue",)),
    ("ASL", ("ase",)),
]


@pytest.mark.parametrize(("text", "expected"), COUNTRIES)
def test_countries_are_known_by_their_names_past_and_present(text, expected):
    assert countries(text) == expected


@pytest.mark.parametrize(
    "text", ["Various", "Korea", "Narnia", "US/Narnia", "France, Narnia", "Melbourne"]
)
def test_what_is_no_country_is_not_guessed(text):
    assert countries(text) is None


@pytest.mark.parametrize(("text", "expected"), LANGUAGES)
def test_languages_are_known_by_their_names_and_codes(text, expected):
    assert languages(text) == expected


@pytest.mark.parametrize(
    "text",
    ["Creoles and Pidgins, French-based (Other)", "Australian languages", "Klingonish", "xx-YY"],
)
def test_what_is_no_language_of_the_standard_is_not_guessed(text):
    assert languages(text) is None


def test_every_name_leads_to_a_code_that_the_catalogue_takes():
    for code in set(of_countries._codes().values()):
        validate_country(code)
    for tag in set(of_languages._tags().values()):
        validate_language(tag)


def test_every_country_of_today_is_known_by_its_name_here():
    for code in {code for code in of_countries._codes().values() if code != "CS"}:
        assert country_name(code)
        assert of_countries.country(code) == code


@given(st.text(max_size=40))
def test_any_text_is_read_or_not_but_never_fails(text):
    for code in countries(text) or ():
        validate_country(code)
    for tag in languages(text) or ():
        validate_language(tag)
