import os
import re
import time
from email import message_from_bytes
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.test import RequestFactory
from django.utils.http import http_date
from hypothesis import given, settings
from hypothesis import strategies as st

from streaming.playback.byte_ranges import file_response
from streaming.playback.folder import CHUNK_SIZE, LocalFile

DATA = b"0123456789"
CHANGED_AT = 1_700_000_000  # Tue, 14 Nov 2023 22:13:20 GMT
THEN, BEFORE, AFTER = (http_date(CHANGED_AT + seconds) for seconds in (0, -1, 1))

WHOLE, UNSATISFIABLE = (200, DATA), (416, b"")


def part(text):
    return 206, text


RANGES = [
    # one range
    ("bytes=0-0", part(b"0")),
    ("bytes=0-4", part(b"01234")),
    ("bytes=3-5", part(b"345")),
    ("bytes=9-9", part(b"9")),
    ("bytes=0-9", part(DATA)),
    ("bytes=0-10", part(DATA)),
    ("bytes=4-99999999999999999999", part(b"456789")),
    (f"bytes=8-{'9' * 900}", part(b"89")),
    # to the end
    ("bytes=0-", part(DATA)),
    ("bytes=7-", part(b"789")),
    ("bytes=9-", part(b"9")),
    # from the end
    ("bytes=-1", part(b"9")),
    ("bytes=-3", part(b"789")),
    ("bytes=-10", part(DATA)),
    ("bytes=-11", part(DATA)),
    ("bytes=-99999999999999999999", part(DATA)),
    # spellings the grammar allows
    ("Bytes=1-2", part(b"12")),
    ("BYTES=1-2", part(b"12")),
    ("bytes=01-002", part(b"12")),
    ("bytes=1-2 ", part(b"12")),
    ("bytes=1-2,", part(b"12")),
    ("bytes=,1-2", part(b"12")),
    ("bytes=1-2 \t, ,", part(b"12")),
    # nothing there
    ("bytes=10-", UNSATISFIABLE),
    ("bytes=10-10", UNSATISFIABLE),
    ("bytes=10-20", UNSATISFIABLE),
    ("bytes=99999999999999999999-", UNSATISFIABLE),
    ("bytes=-0", UNSATISFIABLE),
    ("bytes=-00", UNSATISFIABLE),
    ("bytes=10-,-0,55-66", UNSATISFIABLE),
    # some there
    ("bytes=0-1,10-", part(b"01")),
    ("bytes=-0,-2", part(b"89")),
    # not a range of bytes
    ("", WHOLE),
    ("bytes", WHOLE),
    ("bytes=", WHOLE),
    ("bytes=,", WHOLE),
    ("bytes= ", WHOLE),
    ("bytes=-", WHOLE),
    ("bytes=--1", WHOLE),
    ("bytes=5-2", WHOLE),
    ("bytes=20-10", WHOLE),
    ("bytes=0-1,5-2", WHOLE),
    ("bytes=1", WHOLE),
    ("bytes=a-b", WHOLE),
    ("bytes=0x1-2", WHOLE),
    ("bytes=+1-2", WHOLE),
    ("bytes=1_0-", WHOLE),
    ("bytes=1.0-2", WHOLE),
    ("bytes=1-2-3", WHOLE),
    ("bytes=1-2;3-4", WHOLE),
    ("bytes=1-2,x", WHOLE),
    ("bytes=1 - 2", WHOLE),
    ("bytes= 1-2", WHOLE),
    ("bytes =1-2", WHOLE),
    ("bytes=1-2\x0b", WHOLE),
    ("bytes=1-2\n", WHOLE),
    ("bytes=\u0661-\u0662", WHOLE),  # Arabic-Indic digits
    ("bytes=\uff11-\uff12", WHOLE),  # full-width digits
    ("bytes=\u00b2-", WHOLE),
    ("byte\u017f=1-2", WHOLE),  # a long s is an s only when case is ignored by Unicode
    ("bytes=1-2,bytes=3-4", WHOLE),
    ("bytes:1-2", WHOLE),
    ("seconds=1-2", WHOLE),
    ("0-1", WHOLE),
    ("none", WHOLE),
    # more than we are willing to answer
    ("bytes=" + ",".join(f"{first}-{first}" for first in range(9)), WHOLE),
    ("bytes=0-,0-", WHOLE),
    ("bytes=0-5,0-5", WHOLE),
    ("bytes=0-" + "9" * 2000, WHOLE),
]


@pytest.fixture
def film(tmp_path):
    return make_file(tmp_path / "film.mp4")


def make_file(path, data=DATA):
    path.write_bytes(data)
    os.utime(path, (CHANGED_AT, CHANGED_AT))
    return path


def ask(path, *, method="GET", **headers):
    request = RequestFactory().generic(method, "/")
    request.META |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    return file_response(request, LocalFile(path), content_type="video/mp4")


def body(response):
    content = response.getvalue()
    response.close()
    return content


def etag(path):
    return ask(path, method="HEAD")["ETag"]


def parts(response):
    """The parts of a multipart answer as a mail program reads them: (Content-Range, bytes)."""
    head = f"Content-Type: {response['Content-Type']}\r\n\r\n".encode()
    message = message_from_bytes(head + body(response))
    assert message.get_content_type() == "multipart/byteranges"
    assert not message.defects
    assert {inner["Content-Type"] for inner in message.get_payload()} == {"video/mp4"}
    return [
        (inner["Content-Range"], inner.get_payload(decode=True)) for inner in message.get_payload()
    ]


def assert_is_slice(content_range, content, data):
    first, last, size = map(int, re.fullmatch(r"bytes (\d+)-(\d+)/(\d+)", content_range).groups())
    assert 0 <= first <= last < size == len(data)
    assert content == data[first : last + 1]


@pytest.mark.parametrize(("header", "expected"), RANGES)
def test_a_range_header_gets_exactly_its_bytes(film, header, expected):
    response = ask(film, range=header)
    content = body(response)

    assert (response.status_code, content) == expected
    assert response["Content-Length"] == str(len(content))
    assert response["Accept-Ranges"] == "bytes"
    if response.status_code == 206:
        assert_is_slice(response["Content-Range"], content, DATA)


def test_no_range_gets_the_whole_file_and_what_is_known_of_it(film):
    response = ask(film)

    assert response.status_code == 200
    assert body(response) == DATA
    assert response["Content-Type"] == "video/mp4"
    assert response["Content-Length"] == "10"
    assert response["Accept-Ranges"] == "bytes"
    assert response["Last-Modified"] == "Tue, 14 Nov 2023 22:13:20 GMT"
    assert re.fullmatch(r'"[0-9a-f]+-[0-9a-f]+"', response["ETag"])
    assert "Content-Range" not in response


def test_a_part_tells_the_version_and_the_type_of_the_whole(film):
    whole, some = ask(film), ask(film, range="bytes=2-3")

    for name in ("ETag", "Last-Modified", "Content-Type", "Accept-Ranges"):
        assert some[name] == whole[name]
    assert some["Content-Range"] == "bytes 2-3/10"


def test_an_unsatisfiable_range_learns_the_length(film):
    response = ask(film, range="bytes=10-")

    assert response["Content-Range"] == "bytes */10"
    assert "Content-Type" not in response


@pytest.mark.parametrize(
    ("header", "status", "content_range"),
    [
        ("bytes=0-", 416, "bytes */0"),
        ("bytes=0-0", 416, "bytes */0"),
        ("bytes=-0", 416, "bytes */0"),
        ("bytes=-5", 200, None),  # satisfiable by its letter, and all there is
        ("", 200, None),
    ],
)
def test_an_empty_file_has_no_part(tmp_path, header, status, content_range):
    response = ask(make_file(tmp_path / "empty.vtt", b""), range=header)

    assert (response.status_code, body(response)) == (status, b"")
    assert response.get("Content-Range") == content_range
    assert response["Content-Length"] == "0"


def test_several_ranges_come_as_parts_in_the_order_asked_for(film):
    response = ask(film, range="bytes=7-8, 0-1 ,,-1,50-")

    assert response.status_code == 206
    assert "Content-Range" not in response
    assert parts(response) == [
        ("bytes 7-8/10", b"78"),
        ("bytes 0-1/10", b"01"),
        ("bytes 9-9/10", b"9"),
    ]


def test_eight_ranges_are_answered(film):
    header = "bytes=" + ",".join(f"{first}-{first}" for first in range(8))

    assert len(parts(ask(film, range=header))) == 8


def test_parts_carry_any_byte_and_their_whole_length_is_announced(tmp_path):
    data = bytes(range(256)) * 4
    response = ask(make_file(tmp_path / "film.mp4", data), range="bytes=0-255,10-13,-256")
    announced = int(response["Content-Length"])
    content = body(response)

    assert len(content) == announced
    assert content.startswith(b"--")
    assert content.endswith(b"--\r\n")
    again = ask(tmp_path / "film.mp4", range="bytes=0-255,10-13,-256")
    assert [part for _, part in parts(again)] == [data[:256], data[10:14], data[-256:]]


def test_a_boundary_cannot_be_foreseen(film):
    types = {ask(film, range="bytes=0-0,2-2")["Content-Type"] for _ in range(5)}

    assert len(types) == 5


@pytest.mark.parametrize("header", ["bytes=1-700000", "bytes=0-", "bytes=262143-262144", None])
def test_a_long_file_is_read_in_chunks(tmp_path, header):
    data = os.urandom(3 * CHUNK_SIZE + 7)
    path = make_file(tmp_path / "film.mp4", data)
    response = ask(path, **({"range": header} if header else {}))
    chunks = list(response)
    response.close()

    assert max(map(len, chunks)) <= CHUNK_SIZE
    everything = f"bytes 0-{len(data) - 1}/{len(data)}"
    assert_is_slice(response.get("Content-Range", everything), b"".join(chunks), data)


ANY_RANGE = st.one_of(
    st.text(max_size=40),
    st.text(max_size=40).map("bytes={}".format),
    st.text(alphabet="0123456789-, \tx", max_size=40).map("bytes={}".format),
    st.lists(
        st.from_regex(r"[0-9]{0,3}-[0-9]{0,3}|-[0-9]+|[0-9]+-", fullmatch=True), max_size=10
    ).map(lambda specs: "bytes=" + ",".join(specs)),
)


@settings(deadline=None)
@given(header=ANY_RANGE, data=st.binary(max_size=300))
def test_any_range_header_at_all_gets_slices_or_the_whole_or_416(header, data):
    with TemporaryDirectory() as folder:
        response = ask(make_file(Path(folder) / "film.mp4", data), range=header)
        announced = int(response["Content-Length"])

        assert response.status_code in (200, 206, 416)
        if response.get("Content-Type", "").startswith("multipart/"):
            found = parts(response)
            assert response.status_code == 206
            assert 2 <= len(found) <= 8
            assert sum(len(content) for _, content in found) <= len(data)
            for content_range, content in found:
                assert_is_slice(content_range, content, data)
            return
        content = body(response)
        assert len(content) == announced
        if response.status_code == 206:
            assert_is_slice(response["Content-Range"], content, data)
        else:
            assert content == (data if response.status_code == 200 else b"")


@settings(deadline=None)
@given(
    data=st.binary(min_size=1, max_size=300), first=st.integers(0, 400), more=st.integers(0, 400)
)
def test_every_well_formed_range_means_what_a_slice_means(data, first, more):
    expectations = {
        f"bytes={first}-{first + more}": data[first : first + more + 1],
        f"bytes={first}-": data[first:],
        f"bytes=-{first}": data[-first:] if first else b"",
    }
    with TemporaryDirectory() as folder:
        path = make_file(Path(folder) / "film.mp4", data)
        for header, expected in expectations.items():
            response = ask(path, range=header)
            assert (response.status_code, body(response)) == (206 if expected else 416, expected)


@pytest.mark.parametrize(
    ("if_range", "status"),
    [
        ("{etag}", 206),
        ("W/{etag}", 200),
        ('"another"', 200),
        ("{etag}, {etag}", 200),
        ("*", 200),
        ("", 200),
        ("yesterday", 200),
        (THEN, 206),
        ("Tuesday, 14-Nov-23 22:13:20 GMT", 206),
        ("Tue Nov 14 22:13:20 2023", 206),
        (BEFORE, 200),
        (AFTER, 200),  # not at least as new: exactly the same
    ],
)
def test_if_range_wants_exactly_the_version_it_names(film, if_range, status):
    header = if_range.replace("{etag}", etag(film))

    response = ask(film, range="bytes=0-1", if_range=header)

    assert response.status_code == status
    assert body(response) == (b"01" if status == 206 else DATA)


def test_if_range_of_another_version_gets_the_whole_even_for_an_unsatisfiable_range(film):
    assert ask(film, range="bytes=10-", if_range='"another"').status_code == 200
    assert ask(film, range="bytes=10-", if_range=etag(film)).status_code == 416


def test_if_range_without_a_range_means_nothing(film):
    assert ask(film, if_range=etag(film)).status_code == 200


EPOCH = "Thu, 01 Jan 1970 00:00:00 GMT"
CONDITIONS = [
    ({"if_none_match": "{etag}"}, 304),
    ({"if_none_match": "W/{etag}"}, 304),
    ({"if_none_match": '"another", {etag}'}, 304),
    ({"if_none_match": "*"}, 304),
    ({"if_none_match": '"another"'}, 200),
    ({"if_none_match": "malformed"}, 200),
    ({"if_modified_since": THEN}, 304),
    ({"if_modified_since": AFTER}, 304),
    ({"if_modified_since": BEFORE}, 200),
    ({"if_modified_since": EPOCH}, 200),
    ({"if_modified_since": "malformed"}, 200),
    ({"if_match": "{etag}"}, 200),
    ({"if_match": '"another", {etag}'}, 200),
    ({"if_match": "*"}, 200),
    ({"if_match": '"another"'}, 412),
    ({"if_match": "W/{etag}"}, 412),
    ({"if_match": "malformed"}, 412),
    ({"if_unmodified_since": THEN}, 200),
    ({"if_unmodified_since": AFTER}, 200),
    ({"if_unmodified_since": BEFORE}, 412),
    ({"if_unmodified_since": EPOCH}, 412),
    ({"if_unmodified_since": "malformed"}, 200),
    # who goes first
    ({"if_match": "{etag}", "if_unmodified_since": BEFORE}, 200),
    ({"if_match": '"another"', "if_unmodified_since": AFTER}, 412),
    ({"if_match": '"another"', "if_none_match": "{etag}"}, 412),
    ({"if_match": "{etag}", "if_none_match": "{etag}"}, 304),
    ({"if_unmodified_since": BEFORE, "if_none_match": "{etag}"}, 412),
    ({"if_unmodified_since": THEN, "if_modified_since": THEN}, 304),
    ({"if_none_match": '"another"', "if_modified_since": THEN}, 200),
    ({"if_none_match": "malformed", "if_modified_since": THEN}, 200),
    ({"if_none_match": "{etag}", "if_modified_since": BEFORE}, 304),
    # ranges come last
    ({"if_none_match": "{etag}", "range": "bytes=0-1"}, 304),
    ({"if_none_match": "{etag}", "range": "bytes=10-"}, 304),
    ({"if_match": '"another"', "range": "bytes=0-1", "if_range": "{etag}"}, 412),
    ({"if_match": "{etag}", "range": "bytes=0-1"}, 206),
    ({"if_none_match": '"another"', "range": "bytes=0-1"}, 206),
    ({"if_none_match": '"another"', "range": "bytes=10-"}, 416),
]


@pytest.mark.parametrize(("conditions", "status"), CONDITIONS)
def test_conditions_are_weighed_in_their_order(film, conditions, status):
    tag = etag(film)
    headers = {name: value.replace("{etag}", tag) for name, value in conditions.items()}

    response = ask(film, **headers)

    assert response.status_code == status
    if status in (304, 412):
        assert body(response) == b""
        assert response["ETag"] == tag
        assert response["Last-Modified"] == THEN
        assert "Content-Type" not in response
        assert "Content-Range" not in response
        assert response["Content-Length"] == ("10" if status == 304 else "0")


@pytest.mark.parametrize(("conditions", "status"), CONDITIONS)
def test_head_weighs_the_same_conditions_but_no_range(film, conditions, status):
    tag = etag(film)
    headers = {name: value.replace("{etag}", tag) for name, value in conditions.items()}

    response = ask(film, method="HEAD", **headers)

    assert response.status_code == (200 if status in (206, 416) else status)
    assert body(response) == b""


@pytest.mark.parametrize("header", ["", "bytes=0-1", "bytes=10-", "bytes=0-1,3-4"])
def test_head_has_the_headers_of_the_whole_file_and_no_body(film, header):
    head, whole = ask(film, method="HEAD", range=header), ask(film)

    assert head.status_code == 200
    assert head.headers == whole.headers
    assert body(head) == b""


def test_another_version_has_another_tag(film):
    before = etag(film)

    os.utime(film, ns=(0, CHANGED_AT * 10**9 + 1))
    touched = etag(film)
    make_file(film, DATA + b"!")

    assert len({before, touched, etag(film)}) == 3


def test_a_file_of_tomorrow_has_no_date_yet(film):
    tomorrow = time.time() + 86400
    os.utime(film, (tomorrow, tomorrow))

    response = ask(film, range="bytes=0-1", if_range=http_date(tomorrow))

    assert "Last-Modified" not in response
    assert response.status_code == 200
    for header in ("if_modified_since", "if_unmodified_since"):
        assert ask(film, **{header: BEFORE}).status_code == 200


@pytest.mark.parametrize("name", ["missing.mp4", "", "film.mp4/below", "nul\0.mp4", "\ud800"])
def test_what_is_no_file_is_not_found(film, name):
    with pytest.raises(FileNotFoundError):
        ask(film.parent / name)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"method": "HEAD"},
        {"range": "bytes=0-1"},
        {"range": "bytes=0-1,3-4"},
        {"range": "bytes=10-"},
        {"if_none_match": "*"},
        {"if_match": '"another"'},
    ],
)
def test_the_file_is_closed_with_the_response_even_unread(film, monkeypatch, headers):
    opened, open_path = [], Path.open
    monkeypatch.setattr(
        Path, "open", lambda *args, **kw: opened.append(open_path(*args, **kw)) or opened[-1]
    )

    response = ask(film, **headers)
    assert opened[0].closed is not response.streaming
    response.close()

    assert [file.closed for file in opened] == [True]


def test_a_file_that_shrinks_breaks_the_answer_off(film):
    response = ask(film)
    os.truncate(film, 4)

    with pytest.raises(EOFError):
        response.getvalue()
    response.close()
