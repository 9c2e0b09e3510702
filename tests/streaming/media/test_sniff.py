"""What a file is, by its first bytes and no program."""

import pytest

from streaming.media.sniff import container_of


def box(name, content=b"", *, size=None):
    return (len(content) + 8 if size is None else size).to_bytes(4, "big") + name + content


HEAD = box(b"ftyp", b"isom\0\0\0\0isom")
FILM = HEAD + box(b"moov", box(b"trak")) + box(b"mdat", b"pictures")
HERE, ELSEWHERE = (box(b"url ", bytes(3) + bytes([flag])) for flag in (1, 0))


def track(source):
    inner = box(b"dref", bytes(7) + b"\1" + source)
    for name in (b"dinf", b"minf", b"mdia", b"trak", b"moov"):
        inner = box(name, inner)
    return inner


TAKEN = {
    "mov": FILM,
    "matroska": b"\x1a\x45\xdf\xa3" + bytes(20),
    "avi": b"RIFF\0\0\0\0AVI LIST",
    "mpegts": (b"\x47" + bytes(187)) * 5,
    "mpeg": b"\0\0\x01\xba" + bytes(20),
    "mxf": bytes.fromhex("060e2b34020501010d01020101020400"),
}
REFUSED = [
    (b"", "empty"),
    (b"#EXTM3U\n#EXT-X-VERSION:3\nhttp://127.0.0.1/1.ts\n", "playlist"),
    (b"ffconcat version 1.0\nfile '/etc/passwd'\n", "playlist"),
    (b"file '../a.mp4'\n", "playlist"),
    (b"<?xml version='1.0'?><MPD></MPD>", "playlist"),
    (b"<ASX version='3'><ref href='http://a/'/></ASX>", "playlist"),
    (b"v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\nm=video 5004 RTP/AVP 96\r\n", "playlist"),
    (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "picture"),
    (b"\x89PNG\r\n\x1a\n", "picture"),
    (box(b"ftyp", b"avif\0\0\0\0"), "picture"),
    (b"RIFF\0\0\0\0WAVEfmt ", "without a picture"),
    (b"PK\x03\x04", "archive"),
    (b"%PDF-1.7", "document"),
    (b"<!doctype html><html>", "document"),
    (b"\x7fELF", "program"),
    (b"just words", "no film in a form that is read here"),
    (HEAD, "its index is missing"),
    (HEAD + box(b"mdat", b"pictures"), "its index is missing"),
    (HEAD + box(b"moov", b"", size=1 << 30), "its index is missing"),
    (HEAD + box(b"moov", box(b"trak")), "no picture or sound"),
    (HEAD + box(b"mdat", b"", size=4), "do not fit together"),
    (HEAD + box(b"free", size=1) + bytes([0x40]) + bytes(7), "its index is missing"),
    (HEAD + box(b"free") * 200_001 + FILM, "do not fit together"),
    (HEAD + track(ELSEWHERE) + box(b"mdat"), "another file"),
    (HEAD + box(b"moov", box(b"rmra")) + box(b"mdat"), "another file"),
]


@pytest.mark.parametrize("container", TAKEN)
def test_films_are_known_by_their_first_bytes(tmp_path, container):
    (tmp_path / "film").write_bytes(TAKEN[container])

    assert container_of(tmp_path / "film") == container


@pytest.mark.parametrize(("content", "words"), REFUSED)
def test_whatever_else_is_refused_with_what_it_is(tmp_path, content, words):
    (tmp_path / "film.mp4").write_bytes(content)

    with pytest.raises(ValueError, match=words):
        container_of(tmp_path / "film.mp4")


def test_a_film_whose_pictures_are_in_the_file_itself_is_taken(tmp_path):
    (tmp_path / "film").write_bytes(HEAD + track(HERE) + box(b"mdat", b"pictures"))

    assert container_of(tmp_path / "film") == "mov"
