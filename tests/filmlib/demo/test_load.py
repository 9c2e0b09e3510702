"""The demo as it arrives; the words are typed here again, as they stood on the page handed over."""

from collections import Counter

import pytest
from django.db.models import Value
from django.db.models.functions import Concat
from django.utils import timezone

from catalog.models import Film, FilmIdentifier, Image, Week
from catalog.models.week import monday_of
from catalog.record import film_record
from filmlib.demo import clip
from filmlib.demo.load import load
from streaming.availability import availabilities, availability_of
from streaming.models import AddressRange, Captions, Licence, Media, University
from streaming.standing import standing
from tests.commands import assert_refused, manage
from tests.factories.catalog import make_film


@pytest.fixture
def last_train_home(loaded):
    return Film.objects.get(slug="last-train-home")


def at_example():
    example, now = University.objects.get(slug="example"), timezone.now()
    answers = availabilities(Film.objects.values_list("pk", flat=True), example, at=now)
    slugs = dict(Film.objects.values_list("pk", "slug"))
    return {slugs[film]: answer for film, answer in answers.items()}


def test_everything_in_the_fixtures_arrives(demo):
    assert demo == Counter(films=41, weeks=3, universities=3, licences=35, media=23)


def test_last_train_home_says_what_its_page_said(last_train_home):
    record = film_record(last_train_home)

    assert (last_train_home.title, last_train_home.year_display) == ("Last Train Home", "2009")
    assert [name.text for name in record.directors] == ["Lixin Fan"]
    assert last_train_home.synopsis.startswith(
        "Every spring, China’s cities are plunged into chaos as 130 million migrant workers"
    )
    assert last_train_home.synopsis.endswith(
        "paints a rich, human portrait of China’s rush to economic development."
    )
    assert [review.outlet for review in record.reviews] == [
        "Roger Ebert",
        "Video Librarian",
        "Educational Media Reviews Online",
    ]
    assert record.reviews[0].text == (
        "It's one of those extraordinary films, like “Hoop Dreams,” that tells a story the makers"
        " could not possibly have anticipated in advance. It works like stunning, grieving fiction."
    )
    assert record.reviews[1].text == (
        "Last Train Home offers a moving portrait of a family torn apart by economic change, and a"
        " wrenching account of parents whose sacrifices for their offspring have unexpected"
        " result... Recommended."
    )


def test_its_seven_participations_and_six_awards_stand_in_their_order(last_train_home):
    rows = [
        (str(row.festival), *(award.text for award in row.awards.all()))
        for row in last_train_home.participations.all()
    ]

    assert rows == [
        ("Sundance Film Festival",),
        (
            "San Francisco International Film Festival",
            "Golden Gate Award - Investigative Documentary Prize",
        ),
        ("IDFA", "Best Feature Length Documentary"),
        ("Riverrun Film Festival", "Best Documentary"),
        ("Los Angeles Asian Pacific Film Festival", "Best Cinematography"),
        (
            "Los Angeles Asian Pacific Film Festival",
            "Grand Jury Prize - Outstanding Documentary Feature",
        ),
        ("RIDM", "Best Canadian Film"),
    ]


def test_it_has_a_clip_and_no_licence_at_example(last_train_home):
    example = University.objects.get(slug="example")

    said = availability_of(last_train_home, example, at=timezone.now())

    assert said.status == "not_licensed"
    assert last_train_home.media.file.name == clip.clip_name()
    assert last_train_home.media.captions.exists()


def test_it_is_the_newest_film_and_leads_the_running_week(last_train_home):
    week = Week.objects.begun(at=timezone.now()).first()

    assert Film.objects.published().order_by("-published_from").first() == last_train_home
    assert week.monday == monday_of(timezone.localdate())
    assert week.entries.first().film == last_train_home
    assert week.entries.count() == 12


def test_every_state_occurs_at_example(loaded):
    found = {slug: answer.status.value for slug, answer in at_example().items()}

    assert set(found.values()) == {
        "streaming",
        "opens",
        "ended",
        "not_licensed",
        "not_released",
        "withdrawn",
        "restricted",
    }
    assert found["the-salesman"] == "not_licensed"
    assert found["drifters"] == "not_released"
    assert any(answer.leaves_soon for answer in at_example().values())


def test_every_university_can_stream_something(loaded):
    for university in University.objects.all():
        assert standing(university, at=timezone.now()).playable


def test_this_machine_is_on_the_campus_of_example(loaded):
    assert AddressRange.objects.filter(university__slug="example", network="127.0.0.0/8").exists()


NOUNS = [Film, FilmIdentifier, Image, Week, University, AddressRange, Licence, Media, Captions]


@pytest.mark.parametrize("noun", NOUNS)
def test_every_row_is_one_that_staff_could_have_typed(loaded, noun):
    exempt = {"file", "logo"} if noun in {Image, Media, Captions} else set()
    rows = list(noun.objects.all())

    assert rows
    for row in rows:
        row.full_clean(exclude=exempt)


def test_a_second_run_changes_nothing(loaded):
    counts = [noun.history.count() for noun in NOUNS]

    again = manage("load_demo")

    assert (again.code, again.out) == (0, "The demo is here already.\n")
    assert [noun.history.count() for noun in NOUNS] == counts


def test_what_staff_made_of_it_stays(last_train_home):
    last_train_home.title, last_train_home.slug = "Another title", "another-address"
    last_train_home.save()
    Licence.objects.update(note="ours")

    assert sum(load().values()) == 0
    assert Film.objects.get(pk=last_train_home.pk).title == "Another title"


def test_a_clip_that_became_possible_is_added(loaded):
    Media.objects.update(file="", duration_seconds=None)

    assert load() == Counter(media=23)
    assert not Media.objects.filter(file="").exists()


def test_without_ffmpeg_all_but_the_clip_arrives(loaded, monkeypatch):
    Media.objects.all().delete()
    monkeypatch.setattr(clip, "is_made", lambda: False)
    monkeypatch.setattr(clip, "programs", lambda: iter(["/nowhere/ffmpeg"]))

    done = manage("load_demo")

    assert (done.code, done.out) == (0, "Added: 23 media.\n")
    assert done.err == clip.HOW_TO_GET_IT + "\n"
    assert at_example()["night-mail"].status == "not_released"


def test_a_library_with_films_of_its_own_is_refused(loaded):
    Film.objects.update(identifier=Concat("identifier", Value("-ours")))

    done = manage("load_demo")

    assert_refused(done)
    assert "not the demo's" in done.err
    assert Film.objects.count() == 41


def test_a_demo_to_which_staff_added_a_film_is_still_a_demo(loaded):
    make_film()

    assert manage("load_demo").code == 0
