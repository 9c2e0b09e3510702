"""A track that is kept, read: whatever folder or bucket its file lies in."""

from contextlib import closing

from streaming.media.captions.cues import Cue, cues_of
from streaming.models import Captions
from streaming.playback.stored import media_storage


def cues_in(track: Captions) -> list[Cue]:
    """Raises FileNotFoundError, and StorageAway for a storage on another machine."""
    with closing(media_storage.opened(str(track.file.name))) as file:
        data = b"".join(file.read(range(file.state.size)))
    return cues_of(data.decode(errors="replace"))
