"""The one clip that every demo film is played from: made here, since no film may be given away."""

import os
import shutil
import tempfile
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage

from filmlib.demo.fixtures import FOLDER
from filmlib.demo.scene import DIGITS, WIDTH, draw_scene
from streaming.media.keeping import place_of
from streaming.media.program import Limits, ProgramFailed, programs, run

SECONDS = 20
RATE = 25  # pictures a second
LIMITS = Limits(seconds=60, memory=1 << 30, file=64 << 20)
MADE = "clip.mp4"
LANGUAGES = ("de", "en")
HOW_TO_GET_IT = (
    "The demonstration clip is missing, so no film can be played: no usable ffmpeg was found."
    " Install it (on Debian or Ubuntu: apt install ffmpeg) and run load_demo again."
)

MOVE = f"overlay=x='-mod(t*{{}},{WIDTH})':shortest=1"  # at so many pixels a second
LAYERS = ("sky", "hills", "fields", "poles", "clock")
HELD = "format=yuva420p,loop=loop=-1:size=1,setpts=N"  # made once, not once a picture
PICTURE = ";".join(
    [
        *(f"[{number}]{HELD}[{layer}]" for number, layer in enumerate(LAYERS)),
        f"[sky][hills]{MOVE.format(16)}[a]",
        f"[a][fields]{MOVE.format(60)}[b]",
        f"[b][poles]{MOVE.format(220)}[c]",
        f"[clock]crop={DIGITS[0]}:{DIGITS[1]}:0:'floor(t)*{DIGITS[1]}'[time]",
        "[c][time]overlay=x=W-w-28:y=36:shortest=1,format=yuv420p[picture]",
    ]
)
# A quiet fifth that swells and fades, and the two beats of a wheel over a joint, once a second.
CHORD = "0.05*(1+0.5*sin(2*PI*t/8))*(sin(2*PI*{}*t)+0.6*sin(2*PI*{}*t))"
WHEEL = "0.22*sin(2*PI*70*t)*(exp(-28*mod(t,1))+0.7*exp(-28*mod(t+0.82,1)))"
SOUND = "|".join(f"{CHORD.format(*pair)}+{WHEEL}" for pair in ((196, 294), (196.5, 293.4)))


def clip_name() -> str:
    """Where the clip is kept, seen from the media's folder."""
    return "demo/clip.mp4"


def words_name(language: str) -> str:
    """Where the clip's captions in a language are kept."""
    return f"demo/clip.{language}.vtt"


def is_made() -> bool:
    return default_storage.exists(clip_name())


def make() -> bool:
    """Keep the captions, and the clip unless it is there; say whether there is a clip now."""
    for language in LANGUAGES:
        words = (FOLDER / f"clip.{language}.vtt").read_bytes()
        if not default_storage.exists(words_name(language)):
            _keep(words_name(language), lambda path, words=words: path.write_bytes(words))
    return is_made() or any(_made_with(program) for program in programs())


def _made_with(program: str) -> bool:
    try:
        _keep(clip_name(), lambda path: _encode(program, path))
    except (OSError, ProgramFailed):  # an ffmpeg without H.264, say
        return False
    return True


def _keep(name: str, write) -> None:
    """Write beside the place, then rename: nobody ever reads half a file. A bucket sees to that."""
    place = place_of(name)
    if place is None:
        _keep_elsewhere(name, write)
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    number, temporary = tempfile.mkstemp(dir=place.parent, suffix=place.suffix)
    os.close(number)
    try:
        write(Path(temporary))
        os.chmod(temporary, 0o644)  # what a server that is another user may read
        os.replace(temporary, place)
    finally:
        Path(temporary).unlink(missing_ok=True)


def _keep_elsewhere(name: str, write) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, Path(name).name)
        write(path)
        with path.open("rb") as file:
            default_storage.save(name, File(file))


def _encode(program: str, target: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        draw_scene(folder, seconds=SECONDS)
        run(_command(program), folder, limits=LIMITS)
        shutil.copyfile(folder / MADE, target)


def _command(program: str) -> list[str]:
    command = [program, "-nostdin", "-y", "-loglevel", "error"]
    for layer in LAYERS:
        command += ["-framerate", str(RATE), "-i", f"./{layer}.png"]
    command += ["-f", "lavfi", "-t", str(SECONDS), "-i", f"aevalsrc='{SOUND}':s=22050:c=stereo"]
    command += ["-filter_complex", PICTURE, "-map", "[picture]", "-map", "5:a"]
    command += ["-c:v", "libx264", "-preset", "superfast", "-crf", "27", "-profile:v", "main"]
    command += ["-g", str(2 * RATE), "-keyint_min", str(2 * RATE), "-sc_threshold", "0"]
    command += [
        "-ar",
        "44100",
        "-c:a",
        "aac",
        "-b:a",
        "96k",
        "-t",
        str(SECONDS),
        "-movflags",
        "+faststart",
    ]
    return [*command, "-map_metadata", "-1", "-f", "mp4", MADE]
