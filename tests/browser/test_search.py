"""Finding a film from half a memory: by words, by filters, by keyboard, and without scripts."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ELSEWHERE

FIELD = "Search films by title, person or subject"


@pytest.fixture(params=[True, False], ids=["with scripts", "without"])
def reader(request, visitor, library) -> Page:
    return visitor(library, java_script_enabled=request.param)


def filter_by(page: Page, group: str, *values: str) -> None:
    """Tick values, and apply them where nothing else does."""
    details = page.locator(f"#facet-{group}")
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    for value in values:
        details.get_by_role("checkbox", name=value).check()
    apply = page.get_by_role("button", name="Apply")
    if apply.is_visible():
        apply.click()


def test_a_slip_leads_over_what_was_meant_to_the_film(reader):
    reader.goto("/")
    reader.locator("#search").fill("last tran")
    reader.get_by_role("button", name="Search").click()
    expect(reader.locator("h1")).to_have_text("No films for “last tran”.")

    reader.get_by_role("link", name="“last train”").click()
    expect(reader.locator("h1")).to_have_text("1 film for “last train”")
    expect(reader.locator(".card-title mark")).to_have_text(["Last", "Train"])
    reader.get_by_role("link", name="Last Train Home").click()

    expect(reader.locator("h1")).to_have_text("Last Train Home")


def test_films_are_filtered_by_subject_and_decade_and_back_again(reader):
    reader.goto("/films/?sort=year")
    filter_by(reader, "subject", "Documentary")
    expect(reader.locator("h1")).to_have_text("13 films")
    filter_by(reader, "decade", "1980s", "2000s")
    expect(reader.locator("h1")).to_have_text("6 films")
    expect(reader.locator(".card")).to_have_count(6)

    expect(reader).to_have_url(re.compile("subject=documentary.*decade=2000s"))
    reader.get_by_role("link", name="Remove Decade: 1980s").click()
    expect(reader.locator("h1")).to_have_text("3 films")
    reader.get_by_role("link", name="Clear all").click()
    expect(reader.locator("h1")).to_have_text("41 films")


def test_back_returns_to_the_same_films(reader):
    reader.goto("/films/")
    filter_by(reader, "subject", "Documentary")
    expect(reader.locator("h1")).to_have_text("13 films")
    address = reader.url
    reader.get_by_role("link", name="Night Mail").click()
    expect(reader.locator("h1")).to_have_text("Night Mail")
    reader.go_back()

    expect(reader).to_have_url(address)
    expect(reader.locator("h1")).to_have_text("13 films")
    expect(reader.get_by_role("checkbox", name="Documentary")).to_be_checked()
    reader.go_back()
    expect(reader.locator("h1")).to_have_text("41 films")
    expect(reader.get_by_role("checkbox", name="Documentary")).not_to_be_checked()


def test_a_value_is_found_among_all_and_leads_back(reader):
    reader.goto("/films/?decade=2000s")
    reader.locator("#facet-subject").get_by_role("link", name="Show all").click()
    reader.get_by_label("A part of the name").fill("migr")
    reader.get_by_role("button", name="Find").click()
    reader.get_by_role("link", name="Migration").click()

    expect(reader).to_have_url(re.compile(r"/films/\?subject=migration&decade=2000s$"))
    expect(reader.locator("h1")).to_have_text("1 film")


def test_a_change_keeps_the_focus_and_is_said(page):
    page.goto("/films/?page=2")
    box = page.get_by_role("checkbox", name="Documentary")
    box.focus()
    page.keyboard.press("Space")

    expect(page.get_by_role("status")).to_have_text("13 films")
    expect(box).to_be_focused()
    expect(box).to_be_checked()
    expect(page).to_have_url(re.compile(r"/films/\?subject=documentary$"))


def test_suggestions_are_walked_by_keyboard_and_enter_searches(page):
    page.goto("/")
    page.keyboard.press("/")
    field = page.get_by_role("combobox", name=FIELD)
    expect(field).to_be_focused()
    field.press_sequentially("last tr")
    option = page.get_by_role("option", name="Last Train Home")
    expect(option).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")

    page.keyboard.press("ArrowDown")
    expect(field).to_have_value("Last Train Home")
    expect(field).to_have_attribute("aria-activedescendant", option.get_attribute("id"))
    expect(option).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(field).to_have_value("last tr")
    expect(option).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("2 films for “last tr”")


def test_a_suggestion_leads_to_its_own_page(page):
    page.goto("/films/")
    page.locator("#search").press_sequentially("last tr")
    page.get_by_role("option", name="Last Train Home").click()

    expect(page.locator("h1")).to_have_text("Last Train Home")


def test_a_slash_is_a_letter_where_one_types(page):
    page.goto("/films/facets/subject/")
    page.get_by_label("A part of the name").press_sequentially("a/b")

    expect(page.get_by_label("A part of the name")).to_have_value("a/b")


@pytest.fixture
def phone(visitor, library) -> Page:
    return visitor(library, width=390)


def test_the_sheet_says_how_many_films_are_behind_it(phone):
    phone.goto("/films/")
    phone.get_by_role("button", name="Filters").click()
    phone.get_by_role("checkbox", name="Documentary").check()
    phone.get_by_role("button", name="Show 13 films").click()

    expect(phone.locator("#filters")).to_be_hidden()
    expect(phone.get_by_role("button", name="Filters (1)")).to_be_visible()
    expect(phone.locator(".card")).to_have_count(13)


@pytest.mark.parametrize("way", ["Escape", "back"])
def test_the_sheet_is_left_by_escape_and_by_the_way_back(phone, way):
    phone.goto("/films/")
    phone.get_by_role("button", name="Filters").click()
    phone.get_by_role("checkbox", name="Documentary").check()
    expect(phone.locator("h1")).to_have_text("13 films")
    if way == "back":
        phone.go_back()
    else:
        phone.keyboard.press("Escape")

    expect(phone.locator("#filters")).to_be_hidden()
    expect(phone.locator("h1")).to_have_text("13 films")
    expect(phone).to_have_url(re.compile(r"subject=documentary$"))


def test_the_sheet_opens_and_applies_without_scripts(visitor, library):
    phone = visitor(library, width=390, java_script_enabled=False)
    phone.goto("/films/")
    phone.get_by_role("button", name="Filters").click()
    phone.get_by_role("checkbox", name="Documentary").check()
    phone.get_by_role("button", name="Apply").click()

    expect(phone.locator("h1")).to_have_text("13 films")


def test_somebody_of_no_university_is_offered_to_choose_one(visitor, library):
    page = visitor(library, address=ELSEWHERE)
    page.goto("/films/?q=the")
    expect(page.locator("#facet-availability")).to_have_count(0)
    page.locator("#filters").get_by_role("link", name="Choose your university").click()
    page.get_by_role("button", name="Choose Example Harbour College").click()

    expect(page).to_have_url(re.compile(r"/films/\?q=the$"))
    expect(page.locator("#facet-availability")).to_be_visible()
