"""Every surface gives the one answer, from the very next request on."""

import csv
import io
import json
import re
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from tests.factories.catalog import make_film
from tests.factories.streaming import (
    make_licence,
    make_media,
    make_range,
    make_token,
    make_university,
)

ON_CAMPUS = {"REMOTE_ADDR": "192.0.2.7"}
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def campus(db):
    university = make_university(slug="campus", timezone="UTC", country="DE")
    make_range("192.0.2.0/24", university=university)
    return university


@pytest.fixture
def film(db):
    film = make_film(slug="the-film", title="The Film of the Test", identifier="fl-0001")
    make_media(film=film)
    return film


def panel(client, path, **meta):
    """What a page's one panel says: the answer, and whether this visitor may play."""
    response = client.get(path, **meta)
    assert response.status_code == 200, path
    blocks = re.findall(r'<[^>]* id="streaming"[^>]*>', response.content.decode())
    assert len(blocks) == 1, path
    answer = re.search(r'data-availability="([^"]*)"', blocks[0])[1]
    return answer, re.search(r'data-may-play="([^"]*)"', blocks[0])[1]


def everywhere(client, slug="the-film"):
    """Each surface's answer for the film at the campus, for a visitor on it."""
    said = {
        "film page": panel(client, f"/films/{slug}/", **ON_CAMPUS)[0],
        "streaming page": panel(client, f"/films/{slug}/streaming/", **ON_CAMPUS)[0],
        "embed": panel(client, f"/embed/campus/{slug}/", **ON_CAMPUS)[0],
        "json": client.get(f"/u/campus/films/{slug}.json").json()["status"],
    }
    assert len(set(said.values())) == 1, said
    return said["json"]


def listed(client):
    """Whether the film is on each list of what the campus can stream."""
    feed = ElementTree.fromstring(client.get("/u/campus/films.atom").content)
    rows = list(csv.DictReader(io.StringIO(client.get("/u/campus/films.csv").content.decode())))
    lists = {
        "json": [film["slug"] for film in client.get("/u/campus/films.json").json()["films"]],
        "atom": [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")],
        "csv": [row["slug"] for row in rows],
        "page": re.findall(r"/films/(the-film)/", client.get("/u/campus/").content.decode()),
        "embed": re.findall(r"/films/(the-film)/", client.get("/embed/campus/").content.decode()),
    }
    found = {name: bool(films) for name, films in lists.items()}
    assert len(set(found.values())) == 1, found
    return found["json"]


def bytes_of(client, film, university, *, at=None, **meta):
    """The status of the film file's address, as a player of the campus would ask for it."""
    meta = meta or ON_CAMPUS
    expires_at = (at or timezone.now()) + timedelta(hours=1)
    token = make_token(film, university, expires_at=expires_at, **meta)
    name = film.media.file.name.rpartition("/")[2]
    response = client.get(f"/play/{token}/{name}", **meta)
    b"".join(response)
    return response.status_code


# --- from the next request on --------------------------------------------------------------------


def test_a_grant_and_a_revocation_show_at_the_next_request(client, campus, film):
    assert (everywhere(client), listed(client)) == ("not_licensed", False)
    assert bytes_of(client, film, campus) == 403

    licence = make_licence(film=film, university=campus)
    assert (everywhere(client), listed(client)) == ("streaming", True)
    assert bytes_of(client, film, campus) == 200

    licence.revoked_at = timezone.now()
    licence.save()
    assert (everywhere(client), listed(client)) == ("ended", False)
    assert bytes_of(client, film, campus) == 403


def _withdraw(film, _campus):
    film.media.withdrawn_at = timezone.now()
    film.media.save()


def _end_the_rights(film, _campus):
    film.media.rights_until = timezone.now().date() - timedelta(days=1)
    film.media.save()


def _restrict(film, _campus):
    film.media.territories = ["FR"]
    film.media.save()


def _lose_the_file(film, _campus):
    type(film.media).objects.update(file="")


def _delete_the_licence(film, _campus):
    film.licences.all().delete()


def _move_the_university(_film, campus):
    campus.timezone = "Pacific/Kiritimati"
    campus.licences.update(ends_on=timezone.now().date())
    campus.save()


ENDINGS = {
    "withdrawn": (_withdraw, "withdrawn"),
    "rights over": (_end_the_rights, "ended"),
    "territories": (_restrict, "restricted"),
    "file gone": (_lose_the_file, "not_released"),
    "licence deleted": (_delete_the_licence, "not_licensed"),
}


@pytest.mark.parametrize("name", ENDINGS)
def test_whatever_ends_a_film_ends_it_everywhere_at_the_next_request(client, campus, film, name):
    end, expected = ENDINGS[name]
    make_licence(film=film, university=campus)
    assert (everywhere(client), listed(client)) == ("streaming", True)
    assert bytes_of(client, film, campus) == 200

    end(film, campus)

    assert (everywhere(client), listed(client)) == (expected, False)
    assert bytes_of(client, film, campus) in {403, 404}


def test_an_unpublished_film_is_nowhere_at_the_next_request(client, campus, film):
    make_licence(film=film, university=campus)
    assert everywhere(client) == "streaming"
    assert bytes_of(client, film, campus) == 200

    film.published_from = None
    film.save()

    for path in ("/films/the-film/", "/films/the-film/streaming/", "/embed/campus/the-film/"):
        assert client.get(path, **ON_CAMPUS).status_code == 404
    assert client.get("/u/campus/films/the-film.json").status_code == 404
    assert not listed(client)
    assert bytes_of(client, film, campus) == 403


def test_a_range_taken_away_takes_the_player_away_at_the_next_request(client, campus, film):
    make_licence(film=film, university=campus)
    assert panel(client, "/films/the-film/", **ON_CAMPUS) == ("streaming", "true")
    assert bytes_of(client, film, campus) == 200

    campus.ranges.all().delete()

    assert panel(client, "/films/the-film/", **ON_CAMPUS) == ("unknown_university", "false")
    assert panel(client, "/embed/campus/the-film/", **ON_CAMPUS) == ("streaming", "false")
    assert bytes_of(client, film, campus) == 403


def test_the_player_is_there_for_whom_it_plays_and_for_nobody_else(client, campus, film):
    make_licence(film=film, university=campus)
    stage = "/films/the-film/streaming/"

    assert "<video" in client.get(stage, **ON_CAMPUS).content.decode()
    assert "<video" not in client.get(stage).content.decode()
    client.cookies["university"] = "campus"
    assert panel(client, stage) == ("streaming", "false")
    assert "<video" not in client.get(stage).content.decode()
    assert "/play/" not in client.get(stage).content.decode()


def test_the_embed_of_another_university_does_not_play(client, campus, film):
    other = make_university(slug="other")
    make_licence(film=film, university=other)

    assert panel(client, "/embed/other/the-film/", **ON_CAMPUS) == ("streaming", "false")
    assert panel(client, "/films/the-film/", **ON_CAMPUS) == ("not_licensed", "false")


def test_the_name_of_a_university_shows_anew_at_the_next_request(client, campus, film):
    make_licence(film=film, university=campus)
    client.get("/films/the-film/", **ON_CAMPUS)

    campus.name = "University of the Next Request"
    campus.save()

    html = client.get("/films/the-film/", **ON_CAMPUS).content.decode()
    assert "University of the Next Request" in html


def test_own_words_show_anew_at_the_next_request(client, campus, film):
    client.get("/films/the-film/", **ON_CAMPUS)

    campus.wordings.create(message="not_licensed", language="en", text="Ask for it at desk five.")

    assert (
        "Ask for it at desk five." in client.get("/films/the-film/", **ON_CAMPUS).content.decode()
    )


# --- the seed's own words ------------------------------------------------------------------------


@pytest.mark.parametrize("is_released", [True, False])
def test_a_film_that_is_not_here_is_not_here_in_the_seeds_words(client, campus, is_released):
    film = make_film(title="Last Train Home", slug="last-train-home")
    if is_released:
        make_media(film=film)

    html = client.get("/films/last-train-home/", **ON_CAMPUS).content.decode()

    assert "Unfortunately, Last Train Home is not available for streaming yet." in html
    assert "it will appear in your university streaming page." in html


# --- one midnight, two calendars -----------------------------------------------------------------


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


INSTANT = timedelta(microseconds=1)
# A last day, then when it begins and ends in Auckland, and in New York: in UTC, by hand.
LAST_DAYS = {
    "2026-11-22": ("2026-11-21T11", "2026-11-22T11", "2026-11-22T05", "2026-11-23T05"),
    "2028-02-29": ("2028-02-28T11", "2028-02-29T11", "2028-02-29T05", "2028-03-01T05"),
    # Auckland's day of 23 hours, and New York's of 25.
    "2026-09-27": ("2026-09-26T12", "2026-09-27T11", "2026-09-27T04", "2026-09-28T04"),
    "2026-11-01": ("2026-10-31T11", "2026-11-01T11", "2026-11-01T04", "2026-11-02T05"),
}
CARD_SAYS = {"opens": ["opens"], "streaming": ["leaves_soon"], "ended": []}


@pytest.mark.parametrize(("last", "turns"), LAST_DAYS.items(), ids=LAST_DAYS)
def test_each_universitys_midnight_counts_on_all_surfaces(client, film, time_machine, last, turns):
    """At one instant a last day is over in Auckland and goes on for hours in New York."""
    zones = {"Pacific/Auckland": "192.0.2.1", "America/New_York": "198.51.100.1"}
    for zone, address in zones.items():
        university = make_university(slug=zone.partition("/")[2].lower(), timezone=zone)
        make_range(address, university=university)
        make_licence(film=film, university=university, starts_on=last, ends_on=last)
    begins, ends, later_begins, later_ends = map(utc, turns)
    moments = {
        begins - INSTANT: ("opens", "opens"),
        begins: ("streaming", "opens"),
        later_begins - INSTANT: ("streaming", "opens"),
        later_begins: ("streaming", "streaming"),
        ends - INSTANT: ("streaming", "streaming"),
        ends: ("ended", "streaming"),
        later_ends - INSTANT: ("ended", "streaming"),
        later_ends: ("ended", "ended"),
    }

    for at, expected in moments.items():
        time_machine.move_to(at, tick=False)
        for slug, address, status in zip(
            ("auckland", "new_york"), zones.values(), expected, strict=True
        ):
            here = {"REMOTE_ADDR": address}
            plays = "true" if status == "streaming" else "false"
            assert panel(client, "/films/the-film/", **here) == (status, plays)
            assert panel(client, "/films/the-film/streaming/", **here) == (status, plays)
            assert panel(client, f"/embed/{slug}/the-film/", **here) == (status, plays)
            assert client.get(f"/u/{slug}/films/the-film.json").json()["status"] == status
            assert card_says(client, **here) == CARD_SAYS[status]
            is_listed = status == "streaming"
            films = client.get(f"/u/{slug}/films.json").json()["films"]
            assert bool(films) is is_listed
            for path in ("/u/{}/", "/u/{}/films.atom", "/u/{}/films.csv", "/embed/{}/"):
                assert (b"the-film/" in client.get(path.format(slug)).content) is is_listed
            university = film.licences.get(university__slug=slug).university
            code = 200 if is_listed else 403
            assert bytes_of(client, film, university, at=at, **here) == code


def card_says(client, **here):
    page = client.get("/films/", **here).content.decode()
    return re.findall(r'class="card-state" data-state="(\w+)"', page)


def test_that_a_film_leaves_soon_is_said_from_a_midnight_on(client, film, time_machine):
    university = make_university(slug="campus", timezone="Asia/Kathmandu")
    make_range("192.0.2.0/24", university=university)
    make_licence(film=film, university=university, ends_on=date(2026, 12, 31))
    begins = datetime(2026, 11, 30, 18, 15, tzinfo=UTC)  # 1 December in Kathmandu: UTC+5:45

    def page():
        return client.get("/films/the-film/", **ON_CAMPUS).content.decode()

    time_machine.move_to(begins - timedelta(seconds=1), tick=False)
    before = page()
    time_machine.move_to(begins, tick=False)
    after = page()
    time_machine.move_to(begins + timedelta(days=1), tick=False)
    a_day_later = page()

    assert len({before, after, a_day_later}) == 3
    assert "30 days left" not in before
    assert "30 days left" in after
    assert "29 days left" in a_day_later


# --- for machines --------------------------------------------------------------------------------


def test_the_list_for_machines_has_the_shape_of_the_contract(client, campus, film, time_machine):
    time_machine.move_to(datetime(2026, 6, 15, 12, tzinfo=UTC), tick=False)
    make_licence(film=film, university=campus, ends_on=date(2026, 7, 1))

    response = client.get("/u/campus/films.json")

    assert response["Content-Type"] == "application/json"
    assert json.loads(response.content) == {
        "university": "campus",
        "timezone": "UTC",
        "as_of": "2026-06-15T12:00:00Z",
        "films": [
            {
                "id": "fl-0001",
                "slug": "the-film",
                "title": "The Film of the Test",
                "year": "",
                "directors": [],
                "url": "http://testserver/films/the-film/",
                "status": "streaming",
                "first_day": "2020-01-01",
                "last_day": "2026-07-01",
            }
        ],
    }


def test_one_films_answer_for_machines_has_the_shape_of_the_contract(
    client, campus, film, time_machine
):
    time_machine.move_to(datetime(2026, 6, 15, 12, tzinfo=UTC), tick=False)

    assert client.get("/u/campus/films/the-film.json").json() == {
        "status": "not_licensed",
        "first_day": None,
        "last_day": None,
        "timezone": "UTC",
        "at": "2026-06-15T12:00:00Z",
        "title": "The Film of the Test",
        "url": "http://testserver/films/the-film/",
    }
