"""A licence turns the whole house: through real workers, from nothing to a playing film and back.

Every question is asked over a connection of its own and several at a time, so that each worker
has to answer with what is true now.
"""

from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import Page, expect

from tests.browser.staff import complete, log_in, open_film
from tests.demo_server import DemoServer
from tests.over_http import Answer

FILM = "/films/last-train-home/"
ASKED = 8  # times, by four at once: more than the two workers can share unevenly
PLAYED = "video => video.currentTime > 1"
CUE_SHOWS = "video => [...video.textTracks].some(t => t.mode == 'hidden' && t.activeCues?.length)"


def asked(server: DemoServer, path: str, **headers: str) -> list[Answer]:
    with ThreadPoolExecutor(max_workers=4) as people:
        return list(people.map(lambda _number: server.ask(path, **headers), range(ASKED)))


def statuses(server: DemoServer, path: str, **headers: str) -> set[int]:
    return {answer.status for answer in asked(server, path, **headers)}


def texts(server: DemoServer, path: str) -> list[str]:
    answers = asked(server, path)
    assert {answer.status for answer in answers} == {200}
    return [answer.text for answer in answers]


def grant_by_the_form_of_a_licence(page: Page) -> None:
    page.goto("/admin/streaming/licence/add/")
    complete(page, page.locator(".field-film .select2-selection"), "Last Train Home")
    complete(page, page.locator(".field-university .select2-selection"), "University of Example")
    page.get_by_label("First day").fill("2020-01-01")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist .success")).to_contain_text("was added successfully")


def grant_by_the_form_of_the_film(page: Page) -> None:
    open_film(page, "Last Train Home")
    table = page.locator("#licences-group")
    table.locator(".add-row a").click()
    row = table.locator("tr.form-row.dynamic-licences").last
    complete(page, row.locator(".field-university .select2-selection"), "University of Example")
    row.locator(".field-starts_on input").fill("2020-01-01")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist .success")).to_contain_text("was changed successfully")


def end_it(page: Page) -> None:
    """By “End now”, in the list of licences; there are others, which stay."""
    page.goto("/admin/streaming/licence/?q=Last+Train+Home")
    row = page.locator("#result_list tbody tr").filter(has_text="University of Example")
    row.locator("input.action-select").check()
    page.get_by_label("Action:").select_option("end_now")
    page.locator("button[name=index]").click()
    expect(page.locator("#content h1")).to_have_text("End these licences now?")
    page.get_by_role("button", name="End now").click()
    expect(page.locator(".messagelist .success")).to_contain_text("1 licence ended.")


def assert_not_yet(server: DemoServer) -> None:
    sentence = "Unfortunately, Last Train Home is not available for streaming yet."
    for text in texts(server, FILM):
        assert sentence in text
        assert 'data-may-play="false"' in text


def assert_it_can_be_watched(server: DemoServer) -> None:
    for text in texts(server, FILM):
        assert 'data-availability="streaming"' in text
        assert 'data-may-play="true"' in text
    for path in ("/films/", "/u/example/", "/embed/example/"):
        assert all(card_says(text, "Available", "No last day") for text in texts(server, path))
    for form in ("json", "atom", "csv"):
        assert all("Last Train Home" in text for text in texts(server, f"/u/example/films.{form}"))
    one = "/u/example/films/last-train-home.json"
    assert all('"status": "streaming"' in text for text in texts(server, one))


def named_as(page: Page) -> dict[str, str]:
    """The browser's own name: an address of bytes is for nobody else."""
    return {"User_Agent": page.evaluate("() => navigator.userAgent")}


def assert_it_has_ended(server: DemoServer, addresses: list[str], **browser: str) -> None:
    for text in texts(server, FILM):
        assert 'data-availability="ended"' in text
        assert 'data-may-play="false"' in text
        assert "Watch film" not in text
    for path in ("/films/last-train-home/streaming/", "/embed/example/last-train-home/"):
        for text in texts(server, path):
            assert "Streaming ended on" in text
            assert "<video" not in text
    assert not any(card_says(text, "Available", "Until") for text in texts(server, "/films/"))
    for path in ("/u/example/", "/embed/example/", *(f"/u/example/films.{f}" for f in FORMS)):
        assert not any("Last Train Home" in text for text in texts(server, path)), path
    one = "/u/example/films/last-train-home.json"
    assert all('"status": "ended"' in text for text in texts(server, one))
    for address in addresses:
        assert statuses(server, address, **browser) == {403}
        assert statuses(server, address, Range="bytes=0-99", **browser) == {403}


FORMS = ("json", "atom", "csv")


def card_says(text: str, *words: str) -> bool:
    """Does the film's card, on a page of cards, say one of these?"""
    _before, found, rest = text.partition('<a href="/films/last-train-home/"')
    card = rest.partition("</li>")[0]
    return bool(found) and any(word in card for word in words)


def watch(page: Page) -> list[str]:
    """Open the film, press Watch, then play; return the addresses that its bytes came from."""
    page.goto(FILM)
    expect(page.locator("#streaming")).to_contain_text("Available at University of Example")
    page.get_by_role("link", name="Watch film").click()
    video = page.locator("video")
    page.get_by_role("button", name="Play Last Train Home").click()
    handle = video.element_handle()
    page.wait_for_function(PLAYED, arg=handle)
    page.wait_for_function(CUE_SHOWS, arg=handle)
    expect(page.locator(".cues")).to_contain_text("This is a demonstration clip.")
    return [video.locator(part).get_attribute("src") or "" for part in ("source", "track")]


@pytest.mark.parametrize("grant", [grant_by_the_form_of_a_licence, grant_by_the_form_of_the_film])
def test_a_licence_opens_the_film_at_once_and_its_end_closes_every_door(visitor, desk, grant):
    student, librarian = visitor(desk), visitor(desk)
    student.goto(FILM)
    expect(student.locator("#streaming")).to_contain_text("is not available for streaming yet.")
    assert_not_yet(desk)

    log_in(librarian, desk, "librarian")
    grant(librarian)
    addresses, browser = watch(student), named_as(student)
    assert_it_can_be_watched(desk)
    for address in addresses:
        assert statuses(desk, address, **browser) == {200}
        assert statuses(desk, address, Range="bytes=0-99", **browser) == {206}
        assert statuses(desk, address) == {403}

    end_it(librarian)
    student.goto(FILM)
    expect(student.locator("#streaming")).to_contain_text("Streaming ended on")
    assert_it_has_ended(desk, addresses, **browser)


def test_a_film_that_is_playing_stops_where_its_buffer_ends(visitor, desk):
    """What the browser holds it may show; not one byte more leaves the library."""
    desk.manage("grant", "example", "last-train-home")
    student = visitor(desk)
    addresses, browser = watch(student), named_as(student)

    desk.manage("revoke", "example", "last-train-home")

    assert all(statuses(desk, address, **browser) == {403} for address in addresses)
    student.reload()
    expect(student.locator("video")).to_have_count(0)
    expect(student.locator("#streaming")).to_contain_text("Streaming ended on")


def test_a_licence_of_another_university_opens_nothing_here(desk):
    """The film is licensed at Example Harbour College from the start."""
    assert_not_yet(desk)
    here = desk.ask("/u/example/films/last-train-home.json").text
    there = desk.ask("/u/example-harbour/films/last-train-home.json").text
    assert '"status": "not_licensed"' in here
    assert '"status": "streaming"' in there


def test_a_film_begins_at_the_moment_that_its_address_names(visitor, library):
    student = visitor(library)
    student.goto("/films/the-third-man/streaming/?t=0:07")

    video = student.locator("video")
    student.wait_for_function("video => video.currentTime == 7", arg=video.element_handle())
    video.evaluate("video => { video.muted = true; return video.play(); }")
    student.wait_for_function("video => video.currentTime > 7.2", arg=video.element_handle())


def test_an_address_that_names_no_moment_of_the_film_begins_at_its_start(visitor, library):
    student = visitor(library)
    for wrong in ("soon", "99999", "7-3", "%00"):
        student.goto(f"/films/the-third-man/streaming/?t={wrong}")
        assert "#" not in (student.locator("video source").get_attribute("src") or "")
