"""Hostile files: refused with the reason, or packaged without harm; quickly, and in little room."""

import resource
import socket
import subprocess
import time
from pathlib import Path

import pytest

from streaming.media import program
from streaming.media.making import make
from streaming.media.probe import facts_of
from streaming.playback.gate import IN_A_PACKAGE
from tests.streaming.media import hostile
from tests.streaming.media.films import film

pytestmark = pytest.mark.programs

LONGEST = 10  # seconds, of the processors
MOST_MEMORY = 512 << 20
PACKAGED = "packaged"
GREY = 4  # of 128
INERT = {
    *("attachment.mkv", "title.mkv", "size-lied.mp4", "coded-as-pictures.avi"),
    *("page-behind.mp4", "archive-behind.mp4", "20000-pictures.mp4"),
}


@pytest.fixture(scope="module")
def door():
    """Where a file might have somebody call; nobody may."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield listening


@pytest.fixture(scope="module")
def neighbour(tmp_path_factory):
    """Somebody else's film: of a colour that no hostile file has."""
    return film(tmp_path_factory.mktemp("neighbour") / "film.mp4", more=("-vf", "hue=s=0"))


@pytest.fixture(scope="module")
def files(door, neighbour, tmp_path_factory):
    address = f"http://127.0.0.1:{door.getsockname()[1]}"
    return hostile.files_in(tmp_path_factory.mktemp("files"), door=address, neighbour=neighbour)


@pytest.fixture(scope="module")
def outcomes(files, tmp_path_factory):
    """What came of each: the words, the folder, seconds of processors."""
    # What test programs took before counts as well: a larger one would hide all of these.
    assert memory() <= MOST_MEMORY
    return {path.name: outcome_of(path, tmp_path_factory.mktemp("package")) for path in files}


def outcome_of(path: Path, folder: Path) -> tuple[str, Path, float]:
    before = processors()
    try:
        make(facts_of(path), path, folder, lambda _done, _of: None)
        words = PACKAGED
    except ValueError as refusal:
        words = str(refusal)
    return words, folder, processors() - before


def processors() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime + time.process_time()


def memory() -> int:
    """The most that any one program took so far, in bytes."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss << 10


def test_they_are_many(files):
    assert len({path.name for path in files}) >= 60


def test_each_is_over_soon_and_takes_little_memory(outcomes):
    slow = {name: spent for name, (_words, _folder, spent) in outcomes.items() if spent > LONGEST}

    assert not slow
    assert memory() <= MOST_MEMORY


def test_nobody_was_called(outcomes, door):
    with pytest.raises(BlockingIOError):
        door.accept()


def test_a_program_behind_the_walls_cannot_call_anybody(door, tmp_path):
    """The address is right and answered: asked for without walls, it would be called."""
    address = f"tcp://127.0.0.1:{door.getsockname()[1]}"
    command = [program.ffmpeg(), "-nostdin", "-v", "error", "-f", "mpegts", "-i", address]

    with pytest.raises(program.ProgramFailed):
        program.run([*command, "-f", "null", "-"], tmp_path, limits=program.Limits())

    with pytest.raises(BlockingIOError):
        door.accept()


def test_a_program_behind_the_walls_sees_no_neighbour(neighbour, tmp_path):
    command = [program.ffmpeg(), "-nostdin", "-v", "error", "-f", "mov", "-i", str(neighbour)]

    with pytest.raises(program.ProgramFailed, match="Permission denied"):
        program.run([*command, "-f", "null", "-"], tmp_path, limits=program.Limits())


def test_only_films_are_packaged_and_nothing_of_a_neighbours_with_them(outcomes):
    packaged = {name for name, (words, _folder, _spent) in outcomes.items() if words == PACKAGED}

    assert packaged == INERT
    for name in packaged:
        assert colour_of(outcomes[name][1] / "film.mp4") > GREY, name


def test_nothing_is_written_but_the_package(outcomes, files):
    for name in INERT:
        _words, folder, _spent = outcomes[name]
        written = {path.name for path in folder.iterdir()}
        assert all(IN_A_PACKAGE.fullmatch(each) for each in written), name
    assert not (files[0].parent / "x").exists()
    assert not any("script" in outcomes[name][0] for name in outcomes)


WORDS = {
    "hls.mp4": "playlist",
    "concat.mp4": "playlist",
    "dash.mp4": "playlist",
    "picture.svg": "picture",
    "packed.mp4": "archive",
    "empty.mp4": "empty",
    "data-elsewhere-file.mov": "in another file",
    "reference-movie.mov": "in another file",
    "cut-at-60.mp4": "damaged at 0:01",
    "cut-at-60.mkv": "damaged at 0:01",
    "cut-before-its-index.mp4": "its index is missing",
    "codec-unknown.mp4": "coded as “unknown”",
    "one-picture-for-days.mkv": "longer than a day",
}


@pytest.mark.parametrize("name", WORDS)
def test_the_words_name_the_cause(outcomes, name):
    assert WORDS[name] in outcomes[name][0]


def colour_of(path: Path) -> float:
    """How far from grey the first picture is, on the whole: the neighbour's film is grey."""
    command = [program.ffmpeg(), "-v", "error", "-i", str(path), "-frames:v", "1"]
    shown = subprocess.run(
        [*command, "-f", "rawvideo", "-pix_fmt", "yuv444p", "-"], capture_output=True, check=True
    ).stdout
    _light, blue, red = (
        shown[at : at + len(shown) // 3] for at in range(0, len(shown), len(shown) // 3)
    )
    return sum(abs(value - 128) for value in blue + red) / len(blue + red)
