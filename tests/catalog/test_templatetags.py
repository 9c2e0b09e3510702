"""How pages say values: each sentence here is one that a reader would see."""

import pytest

from catalog.record import Laurel, Showing
from catalog.templatetags import catalog

HOUR = 3600


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (85 * 60, "1 h 25 min"),
        (2 * HOUR, "2 h"),
        (15 * 60, "15 min"),
        (20, "1 min"),
        (59 * 60 + 45, "1 h"),
        (0, ""),
        (None, ""),
    ],
)
def test_a_running_time_is_said_in_hours_and_minutes(seconds, said):
    assert catalog.runtime(seconds) == said


def test_countries_and_languages_are_said_by_name():
    assert catalog.country_names(["CA", "CN"]) == ["Canada", "China"]
    assert catalog.language_names(["zh", "pt-BR"]) == ["Chinese", "Portuguese (Brazil)"]
    assert catalog.language_name("de") == "German"


@pytest.mark.parametrize(
    ("tag", "script", "written"),
    [
        ("zh", "Hans", "zh-Hans"),
        ("zh-TW", "Hant", "zh-Hant-TW"),
        ("zh-Hant", "Hant", "zh-Hant"),
        ("fr", "", "fr"),
        ("", "Arab", ""),
    ],
)
def test_a_title_in_another_script_says_so_to_the_browser(tag, script, written):
    assert catalog.in_script(tag, script) == written


def laurel(*sources):
    showings = [Showing("", [], source, False) for source in sources]
    return Laurel("A festival", "a-festival", [], "", showings)


def test_a_source_that_all_festivals_share_is_said_once():
    assert catalog.shared_source([laurel("the page"), laurel("the page", "the page")]) == "the page"
    assert catalog.shared_source([laurel("the page"), laurel("a book")]) == ""
    assert catalog.shared_source([]) == ""


def test_a_film_without_a_poster_keeps_one_colour():
    tones = {catalog.tone_of_title("Last Train Home") for _ in range(3)}

    assert len(tones) == 1
    assert tones <= set(range(16))


def test_a_path_becomes_a_whole_address(settings):
    settings.SITE_URL = "https://films.example"

    assert catalog.absolute("/films/night-mail/") == "https://films.example/films/night-mail/"
    assert catalog.absolute("https://cdn.example/a.webp") == "https://cdn.example/a.webp"


def test_other_pages_are_a_number_away():
    pages = catalog.pages(2, 3)

    assert (pages.previous, pages.next) == ("?", "?page=3")
    assert [number for number, _address in pages.numbers] == [1, 2, 3]
