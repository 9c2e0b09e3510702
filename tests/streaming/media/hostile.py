"""Files that no honest person hands over: each is to be refused, or to do no harm.

`files_in(folder, ...)` makes them, by arithmetic or by the system's ffmpeg, each under a name that
says what it is. What they reach for: an address (`door`) and a neighbour's film (`neighbour`).
"""

import gzip
import io
import struct
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tests.streaming.media.films import film, made

HUGE = 1 << 62


def box(name: bytes, content: bytes = b"", *, size: int | None = None) -> bytes:
    """size: what the box says of itself instead of the truth; above 32 bits in the long form."""
    if size is not None and size >= 1 << 32:
        return b"\0\0\0\1" + name + size.to_bytes(8, "big") + content
    return (len(content) + 8 if size is None else size).to_bytes(4, "big") + name + content


def element(name: str, content: bytes = b"", *, size: int | None = None) -> bytes:
    """Of EBML. size: what it says of itself instead of the truth."""
    length = len(content) if size is None else size
    return bytes.fromhex(name) + (length | 1 << 56).to_bytes(8, "big") + content


HEAD = box(b"ftyp", b"isom\0\0\2\0isomiso2mp41")
EBML = element("1a45dfa3", element("4282", b"matroska") + element("4287", b"\4"))


def texts(door: str, neighbour: Path) -> Iterator[tuple[str, str]]:
    """Texts that name other files, each of which some part of ffmpeg would follow."""
    yield "hls.mp4", f"#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\n{neighbour}\n#EXT-X-ENDLIST\n"
    yield "hls-address.mp4", f"#EXTM3U\n#EXTINF:5,\n{door}/1.ts\n#EXT-X-ENDLIST\n"
    yield "hls-up.mov", f"#EXTM3U\n#EXTINF:5,\n../{neighbour.name}\n#EXT-X-ENDLIST\n"
    yield "hls-key.mp4", f'#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="{door}"\n#EXTINF:1,\na.ts\n'
    yield "hls-map.mp4", f'#EXTM3U\n#EXT-X-MAP:URI="{neighbour}"\n#EXTINF:1,\na.m4s\n'
    yield "hls-concat.mp4", f"#EXTM3U\n#EXTINF:5,\nconcat:{neighbour}|{neighbour}\n"
    yield "hls-subfile.mp4", f"#EXTM3U\n#EXTINF:5,\nsubfile,,start,0,end,64,,:{neighbour}\n"
    yield "hls-late.mp4", "\n" * 40 + f"#EXTM3U\n#EXTINF:5,\n{neighbour}\n"
    yield "hls-marked.mp4", f"\ufeff#EXTM3U\n#EXTINF:5,\n{neighbour}\n"
    yield "main.m3u8", f"#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n{door}/v.m3u8\n"
    yield "list.m3u", f"{neighbour}\n{door}\n"
    yield "concat.mp4", f"ffconcat version 1.0\nfile '{neighbour}'\n"
    yield "concat-address.mkv", f"ffconcat version 1.0\nfile {door}/film.mp4\n"
    yield "concat-plain.mp4", f"file '{neighbour}'\n"
    yield "dash.mp4", f'<?xml version="1.0"?><MPD><BaseURL>{door}</BaseURL></MPD>'
    yield "smooth.mp4", f'<SmoothStreamingMedia><c n="{door}"/></SmoothStreamingMedia>'
    yield "picture.svg", f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{door}"/></svg>'
    yield "picture.mp4", f'<?xml version="1.0"?><svg><image href="file://{neighbour}"/></svg>'
    yield "entity.mp4", f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "{door}">]><a>&b;</a>'
    yield "list.asx", f'<asx version="3.0"><entry><ref href="{door}"/></entry></asx>'
    yield "list.wpl", f'<?wpl version="1.0"?><smil><media src="{door}"/></smil>'
    yield "list.pls", f"[playlist]\nFile1={door}\n"
    yield "reference.mov", f"[Reference]\nRef1={door}\n"
    yield "rtsptext.mov", f"RTSPtext\r\n{door.replace('http', 'rtsp')}\r\n"
    yield "session.sdp", "v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=video 9 RTP/AVP 96\n"
    yield "page.mp4", f"<!doctype html><script src='{door}'></script>"
    yield "script.mp4", f"#!/bin/sh\ncat {neighbour}\n"
    yield "subtitles.mp4", f"1\n00:00:00,000 --> 00:00:01,000\n<img src={door}>\n"
    yield "subtitles.idx", f"# VobSub index file, v7\nid: en, index: 0\n{neighbour}\n"
    yield "styles.ass", f"[Script Info]\nVideo File: {neighbour}\n[Events]\n"
    yield "script.avs", f'FFVideoSource("{neighbour}")\n'
    yield "script.vpy", f"import os; os.system('cat {neighbour}')\n"
    yield "image2.mp4", "%d.png\n"


def boxed(door: str, neighbour: Path) -> Iterator[tuple[str, bytes]]:
    """MP4 and MOV whose boxes lie."""
    yield "box-huge.mp4", HEAD + box(b"moov", size=HUGE)
    yield "box-huge-first.mp4", box(b"ftyp", b"isom", size=HUGE)
    yield "box-huge-data.mp4", HEAD + box(b"moov", box(b"trak")) + box(b"mdat", size=HUGE)
    yield "box-none.mp4", HEAD + box(b"free", size=0)
    yield "box-shorter-than-its-head.mp4", HEAD + box(b"moov", size=7)
    yield "box-endless.mp4", HEAD + box(b"free", size=2) * 1000
    yield "boxes-many.mp4", HEAD + box(b"free") * 300_000
    yield "boxes-deep.mp4", HEAD + deep(20_000) + box(b"mdat", bytes(64))
    yield "no-index.mp4", HEAD + box(b"mdat", bytes(4096))
    yield "table-huge.mp4", HEAD + sampled(0x7FFFFFFF) + box(b"mdat", bytes(64))
    yield "table-full.mp4", HEAD + sampled(0xFFFFFFFF) + box(b"mdat", bytes(64))
    for name, where in (("address", door.encode()), ("file", b"file://" + bytes(neighbour))):
        source = box(b"url ", b"\0\0\0\0" + where + b"\0")
        yield f"data-elsewhere-{name}.mov", HEAD + sourced(source) + box(b"mdat", bytes(64))
    alias = box(b"alis", b"\0\0\0\0" + bytes(150) + bytes(neighbour))
    yield "data-alias.mov", HEAD + sourced(alias) + box(b"mdat", bytes(64))
    reference = box(b"rdrf", b"\0\0\0\0url " + struct.pack(">I", len(door)) + door.encode())
    movie = box(b"moov", box(b"rmra", box(b"rmda", reference)))
    yield "reference-movie.mov", HEAD + movie + box(b"mdat")
    yield "compressed-index.mov", HEAD + box(b"moov", box(b"cmov", box(b"cmvd", bytes(64))))


def deep(levels: int) -> bytes:
    """Boxes in boxes, said to be so: each head only, the last one's end is that of all."""
    size = 8 * levels
    heads = (
        box(b"moov" if not level else b"trak", size=size - 8 * level) for level in range(levels)
    )
    return b"".join(heads)


def sampled(count: int) -> bytes:
    """An index that says that so many pictures follow, of which there are none."""
    table = box(b"stsz", struct.pack(">III", 0, 0, count))
    table += box(b"stts", struct.pack(">III", 0, count, 0))
    table += box(b"stco", struct.pack(">II", 0, count))
    return within(table, b"stbl", b"minf", b"mdia", b"trak", b"moov")


def sourced(source: bytes) -> bytes:
    references = box(b"dref", struct.pack(">II", 0, 1) + source)
    return within(references, b"dinf", b"minf", b"mdia", b"trak", b"moov")


def within(content: bytes, *names: bytes) -> bytes:
    for name in names:
        content = box(name, content)
    return content


def others(neighbour: Path) -> Iterator[tuple[str, bytes]]:
    """Empty, packed, drawn, written, heard: whatever is no film, under a film's name."""
    yield "empty.mp4", b""
    yield "one-byte.mp4", b"\0"
    yield "zeros.mp4", bytes(1 << 20)
    yield "packed.mp4", zipped()
    yield "packed.mkv", gzip.compress(bytes(10 << 20))
    yield "packed.mov", tarred(neighbour)
    yield "document.mp4", b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n%%EOF"
    yield (
        "picture.mkv",
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I4sIIBBBBB", 13, b"IHDR", 60_000, 60_000, 8, 6, 0, 0, 0),
    )
    yield "picture-moving.mp4", b"GIF89a" + struct.pack("<HHBBB", 65_535, 65_535, 0, 0, 0)
    yield "program.mp4", b"\x7fELF\2\1\1" + bytes(64)
    yield "matroska-huge.mkv", EBML + element("18538067", element("1654ae6b", size=1 << 55))
    yield (
        "matroska-deep.mkv",
        EBML + element("18538067", element("1254c367", b"\x73\x73\x80" * 5000)),
    )
    yield "matroska-empty.mkv", EBML
    yield "matroska-of-other-kind.mkv", element("1a45dfa3", element("4282", b"../../etc"))
    yield "riff-huge.avi", b"RIFF\xff\xff\xff\xffAVI LIST\xff\xff\xff\xffhdrl"
    yield "stream-of-nothing.ts", (b"\x47\x1f\xff\x10" + bytes(184)) * 5000
    yield "stream-of-tables.ts", (b"\x47\x40\x00\x10\0\0\xb0\xff" + bytes(180)) * 5000
    yield "stream-of-heads.mpg", b"\0\0\x01\xba" + b"\0\0\x01\xba" * 100_000
    yield "key-alone.mxf", bytes.fromhex("060e2b34020501010d01020101020400") + b"\x88" + b"\xff" * 8
    yield "page-in-front.mp4", b"<html>" + HEAD


def zipped() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../film.mp4", bytes(10 << 20))
    return packed.getvalue()


def tarred(path: Path) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        link = tarfile.TarInfo("film.mp4")
        link.type, link.linkname = tarfile.SYMTYPE, str(path)
        archive.addfile(link)
    return packed.getvalue()


def films(folder: Path, neighbour: Path) -> Iterator[Path]:
    """Real films with something wrong about them, made by the system's ffmpeg."""
    whole = film(folder / "honest.mp4", seconds=3, more=("-movflags", "+faststart"))
    content = whole.read_bytes()
    yield written(folder / "cut-at-60.mp4", content[: len(content) * 6 // 10])
    yield written(folder / "cut-at-2.mp4", content[: len(content) // 50])
    late = film(folder / "late.mp4", seconds=1).read_bytes()
    yield written(folder / "cut-before-its-index.mp4", late[: len(late) * 6 // 10])
    yield written(folder / "spoilt.mp4", content[:3000] + b"\xff" * 3000 + content[6000:])
    yield written(folder / "page-behind.mp4", content + b"<html><script>alert(1)</script>")
    yield written(folder / "archive-behind.mp4", content + zipped())
    yield written(folder / "codec-unknown.mp4", content.replace(b"avc1", b"zzzz"))
    yield written(folder / "size-lied.mp4", resized(content, 65_535))
    yield written(folder / "‮4pm.film.mp4", content[:200])
    yield written(folder / "-i -y $(touch x) ; film.mp4", content[:200])
    yield written(folder / "a:b|c,d%d'e\".mp4", content[:200])
    mkv = made(folder / "honest.mkv", "-i", str(whole), "-c", "copy").read_bytes()
    yield written(folder / "cut-at-60.mkv", mkv[: len(mkv) * 6 // 10])
    (folder / "note.txt").write_text("a note")
    yield made(
        folder / "attachment.mkv",
        *("-i", str(whole), "-c", "copy", "-attach", str(folder / "note.txt")),
        *("-metadata:s:t", "filename=../../../x", "-metadata:s:t", "mimetype=text/plain"),
    )
    yield made(
        folder / "title.mkv",
        *("-i", str(whole), "-c", "copy", "-metadata", "title=<script>alert(1)</script>\n../x"),
        *("-metadata:s:a:0", "language=../", "-metadata:s:a:0", 'title="\n#EXT-X-KEY:URI="'),
    )
    yield made(folder / "sound-alone.mp4", "-f", "lavfi", "-i", "sine=duration=1")
    yield film(folder / "coded-oddly.mkv", more=("-c:v", "snow", "-strict", "-2"))
    yield film(folder / "coded-as-pictures.avi", more=("-c:v", "bmp", "-pix_fmt", "bgr24"))
    yield made(
        folder / "one-picture-for-days.mkv",
        *("-f", "lavfi", "-i", "color=size=16x16:rate=1:duration=2", "-vf", "setpts=PTS*200000"),
        *("-fps_mode", "passthrough"),
    )
    nothing = ("-f", "lavfi", "-i", "color=red:size=32x18:rate=1000:duration=20")
    yield made(folder / "20000-pictures.mp4", *nothing, "-preset", "ultrafast")
    width, height = b"\xb0\x81\x80", b"\xba\x81\x48"  # 128 × 72, as Matroska writes it
    assert mkv.count(width) == mkv.count(height) == 1
    vast = mkv.replace(width, b"\xb0\x82\xff\xff").replace(height, b"\xba\x82\xff\xff")
    yield written(folder / "size-vast.mkv", vast)


def resized(content: bytes, side: int) -> bytes:
    """The size that the index tells of the picture: of the track, and of how it is coded."""
    before, name, after = content.partition(b"avc1")
    size = struct.pack(">HH", side, side)
    return before + name + after[:24] + size + after[28:]


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def files_in(folder: Path, *, door: str, neighbour: Path) -> list[Path]:
    """All of them, made in a folder. door: an address; neighbour: somebody else's film."""
    found = [written(folder / name, text.encode()) for name, text in texts(door, neighbour)]
    found += [written(folder / name, content) for name, content in boxed(door, neighbour)]
    found += [written(folder / name, content) for name, content in others(neighbour)]
    return found + list(films(folder, neighbour))
