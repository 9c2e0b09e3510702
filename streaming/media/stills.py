"""Pictures out of the film that was made: small ones to find a moment by, large ones for a poster.

They are taken from our own segments, not from the file that was handed over.
"""

from collections.abc import Sequence
from math import ceil
from pathlib import Path

from PIL import Image as Pillow
from PIL import ImageStat

from streaming.media.captions.writing import clock
from streaming.media.encoding import JUMP
from streaming.media.ladder import Step, fitted
from streaming.media.package import Package
from streaming.media.playlist import Measured
from streaming.media.program import Limits, ffmpeg, from_file, run

SPRITE = (160, 90)  # pixels, at most
EVERY = 10  # seconds
MOST_SPRITES = 720  # in a longer film they stand further apart
SHORTEST = 1  # second that a small picture stands for
COLUMNS, ROWS = 10, 10  # of a sheet
MOMENTS = (0.1, 0.25, 0.4, 0.55, 0.7, 0.85)  # of the film, where a poster may be found
CONTRAST = 12  # of 255: less is black, white or fog
PIECE = "piece.mp4"
LIMITS = Limits(seconds=1800, memory=1 << 30, file=64 << 20)


def joined(folder: Path, name: str, numbers: Sequence[int], to: str) -> Path:
    """The head of a step or sound and some of its segments as one file, which can be read."""
    path = folder / to
    with path.open("wb") as whole:
        parts = [f"{name}_init.mp4", *(f"{name}_{number:05}.m4s" for number in numbers)]
        for part in parts:
            whole.write((folder / part).read_bytes())
    return path


def make_sprites(folder: Path, film: str, step: Step, seconds: float) -> None:
    """Sheets of small pictures, and the track that says which shows when.

    film: a file of the step. Reads only those pictures that stand for themselves.
    """
    every = max(EVERY, JUMP * ceil(seconds / MOST_SPRITES / JUMP))  # where a picture stands alone
    width, height = fitted((step.width, step.height), SPRITE)
    chosen = f"select='not(mod(round(t),{every}))'"
    shown = f"{chosen},scale={width}:{height},tile={COLUMNS}x{ROWS}"
    command = [ffmpeg(), "-nostdin", "-y", "-v", "error", "-skip_frame", "nokey"]
    command += [*from_file("mov", film), "-an", "-vf", shown, "-q:v", "5"]
    command += ["-fps_mode", "passthrough", "sprites-%d.jpg"]
    run(command, folder, limits=LIMITS)
    count = max(1, ceil((seconds - SHORTEST) / every))
    (folder / Package.SPRITES).write_text(track_of(count, every, seconds, (width, height)))


def track_of(count: int, every: int, seconds: float, size: tuple[int, int]) -> str:
    """WebVTT: the part of which sheet shows each moment."""
    width, height = size
    cues = ["WEBVTT", ""]
    for number in range(count):
        sheet, place = divmod(number, COLUMNS * ROWS)
        row, column = divmod(place, COLUMNS)
        end = seconds if number == count - 1 else (number + 1) * every
        cues += [
            f"{clock(number * every * 1000)} --> {clock(round(end * 1000))}",
            f"sprites-{sheet + 1}.jpg#xywh={column * width},{row * height},{width},{height}",
            "",
        ]
    return "\n".join(cues)


def make_posters(folder: Path, step: Step, measured: Measured) -> tuple[str, ...]:
    """Pictures that a poster may be chosen from, each the most usual one of some seconds."""
    names: list[str] = []
    count = len(measured.seconds)
    for segment in dict.fromkeys(int(moment * count) + 1 for moment in MOMENTS):
        joined(folder, step.name, [segment], PIECE)
        name = f"poster-{len(names) + 1}.jpg"
        command = [ffmpeg(), "-nostdin", "-y", "-v", "error", *from_file("mov", PIECE)]
        command += ["-vf", "thumbnail=n=48", "-frames:v", "1", "-q:v", "3", name]
        run(command, folder, limits=LIMITS)
        if _shows_something(folder / name):
            names.append(name)
    (folder / PIECE).unlink(missing_ok=True)
    (folder / f"poster-{len(names) + 1}.jpg").unlink(missing_ok=True)
    return tuple(names)


def _shows_something(path: Path) -> bool:
    if not path.exists():
        return False
    with Pillow.open(path) as picture:
        return ImageStat.Stat(picture.convert("L")).stddev[0] >= CONTRAST
