"""How loud the sounds of a film are, and what brings each to the same loudness.

Two passes: the first measures, the second turns the whole up or down by one number and keeps
peaks below full scale. So nothing pumps, and quiet scenes stay quiet beside loud ones.

Source: EBU R 128; AES TD1008, for the loudness of what is streamed.
"""

import re
from collections.abc import Callable, Sequence
from math import isfinite
from pathlib import Path

from streaming.media.probe import CAREFULLY
from streaming.media.program import Limits, ffmpeg, from_file, run

AIM = -18.0  # LUFS
LOUDEST_PEAK = 0.84  # of full scale: 1.5 dB below
SILENCE = -60.0  # LUFS; what is quieter is no sound to be turned up
MOST_GAIN = 20.0  # dB
ALIKE = "aresample=48000:async=1:first_pts=0,aformat=sample_fmts=fltp:channel_layouts=stereo"
MEASURED = re.compile(
    r"_ebur128_(\d+) @ [^]]*\] Summary:\s+Integrated loudness:\s+I:\s+(-?[\d.]+|-?inf|nan) LUFS"
)
WORDS = 1_000  # lines: what is measured stands at the end, eleven lines for each sound


def measured(
    folder: Path,
    source: Path,
    container: str,
    sounds: Sequence[int],
    *,
    seconds: float,
    on_line: Callable[[str], object],
) -> list[float]:
    """The loudness of each sound, given by its stream, in LUFS; `SILENCE` where there is none.

    seconds: how long it may take. Raises ProgramFailed.
    """
    if not sounds:
        return []
    chains = [
        f"[0:{index}]{ALIKE},ebur128=framelog=verbose[m{place}]"
        for place, index in enumerate(sounds)
    ]
    command = [ffmpeg(), "-nostdin", "-hide_banner", "-nostats", "-progress", "pipe:1"]
    command += ["-vn", "-sn", "-dn", *CAREFULLY, *from_file(container)]
    command += ["-filter_complex", ";".join(chains)]
    for place in range(len(sounds)):
        command += ["-map", f"[m{place}]"]
    _printed, said = run(
        [*command, "-f", "null", "-"],
        folder,
        limits=Limits(seconds=seconds, words=WORDS),
        source=source,
        on_line=on_line,
    )
    # Where a sound changes its shape, ffmpeg lays its filters anew: the last word counts.
    last = {int(number): float(value) for number, value in MEASURED.findall(said)}
    heard = [value if isfinite(value) else SILENCE for _number, value in sorted(last.items())]
    return heard + [SILENCE] * (len(sounds) - len(heard))


def levelled(loudness: float) -> str:
    """The filters that make a sound as loud as all others."""
    gain = min(AIM - loudness, MOST_GAIN) if loudness > SILENCE else 0.0
    return f"{ALIKE},volume={gain:.2f}dB,alimiter=limit={LOUDEST_PEAK}:level=disabled"
