"""ACMI's collection: twenty-one of its works, and lines that are none."""

import gzip
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.exchange.incoming import Incoming, NotAFilm, Rejected
from catalog.exchange.reading import acmi_work, read
from tests.catalog.exchange.reading.samples import sample


@pytest.fixture(scope="module")
def works():
    """The records of the sample, by their number where they are films, by their title if not."""
    with sample("acmi-works.jsonl") as file:
        found = list(read(file, name="acmi-works.jsonl"))
    return {getattr(one, "key", "") or one.title: one for one in found}


def facts(works, key):
    return works[key].facts


def test_every_line_is_a_film_or_says_what_it_is(works):
    assert len(works) == 21
    assert {type(work) for work in works.values()} == {Incoming, NotAFilm}
    assert works["1976 Olympic Films"].reason.startswith("A series")
    assert works["Space Odysseys: visualisation"].reason.startswith("A collection")
    assert works["Deutsch Direkt! [text]"].reason == "Kept as Text only: not a film."


def test_a_work_gives_its_facts_in_the_catalogues_shapes(works):
    found = facts(works, "20875")

    assert found["title"] == "The Beaver"
    assert found["year"] == (1950, None, False)
    assert found["countries"] == ["US"]
    assert found["languages"] == ["en"]
    assert found["runtime_seconds"] == 540
    assert found["colour"] == "colour"
    assert found["synopsis"].startswith("Highlights activities of the beaver")
    assert found["identifiers"] == [("local", "001083")]
    assert found["credits"] == [
        ("Encyclopaedia Britannica Films", "production_company", "", True),
        ("John A. Haeseler", "producer", "co-producer", False),
        ("William H. Carr", "producer", "co-producer", False),
    ]
    assert found["distributors"] == found["collections"] == found["other_titles"] == []


@pytest.mark.parametrize(
    ("written", "is_finer"),
    [("05 Oct 1999", True), ("Jun 1999", True), ("1999", False), ("Circa 1999", False)],
)
def test_a_date_finer_than_a_year_is_kept_as_it_was_written(written, is_finer):
    found = acmi_work.film({"creation_date": [written]}, "A film", key="1", place=1)

    assert found.facts["year"][0] == 1999
    assert found.unread == ((("year", written),) if is_finer else ())
    assert "released_on" not in found.facts


def test_parent_and_child_of_a_subject_are_both_listed(works):
    subjects = facts(works, "20875")["subjects"]

    assert ("Documentary",) in subjects
    assert ("Documentary", "Documentary films - United States") in subjects
    assert ("Animals & Wildlife", "Animals - Habitations") in subjects


def test_a_distributor_is_no_credit_and_two_roles_are_two_credits(works):
    found = facts(works, "50498")

    assert found["distributors"] == ["Australian Broadcasting Corporation"]
    assert [credit[:2] for credit in found["credits"][-2:]] == [
        ("Michael Riley", "producer"),
        ("Michael Riley", "director"),
    ]
    assert found["content_notes"].startswith("Aboriginal and Islander viewers should note")


def test_a_title_in_two_languages_is_two_titles_beside_the_original(works):
    found = facts(works, "146389")

    assert found["title"] == "The Ballad of the Yellow River"
    assert found["original_title"] == "黄河谣"
    assert ("Huang He Yao", "") in found["other_titles"]


def test_a_sort_title_is_kept_where_it_says_more(works):
    assert facts(works, "37223")["sort_title"] == "Dolce Vita"
    assert "sort_title" not in facts(works, "20875")


def test_the_abstract_comes_before_the_description(works):
    abstract, description = facts(works, "313")["synopsis"].split("\n\n")

    assert len(abstract) < len(description)


def test_what_cannot_be_understood_is_listed(works):
    assert works["36515"].unread == (("runtime_seconds", "02:13:00"),)
    assert facts(works, "36515")["runtime_seconds"] == 7800  # the first of two lengths stands
    assert ("countries", "Various") in works["46325"].unread
    assert "countries" not in facts(works, "46325")
    assert works["308"].unread == (("colour", "Tinted"),)
    assert works["39697"].unread == (("credits", "distributor"),)


def test_the_same_file_packed_reads_the_same():
    with sample("acmi-works.jsonl") as file:
        packed = io.BytesIO(gzip.compress(file.read()))

    with sample("acmi-works.jsonl") as file:
        assert list(read(packed, name="x")) == list(read(file, name="y"))


@pytest.mark.parametrize(
    "line",
    [
        b'{"system_id": 1, "record_type": "Title"',
        b'{"system_id": 1, "record_type": "Title"}',
        b'{"system_id": "", "record_type": "Title", "title": "x"}',
        b'{"system_id": 1, "record_type": "Title", "title": " "}',
        b'["system_id"]',
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b"9" * 100_000,
    ],
)
def test_a_line_that_is_no_work_is_rejected_and_the_next_one_read(line):
    with sample("acmi-works.jsonl") as file:
        good = file.readline()

    first, bad, last = read(io.BytesIO(good + line + b"\n" + good), name="x", format="acmi")

    assert isinstance(bad, Rejected)
    assert bad.place == 2
    assert bad.reason
    assert first.facts == last.facts


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@settings(max_examples=60)
@given(st.data())
def test_whatever_stands_in_the_fields_nothing_fails(data):
    with sample("acmi-works.jsonl") as file:
        record = json.loads(file.readline())
    for name in data.draw(st.sets(st.sampled_from(sorted(record)))):
        record[name] = data.draw(json_values)

    (found,) = read(io.BytesIO(json.dumps(record).encode()), name="x", format="acmi")

    assert isinstance(found, Incoming | NotAFilm | Rejected)
