"""What is in a file, asked of ffprobe."""

import json
import re
import tempfile
from fractions import Fraction
from math import isfinite
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from streaming.media import overheard
from streaming.media.facts import Chapter, Facts, Picture, Sound
from streaming.media.limits import (
    DECODERS,
    MOST_PIXELS,
    coded_as,
    damaged_at,
    is_shorter,
    refuse_what_cannot_be,
)
from streaming.media.program import (
    Clock,
    Limits,
    ProgramFailed,
    ffmpeg,
    ffprobe,
    from_file,
    run,
)
from streaming.media.sniff import container_of, is_cut_short

READ_THROUGH = Limits(seconds=600, output=64 << 20)
CAREFULLY = ["-codec_whitelist", ",".join(DECODERS), "-max_pixels", str(MOST_PIXELS)]
NOT_ON_LIST = re.compile(r"Codec \((\w{1,40})\) not on whitelist")
UNKNOWN = "unknown"  # a coding
MOST_STREAMS = 64
MOST_CHAPTERS = 500
LONGEST_TITLE = 200
LONGEST_NAME = 40
ASKED = ":".join(
    (
        "format=duration",
        "chapter=start_time,end_time",
        "chapter_tags=title",
        "stream=index,codec_type,codec_name,width,height,sample_aspect_ratio,avg_frame_rate"
        ",r_frame_rate,field_order,color_space,color_transfer,channels,duration",
        "stream_tags=language,title,rotate",
        "stream_disposition=default,attached_pic,visual_impaired,descriptions",
        "stream_side_data=rotation",
    )
)


def facts_of(path: Path) -> Facts:
    """What is in a file. Reads its head, and all of it only where it says that some is missing.

    Raises ValueError, in words for people, for a file that no package can be made of.
    """
    container = container_of(path)
    with tempfile.TemporaryDirectory() as folder:
        facts = _asked(Path(folder), path, container)
        refuse_what_cannot_be(facts)
        if is_cut_short(path, container):  # or has something else behind its end
            reached = _end_of(Path(folder), path, container)
            if is_shorter(reached, facts.seconds):
                raise ValueError(damaged_at(reached))
    return facts


def _asked(folder: Path, path: Path, container: str) -> Facts:
    source = [*CAREFULLY, *from_file(container)]
    program = ffprobe()
    try:
        if program is None:
            said = overheard.words_of(ffmpeg(), source, folder, path)
            return overheard.facts_in(said, container)
        asking = [program, "-v", "error", "-of", "json", "-show_entries", ASKED, *source]
        said, _log = run(asking, folder, limits=Limits(), source=path)
        return facts_in(json.loads(said), container)
    except ProgramFailed as failure:
        if unknown := NOT_ON_LIST.search(failure.log):
            raise ValueError(coded_as(unknown[1])) from failure
        raise ValueError(_("The file is damaged: it cannot be read.")) from failure


def facts_in(told: dict[str, Any], container: str) -> Facts:
    """Out of ffprobe's JSON. Hostile like the file: whatever is no number counts as none."""
    streams = told.get("streams", [])[:MOST_STREAMS]
    pictures = tuple(_picture(stream) for stream in streams if _is_moving(stream))
    sounds = tuple(_sound(stream) for stream in streams if stream.get("codec_type") == "audio")
    lengths = [told.get("format", {}), *streams]
    seconds = next(filter(None, (_number(each.get("duration")) for each in lengths)), 0.0)
    chapters = tuple(_chapter(each) for each in told.get("chapters", [])[:MOST_CHAPTERS])
    return Facts(container, round(seconds, 3), pictures, sounds, chapters)


def _is_moving(stream: dict[str, Any]) -> bool:
    is_cover = stream.get("disposition", {}).get("attached_pic")
    return stream.get("codec_type") == "video" and not is_cover


def _picture(stream: dict[str, Any]) -> Picture:
    tags, beside = stream.get("tags", {}), stream.get("side_data_list", [])
    turned = next((each["rotation"] for each in beside if "rotation" in each), None)
    clockwise = _number(tags.get("rotate")) if turned is None else -_number(turned)
    rates = (_fraction(stream.get(name)) for name in ("avg_frame_rate", "r_frame_rate"))
    return Picture(
        index=stream["index"],
        codec=stream.get("codec_name", UNKNOWN),
        width=int(_number(stream.get("width"))),
        height=int(_number(stream.get("height"))),
        rate=str(next(filter(None, rates), Fraction(25))),
        rotation=round(clockwise / 90) * 90 % 360,
        pixel_shape=str(_fraction(stream.get("sample_aspect_ratio", "")) or 1),
        is_interlaced=stream.get("field_order", "") in {"tt", "bb", "tb", "bt"},
        matrix=_told(stream.get("color_space")),
        transfer=_told(stream.get("color_transfer")),
    )


def _sound(stream: dict[str, Any]) -> Sound:
    tags, marks = stream.get("tags", {}), stream.get("disposition", {})
    return Sound(
        index=stream["index"],
        codec=stream.get("codec_name", UNKNOWN),
        channels=int(_number(stream.get("channels"))),
        language=tags.get("language", "und")[:35],
        title=tags.get("title", "")[:LONGEST_TITLE],
        is_default=bool(marks.get("default")),
        is_description=bool(marks.get("visual_impaired") or marks.get("descriptions")),
    )


def _chapter(told: dict[str, Any]) -> Chapter:
    title = told.get("tags", {}).get("title", "")[:LONGEST_TITLE]
    return Chapter(_number(told.get("start_time")), _number(told.get("end_time")), title)


def _told(value: Any) -> str:
    """A name of ffmpeg's; nothing where it stands for that nothing was said."""
    return "" if value in {None, UNKNOWN, "reserved"} else str(value)[:LONGEST_NAME]


def _number(value: Any) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return 0.0
    return number if isfinite(number) else 0.0


def _fraction(value: Any) -> Fraction:
    """Of "25/1" or "16:15"; 0 where it is none."""
    try:
        return Fraction(str(value).replace(":", "/"))
    except (ValueError, ZeroDivisionError):
        return Fraction(0)


def _end_of(folder: Path, path: Path, container: str) -> float:
    """How far the first picture can be read, in seconds: its packets are copied to nowhere."""
    command = [ffmpeg(), "-nostdin", "-v", "error", "-progress", "pipe:1", *CAREFULLY]
    command += [*from_file(container), "-map", "0:v:0", "-c", "copy", "-f", "null", "-"]
    reached = Clock()
    try:
        run(command, folder, limits=READ_THROUGH, source=path, on_line=reached)
    except ProgramFailed:
        return reached.seconds
    return reached.seconds
