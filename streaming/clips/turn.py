"""Whose turn it is where the clips of a list play one after the other."""

from collections.abc import Sequence
from dataclasses import dataclass

from streaming.clips.shown import ShownClip


@dataclass(frozen=True)
class Turn:
    """now: the clip that plays; None where the visitor may watch none of those asked for.

    skipped: those passed by on the way to it, or to the end. after: the one that plays next.
    """

    now: ShownClip | None
    skipped: tuple[ShownClip, ...]
    after: ShownClip | None


def turn_of(clips: Sequence[ShownClip], number: int) -> Turn:
    """The first clip from that number on that the visitor may watch. number: from 1."""
    asked = [clip for clip in clips if clip.number >= number]
    playable = [clip for clip in asked if clip.may_play]
    now, after = [*playable, None, None][:2]
    end = now.number if now else len(clips) + 1
    before = max((clip.number for clip in clips if clip.may_play and clip.number < end), default=0)
    passed = (clip for clip in clips if before < clip.number < end)
    return Turn(now, tuple(passed), after)
