"""What a track says, and when: its text without a trace of markup."""

from dataclasses import dataclass

from streaming.media.captions.payload import voices_in
from streaming.media.captions.webvtt import read


@dataclass(frozen=True)
class Cue:
    """What one voice says in one go. start, end: in seconds. text: plain, may have several lines.

    speaker: by name, where the track says it.
    """

    start: float
    end: float
    text: str
    speaker: str = ""


def cues_of(text: str) -> list[Cue]:
    """The cues of a WebVTT file, in the order of their times; those without words are left out.

    Text that is not quite WebVTT is read as a browser reads it. A cue in which several voices
    speak comes once for each.
    """
    cues = sorted(read(text).cues, key=lambda cue: (cue.start, -cue.end))
    return [
        Cue(cue.start / 1000, cue.end / 1000, words, speaker)
        for cue in cues
        for speaker, words in voices_in(cue.payload)
    ]
