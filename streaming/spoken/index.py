"""The index of spoken words is written: for the tracks that are out of step with their files.

Nothing has to note an edit: each track in the index names the file that its lines were read from,
and no file is ever written over. What was removed, or has another file since, is out of step from
the very transaction that says so, and a search passes it by.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise

import structlog
from django.db import InternalError, OperationalError, connection, transaction

from catalog.search.engine import engine
from catalog.search.stems import known
from catalog.search.text import Indexed, indexed
from catalog.search.writer import impatient
from streaming.media.captions import Cue
from streaming.media.captions.reading import cues_in
from streaming.models import Captions, SpokenLine, SpokenTrack
from streaming.playback.stored import StorageAway

LINES = 100_000  # numbers for the lines of one track
JOINED = 50_000  # the first for two cues as one line: a line that has it all comes before these
MOST_LINES = JOINED - 1
ENDS = (".", "!", "?", "…", "。", "！", "？", "؟", "।")  # of sentences
LONGEST_PAUSE = 2  # seconds, within a sentence
TRACKS, TEXT = "spoken_tracks", "spoken_lines"
LATEST = 2**31 - 1  # milliseconds that a column holds: twenty-four days
AT_ONCE = 20  # tracks that one search brings into step
OUT_OF_STEP = """
SELECT c.id FROM streaming_captions AS c
LEFT JOIN streaming_spokentrack AS t ON t.track_id = c.id AND t.file = c.file
WHERE t.track_id IS NULL AND c.kind IN (%s, %s)
UNION ALL
SELECT t.track_id FROM streaming_spokentrack AS t
LEFT JOIN streaming_captions AS c ON c.id = t.track_id AND c.kind IN (%s, %s) WHERE c.id IS NULL
"""
log = structlog.get_logger(__name__)


_looked_at: str | None = None  # the mark of all media under which each track was looked at


def up_to_date(mark: str | None) -> None:
    """Bring a few tracks into step, for who is about to search. No query where all are.

    Where another writer is at work, or the database may only be read, the search goes on without;
    where the files are away, so do all searches until something changes: none waits for them.
    mark: of all media, as it was just read (`streaming.releases`).
    """
    global _looked_at
    if mark is not None and mark == _looked_at:
        return
    stale = out_of_step()
    try:
        with impatient():
            write(stale[:AT_ONCE])
    except (OperationalError, InternalError) as error:
        log.info("spoken_not_indexed", error=str(error))
        return
    except StorageAway as away:
        log.error("media_storage_away", error=str(away))
    _looked_at = mark if len(stale) <= AT_ONCE else None


def out_of_step() -> list[int]:
    """The ids of tracks whose lines are not, or no more, those of their files. One query."""
    with connection.cursor() as cursor:
        cursor.execute(OUT_OF_STEP, [*Captions.READABLE, *Captions.READABLE])
        return sorted(pk for (pk,) in cursor.fetchall())


def write(track_ids: list[int]) -> None:
    """Write these tracks' lines anew, each in a transaction of its own."""
    for pk in track_ids:
        with transaction.atomic():
            track = (
                Captions.objects.select_for_update()
                .filter(pk=pk, kind__in=Captions.READABLE)
                .first()
            )
            _write(pk, track, _cues(track) if track else [])


def _cues(track: Captions) -> list[Cue]:
    """A file that is gone has no lines: that shows where it is played. Raises StorageAway."""
    try:
        return cues_in(track)[:MOST_LINES]
    except FileNotFoundError:
        log.error("captions_file_missing", track=track.pk)
        return []


def _write(pk: int, track: Captions | None, cues: list[Cue]) -> None:
    old = SpokenLine.objects.filter(id__range=(pk * LINES, (pk + 1) * LINES - 1))
    gone: dict[int, Indexed | None] = dict.fromkeys(old.values_list("id", flat=True))
    languages = known({track.language}) if track else ()
    lines = list(_lines(pk * LINES, cues))
    texts = {line.pk: indexed([line.text], languages) for line in lines}
    old.delete()
    SpokenLine.objects.bulk_create(lines, batch_size=500)
    engine().replace(TEXT, {**gone, **texts})
    engine().replace(TRACKS, {pk: _whole(texts.values()) if texts else None})
    SpokenTrack.objects.filter(pk=pk).delete()
    if track:
        SpokenTrack.objects.create(track_id=pk, file=str(track.file.name))


def _lines(first: int, cues: list[Cue]) -> Iterator[SpokenLine]:
    """Each cue, then those whose sentence goes on in the next one, together with that."""
    for number, cue in enumerate(cues):
        yield _line(first + number, cue, cue.text)
    for number, (cue, following) in enumerate(pairwise(cues)):
        if _goes_on(cue, following):
            yield _line(first + JOINED + number, cue, f"{cue.text} {following.text}")


def _goes_on(cue: Cue, following: Cue) -> bool:
    """Whether a sentence of one voice does, soon after."""
    is_over = cue.text.rstrip("\"'”’») ").endswith(ENDS)
    is_other = following.speaker not in {"", cue.speaker}
    return not (is_over or is_other) and following.start - cue.end <= LONGEST_PAUSE


def _line(pk: int, cue: Cue, text: str) -> SpokenLine:
    starts_at = min(round(cue.start * 1000), LATEST)
    return SpokenLine(id=pk, starts_at=starts_at, speaker=cue.speaker[:200], text=text)


def _whole(lines: Iterable[Indexed]) -> Indexed:
    """Each word of a track once: where it stands is asked of its lines."""
    words: set[str] = set()
    stems: set[str] = set()
    for line in lines:
        words.update(line.words)
        stems |= line.stems
    return Indexed(sorted(words), stems)
