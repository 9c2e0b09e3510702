"""Who can follow a film, said on its page before it is played."""

from datetime import date

import pytest

from streaming.models import Version
from tests.factories.catalog import make_film
from tests.factories.streaming import make_captions, make_media, make_university

PAGE = "/films/the-film/"


@pytest.fixture
def media(db):
    return make_media(film=make_film(slug="the-film", title="The Film"))


def facts(client, path=PAGE):
    html = client.get(path).content.decode()
    _before, found, rest = html.partition('<section id="accessibility"')
    return " ".join(rest.partition("</section>")[0].split()) if found else ""


def test_what_is_missing_is_said(client, media):
    assert facts(client).count("None yet") == 3


def test_a_track_says_who_made_it_and_whether_it_was_checked(client, media):
    make_captions(
        media=media, made_by="automatic", checked_on=date(2026, 11, 3), checked_by="A & B"
    )
    make_captions(media=media, language="de", kind="subtitles")
    make_captions(media=media, kind="descriptions", made_by="human")

    said = facts(client, f"{PAGE}streaming/")

    assert "made by a program" in said
    assert "checked on 3 November 2026 by A &amp; B" in said
    assert "made by: unknown" in said
    assert "checked: unknown" in said
    assert 'href="/films/the-film/transcript/"' in said
    assert "None yet" not in said


def test_a_sound_that_describes_counts(client, media):
    made = {"audio": [{"language": "en", "label": "x", "is_description": True}]}
    media.version = Version.objects.create(media=media, made=made)
    media.save()

    assert "English, spoken" in facts(client)


def test_captions_can_be_asked_for_where_somebody_is_to_be_asked(client, media):
    make_university(slug="campus", library_contact="library@example.org")
    assert "mailto:" not in facts(client)

    client.cookies["university"] = "campus"

    assert "mailto:library@example.org?subject=Please%20provide%20captions" in facts(client)


def test_a_change_shows_at_once(client, media):
    facts(client)
    track = make_captions(media=media)
    assert "made by: unknown" in facts(client)

    type(track).objects.update(made_by="human")

    assert "made by a person" in facts(client)


def test_a_film_with_nothing_to_watch_says_nothing(client, db):
    make_film(slug="the-film")

    assert facts(client) == ""
