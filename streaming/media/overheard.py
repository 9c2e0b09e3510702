"""Facts out of what ffmpeg says of a file, for where there is an ffmpeg without its ffprobe."""

import re
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from streaming.media.facts import Chapter, Facts, Picture, Sound
from streaming.media.program import Limits, ProgramFailed, run

MOST_WORDS = 2_000  # lines
UNDERSTOOD = "At least one output file must be specified"
# The file's own lines stand two columns in; each stream and chapter brings its own, further in.
BLOCKS = re.compile(r"^ {2,4}(?=Stream #|Chapter #|Duration: )", re.MULTILINE)
LENGTH = re.compile(r"Duration: (\d+):(\d\d):(\d\d(?:\.\d+)?)")
STREAM = re.compile(
    r"Stream #0:(?P<index>\d+)(?:\[\w+\])?(?:\((?P<language>\w+)\))?: "
    r"(?P<kind>Video|Audio): (?P<codec>\w+)"
)
CHAPTER = re.compile(r"Chapter #0:\d+: start (-?[\d.]+), end (-?[\d.]+)")
TITLE = re.compile(r"^\s+title\s+: (.{1,200})", re.MULTILINE)
SIZE = re.compile(r", (\d{1,6})x(\d{1,6})\b")
SHAPE = re.compile(r"SAR (\d{1,6}):(\d{1,6})")
RATE = re.compile(r"(\d+(?:\.\d+)?) (?:fps|tbr)")
TURNED = re.compile(r"rotation of (-?\d+(?:\.\d+)?) degrees")
INTERLACED = re.compile(r"(?:top|bottom) (?:first|coded first)")
# One name where matrix, primaries and transfer are called the same, else all three.
COLOURS = re.compile(
    r", \w+\((?:[^),]+ bpc, )?(?:(?:tv|pc), )?(?P<matrix>[\w-]+)(?:/[\w-]+/(?P<transfer>[\w-]+))?"
)
NO_COLOURS = {"tv", "pc", "progressive", "top", "bottom", "unknown"}
CHANNELS = {"mono": 1, "stereo": 2, "quad": 4, "5.0": 5, "5.1": 6, "6.1": 7, "7.1": 8}
# What a rate told with two decimals stands for.
RATES = {"23.98": "24000/1001", "29.97": "30000/1001", "59.94": "60000/1001"}


def words_of(program: str, source: Sequence[str], folder: Path, path: Path) -> str:
    """All that ffmpeg says of a file when nothing is asked of it.

    Raises ProgramFailed when it cannot read the file.
    """
    asking = [program, "-nostdin", "-hide_banner", *source]
    try:
        return run(asking, folder, limits=Limits(words=MOST_WORDS), source=path)[1]
    except ProgramFailed as failure:
        if UNDERSTOOD in failure.log:
            return failure.log
        raise


def facts_in(said: str, container: str) -> Facts:
    """Out of the words; what they do not tell is as if it were not."""
    blocks = BLOCKS.split(said)
    streams = [(found, block) for block in blocks if (found := STREAM.match(block))]
    length = next(filter(None, map(LENGTH.match, blocks)), None)
    hours, minutes, seconds = length.groups() if length else ("0", "0", "0")
    return Facts(
        container,
        round(int(hours) * 3600 + int(minutes) * 60 + float(seconds), 3),
        tuple(_picture(*each) for each in streams if _is_moving(*each)),
        tuple(_sound(*each) for each in streams if each[0]["kind"] == "Audio"),
        tuple(_chapter(block) for block in blocks if CHAPTER.match(block)),
    )


def _is_moving(found: re.Match[str], block: str) -> bool:
    return found["kind"] == "Video" and "(attached pic)" not in block.partition("\n")[0]


def _picture(found: re.Match[str], block: str) -> Picture:
    size, shape, rate = SIZE.search(block), SHAPE.search(block), RATE.search(block)
    turned = TURNED.search(block)
    return Picture(
        index=int(found["index"]),
        codec=found["codec"],
        width=int(size[1]) if size else 0,
        height=int(size[2]) if size else 0,
        rate=RATES.get(rate[1]) or str(Fraction(rate[1])) if rate else "25",
        rotation=round(-float(turned[1]) / 90) * 90 % 360 if turned else 0,
        pixel_shape=str(Fraction(int(shape[1]), int(shape[2]) or 1)) if shape else "1",
        is_interlaced=bool(INTERLACED.search(block)),
        **_colours(block),
    )


def _colours(block: str) -> dict[str, str]:
    found = COLOURS.search(block.partition("\n")[0])
    if found is None:
        return {}
    told = {"matrix": found["matrix"], "transfer": found["transfer"] or found["matrix"]}
    return {name: value for name, value in told.items() if value not in NO_COLOURS}


def _sound(found: re.Match[str], block: str) -> Sound:
    first, _newline, _rest = block.partition("\n")
    words = re.split(r"[,(]\s*", first)
    return Sound(
        index=int(found["index"]),
        codec=found["codec"],
        channels=next((CHANNELS[word.strip()] for word in words if word.strip() in CHANNELS), 0),
        language=found["language"] or "und",
        title=_title(block),
        is_default="(default)" in first,
        is_description="(visual impaired)" in first or "(descriptions)" in first,
    )


def _chapter(block: str) -> Chapter:
    found = CHAPTER.match(block)
    assert found is not None
    return Chapter(float(found[1]), float(found[2]), _title(block))


def _title(block: str) -> str:
    found = TITLE.search(block)
    return found[1].strip() if found else ""
