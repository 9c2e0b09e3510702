"""The drop folder takes what has stopped growing, and says beside a file why it is refused."""

from datetime import UTC, datetime, timedelta

import pytest

from streaming.media import drop
from streaming.models import Version
from tests.factories.catalog import make_film
from tests.streaming.media.films import film as film_file

pytestmark = [pytest.mark.programs, pytest.mark.django_db]
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
LATER = NOON + timedelta(minutes=1)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return film_file(tmp_path_factory.mktemp("made") / "film.mp4", seconds=1).read_bytes()


@pytest.fixture
def folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return drop.folder()


@pytest.fixture
def film(db):
    return make_film(slug="last-train")


def put(folder, name, content):
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    return path


def look_twice():
    return [*drop.look(at=NOON), *drop.look(at=LATER)]


@pytest.mark.parametrize("name", ["last-train/Any name.mov", "last-train.mp4"])
def test_a_film_under_its_name_comes_in(folder, film, made, name):
    path = put(folder, name, made)

    assert [outcome.words for outcome in look_twice()] == [""]
    assert not path.exists()
    assert Version.objects.get().media.film == film
    assert Version.objects.get().typed_name == path.name


def test_its_permanent_identifier_is_as_good(folder, film, made):
    put(folder, f"{film.identifier}/a.mp4", made)

    assert [outcome.words for outcome in look_twice()] == [""]


def test_what_grows_is_left_alone(folder, film, made):
    path = put(folder, "last-train.mp4", made[:5000])
    list(drop.look(at=NOON))
    path.write_bytes(made)

    assert list(drop.look(at=LATER)) == []
    assert path.exists()
    assert [outcome.words for outcome in drop.look(at=LATER + timedelta(minutes=1))] == [""]


def test_one_look_takes_nothing(folder, film, made):
    put(folder, "last-train.mp4", made)

    assert list(drop.look(at=NOON)) == []


def test_a_refusal_stands_beside_the_file_and_is_not_repeated(folder, film):
    path = put(folder, "last-train/film.mp4", b"#EXTM3U\n../neighbour.mp4\n")

    (refused,) = look_twice()

    beside = folder / "last-train" / "film.mp4.refused.txt"
    assert "playlist" in refused.words
    assert beside.read_text().strip() == refused.words
    assert path.exists()
    assert list(drop.look(at=LATER + timedelta(hours=1))) == []


@pytest.mark.parametrize("name", ["last-train/film.mp4", "last-train.mp4"])
def test_a_refused_file_that_changed_is_looked_at_again(folder, film, made, name):
    path = put(folder, name, b"words")
    look_twice()
    path.write_bytes(made)

    outcomes = [*drop.look(at=LATER), *drop.look(at=LATER + timedelta(minutes=1))]

    assert [outcome.words for outcome in outcomes] == [""]
    assert not path.exists()
    assert not any(folder.rglob("*.txt"))


def test_what_goes_while_we_look_is_passed_by(folder, film, made):
    put(folder, "last-train/1.mp4", b"words")
    renamed = put(folder, "last-train/2.mp4", made)
    list(drop.look(at=NOON))
    looking = drop.look(at=LATER)

    assert next(looking).is_refused
    renamed.rename(folder / "last-train.mp4")

    assert list(looking) == []
    outcomes = [*drop.look(at=LATER), *drop.look(at=LATER + timedelta(minutes=1))]
    assert [outcome.words for outcome in outcomes] == [""]


def test_what_cannot_be_kept_just_now_is_tried_at_the_next_look(
    folder, film, made, settings, tmp_path
):
    path = put(folder, "last-train.mp4", made)
    settings.MEDIA_ROOT = put(tmp_path, "no-folder", b"")

    (outcome,) = look_twice()

    assert outcome.words.startswith("It cannot be taken now: ")
    assert not outcome.is_refused
    assert path.exists()
    settings.MEDIA_ROOT = tmp_path / "media"
    assert [outcome.words for outcome in drop.look(at=LATER)] == [""]


def test_a_name_that_is_no_film_s_is_said(folder, made):
    put(folder, "no-such-film/a.mp4", made)

    (refused,) = look_twice()

    assert refused.words == "There is no film “no-such-film”."


@pytest.mark.parametrize("name", [".film.mp4", "film.mp4.part", "film.mp4.filepart", "a.tmp"])
def test_what_other_programs_are_writing_is_passed_by(folder, film, made, name):
    put(folder, f"last-train/{name}", made)

    assert look_twice() == []


def test_a_link_leads_nowhere(folder, film, made, tmp_path):
    (tmp_path / "secret.mp4").write_bytes(made)
    (folder / "last-train.mp4").symlink_to(tmp_path / "secret.mp4")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a.mp4").write_bytes(made)
    (folder / "last-train").symlink_to(tmp_path / "elsewhere")

    assert look_twice() == []
    assert not Version.objects.exists()


def test_notes_that_are_none_are_made_anew(folder, film, made):
    put(folder, "last-train.mp4", made)
    (folder / drop.NOTES).write_text('["no notes"]')

    assert [outcome.words for outcome in look_twice()] == [""]
