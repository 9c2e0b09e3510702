"""One table of questions about ranges and conditions, put to each way in which films leave.

Source: RFC 9110, 13 and 14. Where it leaves a server the choice, what each of them chose is named.
"""

from datetime import timedelta
from email import message_from_bytes
from email.utils import format_datetime, parsedate_to_datetime

import pytest

from tests.delivered import WAYS, _django_db_helper, rows_that_others_see  # noqa: F401
from tests.factories.streaming import PACKAGE

pytestmark = [pytest.mark.programs, pytest.mark.django_db(transaction=True)]

FILES = ["main.m3u8", "540p_00001.m4s", "film.mp4", "sprites-1.jpg"]
ALL = slice(None)

# What is asked with, and the status and the bytes that are right. {etag}, {date}, {earlier} and
# {later} are of the file asked for.
TABLE = {
    "all of it": ({}, 200, ALL),
    "the first byte": ({"Range": "bytes=0-0"}, 206, slice(0, 1)),
    "the middle": ({"Range": "bytes=3-9"}, 206, slice(3, 10)),
    "to the end": ({"Range": "bytes=5-"}, 206, slice(5, None)),
    "the end": ({"Range": "bytes=-4"}, 206, slice(-4, None)),
    "beyond the end": ({"Range": "bytes=5-999999999"}, 206, slice(5, None)),
    "more than all from the end": ({"Range": "bytes=-999999999"}, 206, ALL),
    "after the end": ({"Range": "bytes=999999999-"}, 416, None),
    "nothing from the end": ({"Range": "bytes=-0"}, 416, None),
    "several": ({"Range": "bytes=0-1,5-6"}, 206, [slice(0, 2), slice(5, 7)]),
    "backwards": ({"Range": "bytes=9-3"}, 200, ALL),
    "garbage": ({"Range": "bytes=a-b"}, 200, ALL),
    "another unit": ({"Range": "seconds=0-1"}, 200, ALL),
    "if it is this": ({"Range": "bytes=0-1", "If-Range": "{etag}"}, 206, slice(0, 2)),
    "if it is like this": ({"Range": "bytes=0-1", "If-Range": "W/{etag}"}, 200, ALL),
    "if it is another": ({"Range": "bytes=0-1", "If-Range": '"another"'}, 200, ALL),
    "if it is of then": ({"Range": "bytes=0-1", "If-Range": "{date}"}, 206, slice(0, 2)),
    "if it is of before": ({"Range": "bytes=0-1", "If-Range": "{earlier}"}, 200, ALL),
    "unless it is this": ({"If-None-Match": "{etag}"}, 304, None),
    "unless it is like this": ({"If-None-Match": "W/{etag}"}, 304, None),
    "unless it is any": ({"If-None-Match": "*"}, 304, None),
    "unless it is another": ({"If-None-Match": '"another"'}, 200, ALL),
    "unless it is this, a part": ({"If-None-Match": "{etag}", "Range": "bytes=0-1"}, 304, None),
    "if newer than then": ({"If-Modified-Since": "{date}"}, 304, None),
    "if newer than later": ({"If-Modified-Since": "{later}"}, 304, None),
    "if newer than before": ({"If-Modified-Since": "{earlier}"}, 200, ALL),
    "only this": ({"If-Match": "{etag}"}, 200, ALL),
    "only any": ({"If-Match": "*"}, 200, ALL),
    "only another": ({"If-Match": '"another"'}, 412, None),
    "only this, a part": ({"If-Match": "{etag}", "Range": "bytes=1-2"}, 206, slice(1, 3)),
    "only of then": ({"If-Unmodified-Since": "{date}"}, 200, ALL),
    "only of before": ({"If-Unmodified-Since": "{earlier}"}, 412, None),
}
A_BAD_RANGE = "an invalid range may be ignored or rejected (14.2)"
MOTO = "not S3: moto, which plays it, knows no If-Range, no other unit, no weak tag and no *"
CHOSEN = {
    "nginx": {
        "backwards": (416, None, A_BAD_RANGE),
        "garbage": (416, None, A_BAD_RANGE),
    },
    "signed-url": {
        "several": (200, ALL, "S3 answers several ranges with all of it, as it may (14.2)"),
        "another unit": (206, slice(0, 2), MOTO),
        "if it is like this": (206, slice(0, 2), MOTO),
        "if it is another": (206, slice(0, 2), MOTO),
        "if it is of before": (206, slice(0, 2), MOTO),
        "unless it is like this": (200, ALL, MOTO),
        "unless it is any": (200, ALL, MOTO),
        "only any": (412, None, MOTO),
    },
}


@pytest.fixture(scope="module", params=WAYS)
def way(request):
    return request.param


@pytest.fixture(scope="module")
def house(way, rows_that_others_see, tmp_path_factory):  # noqa: F811
    with WAYS[way](tmp_path_factory.mktemp("house")) as house:
        yield house


@pytest.fixture(scope="module")
def film(house):
    return house.film()


def choices(way, name):
    """What the sender of this file chose; in a bucket's house playlists are sent by us."""
    is_ours = way == "signed-url" and name.endswith(".m3u8")
    return {} if is_ours else CHOSEN.get(way, {})


def parts_of(answer):
    kind = answer.headers["Content-Type"]
    if not kind.startswith("multipart/byteranges"):
        return answer.body
    message = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + answer.body)
    return [part.get_payload(decode=True) for part in message.get_payload()]


def bytes_at(data, part):
    return [data[one] for one in part] if isinstance(part, list) else data[part]


@pytest.mark.parametrize("name", FILES)
def test_ranges_and_conditions_are_answered_as_the_table_says(house, film, way, name):
    path, data = house.address(film, name), PACKAGE[name]
    whole = house.ask(path)
    date = parsedate_to_datetime(whole.headers["Last-Modified"])
    known = {"etag": whole.headers["ETag"]} | {
        word: format_datetime(date + timedelta(days=days), usegmt=True)
        for word, days in (("date", 0), ("earlier", -1), ("later", 1))
    }
    right, found = {}, {}
    for question, (headers, status, part) in TABLE.items():
        asked = {
            header.replace("-", "_"): value.format(**known) for header, value in headers.items()
        }
        answer = house.ask(path, **asked)
        if own := choices(way, name).get(question):
            status, part, _why = own
        right[question] = (status, None if part is None else bytes_at(data, part))
        found[question] = (answer.status, None if part is None else parts_of(answer))
        if answer.status == 206 and "Content-Range" in answer.headers:
            assert answer.headers["Content-Range"].endswith(f"/{len(data)}")

    differing = [question for question in right if found[question] != right[question]]
    assert not differing, {question: found[question] for question in differing}


@pytest.mark.parametrize("name", FILES)
def test_a_head_has_the_length_and_no_body(house, film, name):
    head, whole = (house.ask(house.address(film, name), method=how) for how in ("HEAD", "GET"))

    assert (head.status, head.body) == (200, b"")
    for header in ("Content-Length", "Content-Type", "ETag", "Last-Modified", "Accept-Ranges"):
        assert head.headers[header] == whole.headers[header]
