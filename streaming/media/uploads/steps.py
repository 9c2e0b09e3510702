"""What a file meets on its way in: it is begun, comes piece by piece, and is finished or left."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http import HTTPStatus

import structlog
from django.conf import settings
from django.contrib.auth.models import User
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from catalog.models import Film
from streaming.media import arrival
from streaming.media.program import NoProgram
from streaming.media.sniff import HEAD, container_in
from streaming.media.typed_name import typed_name_of
from streaming.media.uploads import files
from streaming.media.uploads.header import Checksum
from streaming.media.uploads.refusal import Full, Refusal
from streaming.media.uploads.writing import append
from streaming.models import FilmUpload, Version

KEPT_FOR = timedelta(days=1)  # since its last byte

log = structlog.get_logger(__name__)


@contextmanager
def _faults_in_words() -> Iterator[None]:
    """Say as a Refusal what the machine did not do."""
    try:
        yield
    except NoProgram as error:
        raise Refusal(HTTPStatus.SERVICE_UNAVAILABLE, str(error)) from error
    except OSError as error:
        log.error("upload_not_written", error=error.strerror)
        if error.errno in arrival.NO_ROOM:
            words = _("The disk is full. What came so far is kept: free some space, then go on.")
            raise Full(words) from error
        words = _("The library cannot write to its disk now. Tell who runs it, then go on here.")
        raise Refusal(HTTPStatus.SERVICE_UNAVAILABLE, words) from error


@_faults_in_words()
def begin(film: Film, *, typed_name: str, size: int, by: User) -> FilmUpload:
    """Make room for a file. size: in bytes. Raises Refusal where it is too much."""
    refuse_size(size)
    upload = FilmUpload(film=film, by=by, typed_name=typed_name_of(typed_name), size=size)
    files.make(upload.key)
    upload.save()
    return upload


def refuse_size(size: int) -> None:
    """Raises Refusal for a file that is none, is too large, or has no room here."""
    largest, room = largest_size(), files.room() - _promised()
    if size == 0:
        raise Refusal(HTTPStatus.BAD_REQUEST, _("The file is empty."))
    sizes = {"size": filesizeformat(size), "most": filesizeformat(largest)}
    if size > largest:
        words = _("The file has %(size)s; at most %(most)s are taken.")
        raise Refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, words % sizes)
    if size > room:
        words = _("The file has %(size)s, and %(room)s are free. Nothing was changed.")
        raise Full(words % (sizes | {"room": filesizeformat(max(room, 0))}))


def largest_size() -> int:
    """Of a film's file, in bytes."""
    return settings.LARGEST_UPLOAD * 1024**2


def here(upload: FilmUpload) -> int:
    """How much of it is here, in bytes; raises Refusal where it is over."""
    try:
        return files.path_of(upload.key).stat().st_size
    except FileNotFoundError:
        raise Refusal(HTTPStatus.GONE, _("This upload is over. Begin it anew.")) from None


def expires_at(upload: FilmUpload) -> datetime:
    written_at = files.path_of(upload.key).stat().st_mtime
    return datetime.fromtimestamp(written_at, UTC).replace(microsecond=0) + KEPT_FOR


@_faults_in_words()
def write(
    upload: FilmUpload, pieces: Iterable[bytes], *, offset: int, checksum: Checksum | None = None
) -> Version | None:
    """Add what comes to the file; the version made of it once it is whole.

    offset: where the sender believes that the file ends. Raises Refusal; the file then ends
    where its own size says, and whoever asks for that goes on from there. What cannot be a film by
    its first bytes is over with them, however much was still to come.
    """
    try:
        with files.opened(upload.key) as file:
            if offset != os.fstat(file).st_size:
                words = _("The file goes on elsewhere than was said.")
                raise Refusal(HTTPStatus.CONFLICT, words)
            append(file, pieces, most=upload.size - offset, checksum=checksum)
            if os.fstat(file).st_size == upload.size:
                return finish(upload)
            if offset < HEAD:
                _refuse_what_begins_otherwise(upload, os.pread(file, HEAD, 0))
            return None
    except FileNotFoundError:
        raise Refusal(HTTPStatus.GONE, _("This upload is over. Begin it anew.")) from None
    except files.InUse:
        raise Refusal(HTTPStatus.LOCKED, _("Another request is sending this file.")) from None


def finish(upload: FilmUpload) -> Version:
    """Hand the whole file over, or raise Refusal."""
    with _over_where_refused(upload):
        version = arrival.receive(
            upload.film,
            files.path_of(upload.key),
            typed_name=upload.typed_name,
            by=upload.by.get_username(),
        )
    give_up(upload)
    return version


def _refuse_what_begins_otherwise(upload: FilmUpload, head: bytes) -> None:
    """Raises Refusal, and frees the room, where a file begins as no film does."""
    if len(head) == HEAD:
        with _over_where_refused(upload):
            container_in(head)


@contextmanager
def _over_where_refused(upload: FilmUpload) -> Iterator[None]:
    """What is no film is gone after that; Refusal says why."""
    try:
        yield
    except ValueError as refusal:
        give_up(upload)
        raise Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, str(refusal)) from refusal


def give_up(upload: FilmUpload) -> None:
    FilmUpload.objects.filter(pk=upload.pk).delete()
    files.remove(upload.key)


def unfinished(film: Film, by: User) -> list[tuple[FilmUpload, int]]:
    """What somebody began for a film and left, with how much of each is here."""
    found = []
    for upload in FilmUpload.objects.filter(film=film, by=by):
        try:
            found.append((upload, here(upload)))
        except Refusal:
            continue
    return found


def _promised() -> int:
    """Bytes that are still to come of what was begun."""
    left = 0
    for upload in FilmUpload.objects.all():
        path = files.path_of(upload.key)
        left += upload.size - path.stat().st_size if path.exists() else 0
    return left
