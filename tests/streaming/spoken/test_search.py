"""Words spoken in films: found for who may watch them, and by nobody else."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from catalog.search.query import parse
from streaming.access.evidence import Evidence, How
from streaming.access.visitor import Visitor
from streaming.models import Captions, SpokenLine
from streaming.playback.stored import StorageAway
from streaming.releases import present_mark
from streaming.spoken.index import out_of_step, up_to_date
from streaming.spoken.search import MOST_FILMS, spoken
from tests.factories.catalog import make_film
from tests.factories.streaming import make_captions, make_licence, make_media, make_university

EN = ("en",)


def vtt(*lines):
    cues = (f"00:{at:02}.000 --> 00:{at:02}.900\n{line}" for at, line in enumerate(lines, 12))
    return ContentFile("\n\n".join(["WEBVTT", *cues]).encode(), name="captions.vtt")


@pytest.fixture
def university(db):
    return make_university()


@pytest.fixture
def visitor(university):
    return Visitor(university, (Evidence(How.ADDRESS, university.pk, since=timezone.now()),))


def make_spoken(university, *lines, **values):
    film = make_film(**values.pop("film", {}))
    make_captions(media=make_media(film=film), file=vtt(*lines), **values)
    make_licence(film=film, university=university)
    return film


def said(q, visitor):
    found = spoken(parse(q), EN, visitor, at=timezone.now())
    return [(one.track.film_id, str(one.moment), one.line) for one in found]


def test_a_line_is_found_with_its_moment_and_its_words_marked(university, visitor):
    film = make_spoken(university, "Nobody here.", "<v Ana>Where is the <i>train</i>?")

    assert said("trains", visitor) == [(film.pk, "0:13", "Where is the <mark>train</mark>?")]


def test_words_that_stand_in_different_lines_find_nothing(university, visitor):
    make_spoken(university, "Where is it?", "The train is gone.")

    assert said("where train", visitor) == []
    assert said('"train is gone"', visitor)
    assert said("train -gone", visitor) == []


def test_a_sentence_that_runs_over_a_cue_is_found_at_its_first_moment(university, visitor):
    film = make_spoken(university, "Nobody.", "The night train to", "the coast is late.")

    marks = "The night <mark>train to the coast</mark> is late."
    assert said('"train to the coast"', visitor) == [(film.pk, "0:13", marks)]
    assert [moment for _film, moment, _line in said("night coast", visitor)] == ["0:13"]
    assert [moment for _film, moment, _line in said("coast", visitor)] == ["0:14"]


def test_markup_in_a_line_is_text(university, visitor):
    make_spoken(university, "a &lt;script&gt;train&lt;/script&gt;")

    assert said("train", visitor)[0][2] == "a &lt;script&gt;<mark>train</mark>&lt;/script&gt;"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda film: film.licences.all().delete(),
        lambda film: film.media.delete(),
        lambda film: type(film).objects.filter(pk=film.pk).update(published_from=None),
        lambda film: film.media.captions.all().delete(),
        lambda film: film.media.captions.update(kind=Captions.Kind.DESCRIPTIONS),
    ],
    ids=["no licence", "no media", "draft", "no track", "descriptions"],
)
def test_what_cannot_be_watched_or_is_not_speech_is_not_found(university, visitor, spoil):
    film = make_spoken(university, "The train.")
    assert said("train", visitor)

    spoil(film)

    assert said("train", visitor) == []


def test_who_is_not_proven_finds_nothing(university, django_assert_num_queries):
    make_spoken(university, "The train.")

    with django_assert_num_queries(0):
        assert said("train", Visitor(university)) == []
        assert said("train", Visitor()) == []


def test_who_was_let_in_for_one_film_finds_that_one(university):
    one, _other = [make_spoken(university, "The train.") for _ in range(2)]
    proof = Evidence(How.LAUNCH, university.pk, since=timezone.now(), film_id=one.pk)

    assert [pk for pk, *_line in said("train", Visitor(university, (proof,)))] == [one.pk]


def test_another_file_is_another_text(university, visitor):
    film = make_spoken(university, "The train.")
    assert said("train", visitor)
    track = film.media.captions.get()

    track.file = vtt("The boat.")
    track.save()

    assert said("train", visitor) == []
    assert said("boat", visitor)
    assert SpokenLine.objects.count() == 1


def test_a_track_whose_file_is_gone_stops_no_search(university, visitor):
    film = make_spoken(university, "The train.")
    film.media.captions.get().file.storage.delete(film.media.captions.get().file.name)

    assert said("train", visitor) == []
    assert out_of_step() == []


def test_a_removed_track_leaves_nothing(university, visitor):
    film = make_spoken(university, "The train.")
    up_to_date(present_mark())

    film.media.captions.all().delete()
    up_to_date(present_mark())

    assert not SpokenLine.objects.exists()


def test_one_line_of_each_film_and_only_of_a_few(university, visitor):
    for _ in range(MOST_FILMS + 2):
        make_spoken(university, "The train.", "Another train.")

    found = said("train", visitor)

    assert len({pk for pk, *_line in found}) == len(found) == MOST_FILMS


def test_a_search_costs_the_same_for_one_film_and_for_many(
    university, visitor, django_assert_max_num_queries
):
    for _ in range(12):
        make_spoken(university, "The train.")
    said("train", visitor)

    with django_assert_max_num_queries(4):
        assert said("train", visitor)


def test_tracks_are_compared_once_for_each_change_of_media(
    university, visitor, django_assert_num_queries
):
    make_spoken(university, "The train.")
    up_to_date(present_mark())

    with django_assert_num_queries(1):
        up_to_date(present_mark())


def test_a_store_that_is_away_is_asked_once_and_waited_for_by_nobody_else(
    university, visitor, monkeypatch
):
    film = make_spoken(university, "The train.")
    asked = []

    def away(name):
        asked.append(name)
        raise StorageAway

    monkeypatch.setattr(default_storage, "opened", away)

    assert said("train", visitor) == said("train", visitor) == []
    assert len(asked) == 1
    monkeypatch.undo()
    film.media.save()
    assert said("train", visitor)


@pytest.mark.parametrize("q", ["", "-", '"', "'; DROP TABLE", "NEAR(a b)", "train*", "\0", "火"])
def test_any_question_is_answered(university, visitor, q):
    make_spoken(university, "The train.")

    assert isinstance(said(q, visitor), list)
