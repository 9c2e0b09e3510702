"""The index of spoken words: which lines of which tracks it holds (`streaming.spoken`).

The words themselves stand in tables of the database's own full-text search, beside these.
"""

from django.db import models


class SpokenTrack(models.Model):
    """A track whose lines are in the index. file: the one they were read from, by its name.

    What of it still holds is seen by comparing: a track that was removed, or has another file by
    now, is out of step.
    """

    track_id = models.BigIntegerField(primary_key=True)
    file = models.CharField(max_length=300)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.file


class SpokenLine(models.Model):
    """What one voice says in one go. id: of the track, times 100,000, and the number of the line.

    From 50,000 on it is a sentence of two cues, at the first one's moment. starts_at: in
    milliseconds.
    """

    id = models.BigIntegerField(primary_key=True)
    starts_at = models.PositiveIntegerField()
    speaker = models.CharField(max_length=200)
    text = models.TextField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.text
