"""Files that mean harm, or are none: each ends with a reason, and none fills the memory."""

import gzip
import io
import tracemalloc

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from catalog.exchange.incoming import Incoming, NotAFilm, Rejected, Unreadable
from catalog.exchange.reading import FORMATS, headings_of, read
from tests.catalog.exchange.reading.samples import sample

SIGNS = [
    *(b"", b"\x1f\x8b\x08", b"PK\x03\x04", b"PK\x03\x04xl/[Content_Types].xml", b"\xff\xfe"),
    *(b'{"system_id": 1, "record_type": "Title", "title": "x"', b"\xef\xbb\xbfTitle,Year\n"),
    *(b"00714cam a2200205 a 4500\x1e", b"<collection><record><leader>", b"Title;Director\r"),
]
OUTCOMES = Incoming | Rejected | NotAFilm


def read_all(file, **options):
    """Read to the end, or up to the reason why not; anything else is a failure."""
    try:
        for found in read(file, name="file", **options):
            assert isinstance(found, OUTCOMES)
    except Unreadable as refused:
        return refused.reason
    return ""


@settings(max_examples=300)
@given(st.sampled_from(SIGNS), st.binary(max_size=200))
@example(b"", b"")
@example(b"{", b"[" * 200_000)
def test_no_bytes_at_all_make_it_fail(sign, data):
    read_all(io.BytesIO(sign + data))
    read_all(io.BytesIO(gzip.compress(sign + data)))


@settings(max_examples=100)
@given(st.sampled_from([form.name for form in FORMATS]), st.sampled_from(SIGNS), st.binary())
def test_no_bytes_make_a_named_format_fail(name, sign, data):
    read_all(io.BytesIO(sign + data), format=name)


@settings(max_examples=100)
@given(st.sampled_from(SIGNS), st.binary(max_size=100))
def test_no_bytes_make_the_headings_fail(sign, data):
    try:
        headings_of(io.BytesIO(sign + data), name="file")
    except Unreadable as refused:
        reason = refused.reason
        assert reason


class Endless(io.RawIOBase):
    """A start, and then one piece over and over."""

    def __init__(self, start, again):
        self.waiting, self.again = start, again * (65_536 // len(again))

    def readable(self):
        return True

    def readinto(self, buffer):
        piece = self.waiting[: len(buffer)] or self.again[: len(buffer)]
        self.waiting = self.waiting[len(piece) :]
        buffer[: len(piece)] = piece
        return len(piece)


ENDLESS = {
    "a line of JSON": (b'{"system_id": 1, "title": "', b"x"),
    "a record of MARC": (b"00714cgm a2200205 a 4500\x1e", b"x"),
    "a record of MARCXML": (b"<collection><record><leader>", b"x"),
    "a line of a table": (b"Title,Year\n", b"x"),
}


@pytest.mark.parametrize(("start", "again"), ENDLESS.values(), ids=ENDLESS)
def test_a_file_without_an_end_is_refused_in_little_memory(start, again, monkeypatch):
    monkeypatch.setattr("catalog.exchange.reading.tables.delimited.MOST", 20_000_000)
    tracemalloc.start()

    reason = read_all(Endless(start, again))

    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert reason
    assert most < 80_000_000


def test_a_gzip_that_never_stops_unpacking_is_refused(monkeypatch):
    monkeypatch.setattr("catalog.exchange.reading.streams.Guarded.most", 500_000)
    bomb = gzip.compress(b'{"system_id": 1}\n' + b"\n" * 1_000_000)

    assert "unpacks to more" in read_all(io.BytesIO(bomb))


def test_a_gzip_that_breaks_off_is_refused_after_its_good_lines():
    with sample("acmi-works.jsonl") as file:
        packed = gzip.compress(file.read())
    films = []

    with pytest.raises(Unreadable, match="breaks off"):
        films.extend(read(io.BytesIO(packed[:-2000]), name="x"))


def test_a_table_of_four_thousand_rows_is_read_in_little_memory():
    rows = b"".join(
        b"Film %d,Some Body,%d\n" % (number, 1900 + number % 100) for number in range(4_000)
    )
    file = io.BytesIO(b"Title,Director,Year\n" + rows)
    tracemalloc.start()

    count = sum(1 for _film in read(file, name="x.csv"))

    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 4_000
    assert most < 10_000_000


@pytest.mark.parametrize("opened", [io.StringIO("Title\nx\n")])
def test_a_file_opened_as_text_is_refused(opened):
    assert "needed as bytes" in read_all(opened)
