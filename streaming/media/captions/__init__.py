"""Captions: what is said in a film, as text with times.

- `cues_of` gives the text of a track for whoever shows, searches or counts it.
- `webvtt` reads the one format that is kept, and says with its line what departs from the form.
"""

from streaming.media.captions.cues import Cue, cues_of

__all__ = ["Cue", "cues_of"]
