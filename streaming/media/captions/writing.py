"""A track as WebVTT."""

from streaming.media.captions.foreign import Track
from streaming.media.captions.webvtt import TimedText

ARROW = "-->"


def written(track: Track) -> str:
    """A whole file: notes and styles first, then the cues in order."""
    blocks = ["WEBVTT"]
    blocks += [f"NOTE\n{_without_arrows(note)}" for note in track.notes if note]
    blocks += [f"STYLE\n{style}" for style in track.styles if style and ARROW not in style]
    return "\n\n".join([*blocks, *map(_cue, track.cues)]) + "\n"


def _cue(cue: TimedText) -> str:
    name = _without_arrows(cue.name)
    times = f"{clock(cue.start)} --> {clock(cue.end)}"
    head = f"{times} {cue.settings}" if cue.settings else times
    return "\n".join([*([name] if name else []), head, cue.payload])


def clock(milliseconds: int) -> str:
    """A moment as WebVTT writes it."""
    seconds, thousandths = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{thousandths:03}"


def _without_arrows(text: str) -> str:
    return text.replace(ARROW, "→")
