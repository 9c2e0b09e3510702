"""Uploads that nobody goes on with: finished where all of it is here, taken away after a day."""

from datetime import datetime

import structlog

from streaming.media.uploads import files, steps
from streaming.media.uploads.refusal import Refusal
from streaming.models import FilmUpload

log = structlog.get_logger(__name__)


def sweep(*, at: datetime) -> int:
    """Say how many files were taken away; one without a row goes after the same time."""
    for upload in FilmUpload.objects.select_related("film", "by"):
        finish_if_whole(upload)
    before, removed = at - steps.KEPT_FOR, 0
    for path in files.folder().iterdir():
        try:
            if path.stat().st_mtime < before.timestamp():
                path.unlink()
                removed += 1
        except OSError as error:
            log.error("upload_not_swept", error=error.strerror)
    keys = [path.stem for path in files.folder().glob(f"*{files.SUFFIX}")]
    FilmUpload.objects.filter(begun_at__lt=before).exclude(key__in=keys).delete()
    return removed


def finish_if_whole(upload: FilmUpload) -> None:
    """What a server that ended in between left to do."""
    try:
        if steps.here(upload) == upload.size:
            steps.write(upload, (), offset=upload.size)
    except Refusal as refusal:
        log.info("upload_not_finished", upload=upload.pk, status=refusal.status)
