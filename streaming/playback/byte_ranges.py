"""One file as an answer over HTTP: whole, in ranges, or only its headers (RFC 9110, 13 to 15).

Sizes and positions are in bytes. A `range` stands for the bytes from its start up to its stop,
so its length is their number and an empty one is a range that cannot be satisfied.
"""

import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Protocol

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import http_date, parse_etags, parse_http_date_safe

MOST_RANGES = 8

_RANGES = re.compile(r"bytes=(?![ \t])(.{1,1000})", re.ASCII | re.IGNORECASE)
_RANGE = re.compile(r"([0-9]*)-([0-9]*)")


@dataclass(frozen=True)
class State:
    """What tells one state of a file from another; `modified` is in seconds since 1970."""

    size: int
    etag: str
    modified: int | None

    @property
    def headers(self) -> dict[str, str]:
        headers = {"Accept-Ranges": "bytes", "ETag": self.etag}
        if self.modified is not None:
            headers["Last-Modified"] = http_date(self.modified)
        return headers


class Opened(Protocol):
    """A file as a storage opened it."""

    state: State

    def read(self, part: range) -> Iterator[bytes]:
        """Raises EOFError when there is less than was said, so that the connection is broken."""

    def close(self) -> None:
        """May be called before anything was read, and in the middle."""


def file_response(request: HttpRequest, file: Opened, *, content_type: str) -> HttpResponseBase:
    """Answer a GET or a HEAD with an opened file: 200, 206, 304, 412 or 416.

    Other methods are the caller's to refuse, and Cache-Control is the caller's to add.
    The response closes the file.
    """
    with ExitStack() as unless_streamed:
        unless_streamed.callback(file.close)
        state = file.state
        whole = {"Content-Length": str(state.size), "Content-Type": content_type}
        status = _status_after_conditions(request.headers, state)
        if status == 412:
            return _without_body(412, state, {"Content-Length": "0"})
        if status == 304:  # the length of a 200, or a middleware would claim 0 (RFC 9110, 8.6)
            return _without_body(304, state, {"Content-Length": whole["Content-Length"]})
        if request.method == "HEAD":  # only GET knows ranges (RFC 9110, 14.2)
            return _without_body(200, state, whole)
        ranges = _ranges_of(request.headers, state)
        if ranges == []:
            extent = {"Content-Length": "0", "Content-Range": f"bytes */{state.size}"}
            return _without_body(416, state, extent)
        response = _streamed(file, ranges, content_type)
        unless_streamed.pop_all()
        return response


def _status_after_conditions(asked: Mapping[str, str], state: State) -> int:
    """200, 304 or 412, in the order of RFC 9110, 13.2.2.

    Not Django's get_conditional_response: it takes the first second of 1970, a usual way to ask
    for a 412, for no date at all, and reads the dates beside a malformed list of tags.
    """
    if "If-Match" in asked:
        if not {"*", state.etag} & set(parse_etags(asked["If-Match"])):
            return 412
    elif state.modified is not None:
        since = parse_http_date_safe(asked.get("If-Unmodified-Since", ""))
        if since is not None and state.modified > since:
            return 412
    if "If-None-Match" in asked:  # the weak comparison (RFC 9110, 8.8.3.2)
        tags = {"*", state.etag, f"W/{state.etag}"}
        return 304 if tags & set(parse_etags(asked["If-None-Match"])) else 200
    since = parse_http_date_safe(asked.get("If-Modified-Since", ""))
    if since is None or state.modified is None:
        return 200
    return 304 if state.modified <= since else 200


def _ranges_of(asked: Mapping[str, str], state: State) -> list[range] | None:
    """The ranges to send, in the order asked for; none satisfiable: []; Range ignored: None."""
    header = asked.get("Range")
    if header is None or ("If-Range" in asked and not _is_of(state, asked["If-Range"])):
        return None
    try:
        ranges = _parsed(header, state.size)
    except ValueError:
        return None
    return ranges if sum(map(len, ranges)) <= state.size else None


def _is_of(state: State, if_range: str) -> bool:
    """Whether If-Range names exactly this version; a weak tag never does (RFC 9110, 13.1.5)."""
    if if_range.startswith('"'):
        return if_range == state.etag
    return state.modified is not None and state.modified == parse_http_date_safe(if_range)


def _parsed(header: str, size: int) -> list[range]:
    """The satisfiable ranges of a Range header over `size` bytes (RFC 9110, 14.1.1 and 14.1.2).

    Raises ValueError when the header is to be ignored: another unit, a syntax error, too many.
    """
    match = _RANGES.fullmatch(header)
    specs = [spec.strip(" \t") for spec in match[1].split(",")] if match else []
    specs = [spec for spec in specs if spec]  # empty elements of a list count for nothing (5.6.1)
    if not 1 <= len(specs) <= MOST_RANGES:
        raise ValueError(header)
    return [part for part in (_part(spec, size) for spec in specs) if part]


def _part(spec: str, size: int) -> range:
    """The bytes one `first-last`, `first-` or `-length` means; ValueError when it means none."""
    match = _RANGE.fullmatch(spec)
    if match is None:
        raise ValueError(spec)
    first, last = match.groups()
    if not first:  # a lone "-" has no length either, and int refuses it
        if not size and int(last):  # satisfiable, but no 206 can tell of an empty range
            raise ValueError(spec)
        return range(max(0, size - int(last)), size)
    if last and int(last) < int(first):
        raise ValueError(spec)
    return range(int(first), min(int(last) + 1, size) if last else size)


def _without_body(status: int, state: State, headers: dict[str, str]) -> HttpResponse:
    response = HttpResponse(status=status, headers=state.headers | headers)
    if "Content-Type" not in headers:
        del response["Content-Type"]  # Django's default would speak of a page
    return response


def _streamed(file: Opened, ranges: list[range] | None, content_type: str) -> StreamingHttpResponse:
    """The whole file as 200, one range as 206, several as multipart/byteranges (14.6)."""
    state = file.state
    headers = state.headers | {"Content-Type": content_type}
    pieces: list[bytes | range] = [*(ranges or [range(state.size)])]
    if ranges and len(ranges) == 1:
        headers["Content-Range"] = _content_range(ranges[0], state.size)
    elif ranges:
        boundary = secrets.token_hex(16)
        headers["Content-Type"] = f"multipart/byteranges; boundary={boundary}"
        pieces = _multipart(ranges, state.size, boundary, content_type)
    headers["Content-Length"] = str(sum(map(len, pieces)))
    return StreamingHttpResponse(
        _Body(file, pieces), status=206 if ranges else 200, headers=headers
    )


def _multipart(
    ranges: list[range], size: int, boundary: str, content_type: str
) -> list[bytes | range]:
    pieces: list[bytes | range] = []
    for part in ranges:
        lead = "\r\n" if pieces else ""
        kind = f"Content-Type: {content_type}\r\nContent-Range: {_content_range(part, size)}"
        pieces += [f"{lead}--{boundary}\r\n{kind}\r\n\r\n".encode(), part]
    return [*pieces, f"\r\n--{boundary}--\r\n".encode()]


def _content_range(part: range, size: int) -> str:
    return f"bytes {part.start}-{part.stop - 1}/{size}"


@dataclass(frozen=True)
class _Body:
    """The pieces of a body in their order: bytes as they are, ranges read from the open file."""

    file: Opened
    pieces: list[bytes | range]

    def __iter__(self) -> Iterator[bytes]:
        for piece in self.pieces:
            yield from [piece] if isinstance(piece, bytes) else self.file.read(piece)

    def close(self) -> None:
        """Called by the response, also when it was never read."""
        self.file.close()
