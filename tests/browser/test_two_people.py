"""Two people at one film: who saves second is told what the first changed, and keeps every word."""

from playwright.sync_api import Page, expect

from tests.browser.staff import log_in, open_film

TOLD = "This was changed while you had it open, so nothing was saved yet."


def at_the_film(visitor, desk, username: str) -> Page:
    page = visitor(desk)
    log_in(page, desk, username)
    open_film(page, "Night Mail")
    return page


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()


def test_the_second_sees_what_changed_and_loses_nothing_typed(visitor, desk):
    first = at_the_film(visitor, desk, "librarian")
    second = at_the_film(visitor, desk, "owner")

    first.get_by_label("Content notes").fill("Steam, and a poem")
    save(first)
    expect(first.locator(".messagelist .success")).to_be_visible()

    second.get_by_label("Staff notes").fill("Ask the archive for a better print.")
    reviews = second.locator("#reviews-group")
    reviews.locator(".add-row a").click()
    row = reviews.locator("tr.dynamic-reviews").last
    row.locator(".field-outlet input").fill("The Exemplary Review")
    row.locator(".field-quotation textarea").fill("All of it rhymes.")
    save(second)

    told = second.locator(".errorlist.nonfield")
    expect(told).to_contain_text(TOLD)
    expect(told).to_contain_text("librarian")
    expect(told).to_contain_text("Steam, and a poem")
    row = second.locator("#reviews-group tr.dynamic-reviews").last
    expect(row.locator(".field-outlet input")).to_have_value("The Exemplary Review")
    expect(row.locator(".field-quotation textarea")).to_have_value("All of it rhymes.")
    note = second.get_by_label("Staff notes")
    expect(note).to_have_value("Ask the archive for a better print.")

    second.get_by_label("Content notes").fill("Steam, and a poem")
    save(second)
    expect(second.locator(".messagelist .success")).to_be_visible()
    text = desk.ask("/films/night-mail/").text
    assert "Steam, and a poem" in text
    assert "All of it rhymes." in text


def test_a_row_that_the_first_removed_stays_with_the_second_who_changed_it(visitor, desk):
    first = at_the_film(visitor, desk, "librarian")
    second = at_the_film(visitor, desk, "owner")
    credit = first.locator("#credits-group tr.dynamic-credits").first
    credit.locator(".delete input").check()
    save(first)
    expect(first.locator(".messagelist .success")).to_be_visible()

    order = second.locator("#credits-group tr.dynamic-credits").first.locator(".field-order input")
    order.fill("7")
    save(second)

    expect(second.locator(".errorlist.nonfield")).to_contain_text(TOLD)
    orders = second.locator("#credits-group .dynamic-credits .field-order input")
    assert "7" in orders.evaluate_all("all => all.map(i => i.value)")
