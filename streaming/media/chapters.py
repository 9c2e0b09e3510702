"""A film's own chapters, as a track that may be offered beside its captions."""

from streaming.media.captions.writing import clock
from streaming.media.facts import Chapter

LEAST = 2  # one chapter is no help to find anything


def chapters_of(chapters: tuple[Chapter, ...], seconds: float) -> str:
    """WebVTT of those that have a title and lie in the film; nothing where there are too few."""
    told = [each for each in chapters if each.title.strip() and 0 <= each.start < seconds]
    if len(told) < LEAST:
        return ""
    cues = ["WEBVTT", ""]
    for chapter in told:
        end = min(max(chapter.end, chapter.start + 0.001), seconds)
        times = f"{clock(round(chapter.start * 1000))} --> {clock(round(end * 1000))}"
        cues += [times, _escaped(chapter.title), ""]
    return "\n".join(cues)


def _escaped(title: str) -> str:
    """Text of a cue, on one line. Source: W3C WebVTT, 4.2."""
    line = " ".join(title.split())
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
