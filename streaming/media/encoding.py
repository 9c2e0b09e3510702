"""The one run of ffmpeg that makes all steps and sounds of a film, of one decoding."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from streaming.media.facts import Facts
from streaming.media.ladder import Step, rate_of, steps_of
from streaming.media.loudness import levelled
from streaming.media.probe import CAREFULLY
from streaming.media.program import Limits, cores, ffmpeg, from_file, run
from streaming.media.sounds import Offered, offered

SEGMENT = 6  # seconds
JUMP = 2  # seconds between the pictures that one can jump to; a segment is a whole number of them
SOUND_BITS = 128_000  # a second
QUALITY = 23  # x264's: lower is better, and larger
PRESET = "veryfast"
SMALL = 1280 * 720  # pixels
MEMORY_OF_SMALL, MEMORY = 768 << 20, 3 << 30  # bytes; measured on two cores: 0.3 and 0.7 GB
LARGEST_OF_SD = 576  # pixels high
AS_HD = "setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709"
# White at 203 cd/m², as ITU-R BT.2408 has it; what is brighter is bent down by a curve.
TO_USUAL_RANGE = (
    "zscale=transfer=linear:npl=203,format=gbrpf32le,zscale=primaries=bt709,"
    "tonemap=mobius:desat=0,zscale=transfer=bt709:matrix=bt709:range=tv,format=yuv420p"
)
MOST_CORES = 8  # each takes memory in every step, and more of them gain little
LARGEST_FILE = 64 << 30


@dataclass(frozen=True)
class Plan:
    """What is made of a file: steps, lowest first, and sounds, the first of them on.

    held: seconds that the last picture stays for, where the sound goes on behind it.
    """

    facts: Facts
    steps: list[Step]
    sounds: list[Offered]
    held: float = 0.0

    @property
    def bits(self) -> int:
        """The most that a second of all of it takes."""
        return sum(step.most_bits for step in self.steps) + SOUND_BITS * len(self.sounds)

    @property
    def memory(self) -> int:
        """Bytes that its making may take."""
        picture = self.facts.picture
        return MEMORY_OF_SMALL if picture.width * picture.height <= SMALL else MEMORY

    @property
    def longest(self) -> float:
        """Seconds that its making may take: slow machines, long films, and an end."""
        return 300 + 20 * self.facts.seconds


def plan_of(facts: Facts) -> Plan:
    return Plan(facts, steps_of(facts.picture), offered(facts.sounds))


def encode(
    plan: Plan,
    loudness: Iterable[float],
    folder: Path,
    source: Path,
    *,
    on_line: Callable[[str], object],
) -> str:
    """Make playlists and segments of all steps and sounds in a folder; give the program's words.

    loudness: of each sound, in LUFS. Raises ProgramFailed.
    """
    limits = Limits(seconds=plan.longest, memory=plan.memory, file=LARGEST_FILE)
    command = command_of(plan, loudness)
    _printed, said = run(command, folder, limits=limits, source=source, on_line=on_line)
    return said


def command_of(plan: Plan, loudness: Iterable[float]) -> list[str]:
    """What ffmpeg is told, in a folder where the film is called `SOURCE`."""
    command = [ffmpeg(), "-nostdin", "-y", "-v", "warning", "-progress", "pipe:1", *_threads()]
    command += [*CAREFULLY, *from_file(plan.facts.container)]
    command += ["-filter_complex", ";".join([_pictures(plan), *_sounds(plan, loudness)])]
    return [*command, *_outputs(plan), *_threads(), *_segments(plan)]


def _threads() -> list[str]:
    return ["-threads", str(min(cores(), MOST_CORES))]


def _pictures(plan: Plan) -> str:
    """Each picture once: in its time, each step in its size."""
    picture, count = plan.facts.picture, len(plan.steps)
    woven = "bwdif=mode=send_frame:deint=interlaced," if picture.is_interlaced else ""
    names = "".join(f"[p{place}]" for place in range(count))
    held = f",tpad=stop_mode=clone:stop_duration={plan.held:.3f}" if plan.held else ""
    timed = f"{woven}fps={rate_of(picture)}:start_time=0{held}{_coloured(plan)}"
    chains = [f"[0:{picture.index}]{timed},split={count}{names}"]
    chains += [
        f"[p{place}]scale={step.width}:{step.height},setsar=1,format=yuv420p[v{place}]"
        for place, step in enumerate(plan.steps)
    ]
    return ";".join(chains)


def _coloured(plan: Plan) -> str:
    """The filter that brings colours to what all screens show, or says what they are."""
    picture, largest = plan.facts.picture, plan.steps[-1]
    if picture.has_high_range:
        return f",scale={largest.width}:{largest.height},{TO_USUAL_RANGE}"
    if not picture.matrix and picture.height > LARGEST_OF_SD:
        return f",{AS_HD}"  # the smaller steps would be taken for SD, and be of other colours
    return ""


def _sounds(plan: Plan, loudness: Iterable[float]) -> list[str]:
    return [
        f"[0:{sound.index}]{levelled(loud)}[a{place}]"
        for place, (sound, loud) in enumerate(zip(plan.sounds, loudness, strict=True))
    ]


def _outputs(plan: Plan) -> list[str]:
    """How each stream is coded."""
    options = ["-c:v", "libx264", "-preset", PRESET, "-crf", str(QUALITY), "-profile:v", "high"]
    # The same moments in each step, whatever is seen there: so that players can change at them.
    options += ["-sc_threshold", "0", "-force_key_frames", f"expr:gte(t,n_forced*{JUMP})"]
    options += ["-c:a", "aac", "-b:a", str(SOUND_BITS), "-ar", "48000"]
    for place, step in enumerate(plan.steps):
        options += ["-map", f"[v{place}]", f"-level:v:{place}", step.level]
        options += [f"-maxrate:v:{place}", str(step.most_bits)]
        options += [f"-bufsize:v:{place}", str(2 * step.most_bits)]
    for place, sound in enumerate(plan.sounds):
        options += [
            "-map",
            f"[a{place}]",
            f"-metadata:s:a:{place}",
            f"language={sound.audio.language}",
        ]
    # A file may be longer than it says, but not endless.
    longest = ceil(plan.facts.seconds * 1.05) + SEGMENT
    return [*options, "-map_metadata", "-1", "-map_chapters", "-1", "-t", str(longest)]


def _segments(plan: Plan) -> list[str]:
    streams = [f"v:{place},name:{step.name}" for place, step in enumerate(plan.steps)]
    streams += [f"a:{place},name:{sound.name}" for place, sound in enumerate(plan.sounds)]
    # Where there is one stream alone, ffmpeg leaves this one name as it is written.
    stem = "%v" if len(streams) > 1 else plan.steps[0].name
    return [
        *("-f", "hls", "-hls_time", str(SEGMENT), "-hls_playlist_type", "vod"),
        *("-hls_segment_type", "fmp4", "-hls_flags", "independent_segments"),
        *("-start_number", "1", "-hls_fmp4_init_filename", f"{stem}_init.mp4"),
        *("-hls_segment_filename", "%v_%05d.m4s", "-var_stream_map", " ".join(streams)),
        "%v.m3u8",
    ]
