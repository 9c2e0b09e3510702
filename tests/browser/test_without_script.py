"""Plain HTML works alone: everything a visitor does, with scripts switched off."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ELSEWHERE


@pytest.fixture
def plain(visitor, library) -> Page:
    return visitor(library, java_script_enabled=False)


@pytest.fixture
def stranger(visitor, library) -> Page:
    return visitor(library, java_script_enabled=False, address=ELSEWHERE)


def test_the_search_field_searches(plain):
    plain.goto("/")
    plain.get_by_role("searchbox", name="Search films by title").fill("train")
    plain.get_by_role("button", name="Search").click()

    expect(plain.locator("h1")).to_contain_text("for “train”")
    expect(plain.get_by_role("searchbox", name="Search films by title")).to_have_value("train")
    plain.get_by_role("link", name="Last Train Home").click()
    expect(plain.locator("h1")).to_have_text("Last Train Home")


def test_a_list_is_paged_there_and_back(plain):
    plain.goto("/films/")
    first = plain.locator(".card-title").all_inner_texts()
    plain.get_by_role("link", name="Page 2").click()
    expect(plain.locator(".pager [aria-current]")).to_have_text("2")
    second = plain.locator(".card-title").all_inner_texts()
    plain.get_by_role("link", name="Previous").click()

    expect(plain.locator(".pager [aria-current]")).to_have_text("1")
    assert plain.locator(".card-title").all_inner_texts() == first
    assert len(first) == 24
    assert len(first + second) == len({*first, *second}) == 41


def test_a_university_is_chosen_and_forgotten_and_the_film_follows(stranger):
    stranger.goto("/films/hoop-dreams/")
    stranger.locator("#streaming").get_by_role("link", name="Choose your university").click()
    stranger.get_by_label("Its name, or your mail address there").fill("someone@harbour.example")
    stranger.get_by_role("button", name="Find").click()
    stranger.get_by_role("button", name="Choose Example Harbour College").click()
    expect(stranger.locator("h1")).to_have_text("Sign in with Example Harbour College")
    stranger.get_by_role("link", name="Open the page again").click()

    expect(stranger.locator("h1")).to_have_text("Hoop Dreams")
    words = "Sign in with Example Harbour College to watch"
    expect(stranger.locator("#streaming")).to_contain_text(words)

    stranger.get_by_role("link", name="Example Harbour College (chosen)").click()
    stranger.get_by_role("button", name="Forget it").click()
    expect(stranger.locator("h1")).to_have_text("Hoop Dreams")
    expect(stranger.locator("#streaming")).to_contain_text("Choose your university")


def test_the_streaming_page_has_a_player_of_the_browser_s_own(plain):
    plain.goto("/films/night-mail/")
    plain.get_by_role("link", name="Watch film").click()

    video = plain.locator("video[controls]")
    expect(video).to_be_visible()
    expect(video.locator("source")).to_have_attribute("type", "video/mp4")
    expect(video.locator("track")).to_have_count(2)
    plain.get_by_role("link", name="Back to film summary").click()
    expect(plain).to_have_url(f"{plain.url.partition('/films/')[0]}/films/night-mail/")


def test_the_weeks_lead_to_a_week_and_that_to_a_film(plain):
    plain.goto("/weeks/")
    plain.locator(".weeks h2 a").nth(1).click()
    plain.get_by_role("link", name="The Third Man").click()

    expect(plain.locator("h1")).to_have_text("The Third Man")


def test_a_frame_shows_its_films_and_their_player(plain):
    plain.goto("/embed/example/")
    expect(plain.get_by_role("link", name="The Third Man")).to_be_visible()
    plain.goto("/embed/example/the-third-man/")

    expect(plain.locator("video[controls]")).to_be_visible()


def test_the_theme_is_not_offered_where_nothing_can_change_it(plain):
    plain.goto("/")

    expect(plain.get_by_role("group", name="Theme")).to_be_hidden()


def test_the_theme_that_was_chosen_is_there_before_the_next_page_is_painted(page):
    page.goto("/")
    page.get_by_role("radio", name="Dark").check()
    page.goto("/films/")

    expect(page.get_by_role("radio", name="Dark")).to_be_checked()
    background = "getComputedStyle(document.documentElement).backgroundColor"
    assert page.evaluate(background) == "rgb(19, 19, 23)"
