"""`import_films`, as a shell calls it."""

import json
import os
import pty
import re
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from django.conf import settings

from catalog.models import Credit, Film, ImportRun, Person, SearchStale, Source
from tests.commands import assert_refused, manage
from tests.databases import url_in_use
from tests.factories.acmi import acmi_work, write_acmi
from tests.factories.catalog import make_film

SAMPLES = Path(settings.BASE_DIR) / "tests" / "samples" / "reading"


@pytest.fixture
def works(tmp_path):
    return write_acmi(tmp_path / "works.jsonl", (acmi_work(n) for n in range(1, 6)))


def test_the_films_of_a_file_come_in_and_are_counted(db, works):
    outcome = manage("import_films", str(works))

    assert (outcome.code, outcome.err) == (0, "")
    assert Film.objects.count() == 5
    assert "5 records" in outcome.out
    assert outcome.out.split()[2:4] == ["new", "5"]
    assert "people" in outcome.out
    assert Source.objects.get().attribution == "ACMI, Melbourne, collection data, CC0"
    assert not SearchStale.objects.exists()


def test_twice_changes_nothing(db, works):
    manage("import_films", str(works))

    outcome = manage("import_films", str(works), "--json")

    counts = json.loads(outcome.out)
    assert (counts["new"], counts["changed"], counts["unchanged"]) == (0, 0, 5)


def test_a_dry_run_says_the_same_and_changes_nothing(db, works):
    outcome = manage("import_films", str(works), "--dry-run", "--json")
    said = json.loads(outcome.out)

    assert not Film.objects.exists()
    assert not Source.objects.exists()
    done = json.loads(manage("import_films", str(works), "--json").out)
    for name in ("new", "changed", "unchanged", "rejected", "skipped", "made", "matched"):
        assert said[name] == done[name]


def test_a_dry_run_tells_changes_fact_by_fact(db, works, tmp_path):
    manage("import_films", str(works))
    write_acmi(works, [acmi_work(1, title="Another title"), *map(acmi_work, range(2, 6))])

    said = json.loads(manage("import_films", str(works), "--dry-run", "--json").out)

    assert said["changes"] == [
        {
            "place": 1,
            "title": "Another title",
            "facts": [{"fact": "title", "here": "Invented work 1", "there": "Another title"}],
        }
    ]


def test_dates_of_two_readings_are_refused_until_it_is_said_how(db, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("Title,Release date\nOne,03/04/2019\n")

    asked = manage("import_films", str(path))
    assert_refused(asked)
    assert "--dates day-first or --dates month-first" in asked.err
    assert not Film.objects.exists()

    manage("import_films", str(path), "--dates", "day-first")

    assert str(Film.objects.get().released_on) == "2019-04-03"
    assert ImportRun.objects.get().dates == {"Release date": "day-first"}


def test_drafts_come_in_unseen(db, works):
    manage("import_films", str(works), "--draft")

    assert Film.objects.filter(published_from=None).count() == 5


def test_a_rejected_record_stops_the_file_and_is_named(db, works):
    with works.open("a") as file:
        file.write('{"system_id": 9, "record_type": "Title"}\n')

    outcome = manage("import_films", str(works))

    assert outcome.code == 1
    assert len(outcome.err.splitlines()) == 1
    assert "rejected, record 6" in outcome.out
    assert not Film.objects.exists()
    assert not ImportRun.objects.exists()


def test_the_rest_comes_in_where_that_is_said(db, works):
    with works.open("a") as file:
        file.write("no JSON\n")

    outcome = manage("import_films", str(works), "--keep-good")

    assert outcome.code == 0
    assert Film.objects.count() == 5
    assert "rejected, record 6" in outcome.out


def test_a_source_can_be_named(db, works, tmp_path):
    manage("import_films", str(works), "--source", "our-list")

    assert Source.objects.get().slug == "our-list"


def test_what_cannot_be_read_is_refused_in_one_line(db, tmp_path):
    (tmp_path / "empty").touch()
    (tmp_path / "noise").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "torn.gz").write_bytes(b"\x1f\x8b\x08\x00torn")

    for name in ("missing", ".", "empty", "noise", "torn.gz", "a\nb"):
        assert_refused(manage("import_films", str(tmp_path / name)))
    assert_refused(manage("import_films", str(tmp_path / "empty"), "--source", "No Slug"))


def test_wrong_usage_is_said_so(db, works):
    assert manage("import_films").code == 2
    assert manage("import_films", str(works), "--format", "vhs").code == 2


@pytest.mark.parametrize("path", sorted(SAMPLES.iterdir()), ids=lambda path: path.name)
def test_every_sample_comes_in_once_or_is_refused_in_words(db, path):
    outcome = manage("import_films", str(path), "--keep-good", "--json")

    assert outcome.code in {0, 1}
    assert "Traceback" not in outcome.err
    if outcome.code:
        assert len(outcome.err.splitlines()) == 1
        assert not Film.objects.exists()
        return
    said = json.loads(manage("import_films", str(path), "--keep-good", "--json").out)
    assert (said["new"], said["changed"]) == (0, 0)


def test_an_import_that_is_killed_leaves_the_state_before(transactional_db, tmp_path):
    make_film(title="Was here before")
    works = write_acmi(tmp_path / "works.jsonl", (acmi_work(n) for n in range(1, 2_001)))
    environment = os.environ | {"DATABASE_URL": url_in_use()}
    ours, theirs = pty.openpty()  # on a terminal it says how far it is
    termios.tcsetwinsize(theirs, (24, 80))
    process = subprocess.Popen(
        [sys.executable, "manage.py", "import_films", str(works)],
        cwd=settings.BASE_DIR,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=theirs,
    )
    os.close(theirs)
    said = b""
    while not re.search(rb"\b(?!2000/)[1-9]\d*/2000", said):
        said += os.read(ours, 4096)
    process.kill()
    process.wait(30)
    os.close(ours)

    assert [film.title for film in Film.objects.all()] == ["Was here before"]
    assert not any(model.objects.exists() for model in (Person, Credit, Source, ImportRun))
    assert b"records/s" in said
    assert manage("import_films", str(works)).code == 0
    assert Film.objects.count() == 2_001
