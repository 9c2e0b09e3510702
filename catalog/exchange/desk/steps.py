"""A file's way from the upload to its import: each step is taken once, by whoever is first."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog import jobs
from catalog.exchange.desk import files
from catalog.exchange.importing.sources import LONGEST, source_named, usual_source
from catalog.exchange.reading import headings_of
from catalog.exchange.reading.tables.own import SIGN
from catalog.models import ImportRun, Job, Source, Upload
from catalog.models.upload import new_folder

State = Upload.State
KEPT_FOR = timedelta(days=1)
LONGEST_NAME = 200
PLAN, APPLY = "plan_import", "apply_import"  # kinds of work
CHANGED = gettext_lazy(
    "The library changed since this was looked through, so nothing was brought in yet. This is"
    " what would happen now."
)


def receive(pieces: Iterable[bytes], *, name: str, size: int, source: str, by: Any) -> Upload:
    """Keep a file, and begin to look through it; of a table the headings are asked for first.

    source: the name of the list that the file is an edition of, known here or new; without one
    the file tells. Raises Unreadable, with words, for a file that is none of ours.
    """
    sweep(at=timezone.now())
    folder = new_folder()
    path = files.keep(pieces, folder)
    try:
        with path.open("rb") as file:
            headings = headings_of(file, name=name)
            source = source or usual_source(file, name=name)
    except BaseException:
        files.remove(folder)
        raise
    is_own = SIGN in {heading.text for heading in headings}  # what we wrote we can read
    upload = Upload(
        source=source,
        name=name[:LONGEST_NAME],
        size=size,
        folder=folder,
        headings=[] if is_own else [[heading.text, heading.fact] for heading in headings],
        state=State.PLANNING if is_own or not headings else State.HEADINGS,
        by=by,
    )
    with transaction.atomic():
        upload.save()
        if upload.state == State.PLANNING:
            jobs.put(PLAN, upload.pk)
    return upload


def source_of(upload: Upload) -> Source:
    """The source of that name, or of its short one; a new one is not saved yet."""
    known = Source.objects.filter(name__iexact=upload.source).first()
    if known is not None:
        return known
    source = source_named(slugify(upload.source)[:LONGEST].strip("-_") or "file")
    if source.name == source.slug:
        source.name = upload.source
    return source


def confirm_headings(
    upload: Upload, meanings: Iterable[str], orders: Mapping[str, str] | None = None
) -> bool:
    """Take the facts that a person says the headings mean, in their order; say if it was time.

    orders: heading -> how its dates are read, of those that were asked about.
    """
    pairs = zip(upload.headings, meanings, strict=True)
    confirmed = [[text, fact] for (text, _guessed), fact in pairs]
    dates = {
        heading: [text, (orders or {}).get(heading, order)]
        for heading, (text, order) in upload.dates.items()
    }
    return _step(upload, {State.HEADINGS}, State.PLANNING, PLAN, headings=confirmed, dates=dates)


def ask_dates(upload: Upload, columns: Mapping[str, str]) -> bool:
    """Back to the headings: below these are dates that can be read in two ways."""
    dates = upload.dates | {heading: [text, ""] for heading, text in columns.items()}
    return _step(upload, {State.PLANNING, State.APPLYING}, State.HEADINGS, "", dates=dates)


def look_again(upload: Upload) -> bool:
    """Back to the headings of a table; what has none is looked through anew."""
    before = {State.PLANNED}
    if upload.headings or upload.dates:
        return _step(upload, before, State.HEADINGS, "")
    return _step(upload, before, State.PLANNING, PLAN)


def confirm(upload: Upload, digest: str, *, keeps_good: bool, as_drafts: bool) -> bool:
    """Bring in what the preview with this digest showed; say whether that was still to be done."""
    return _step(
        upload,
        {State.PLANNED},
        State.APPLYING,
        APPLY,
        having={"digest": digest},
        keeps_good=keeps_good,
        as_drafts=as_drafts,
    )


def cancel(upload: Upload) -> bool:
    """Give a file up that is not being brought in; say whether it could be."""
    given_up = _step(upload, set(Upload.UNFINISHED) - {State.APPLYING}, State.CANCELLED, "")
    if given_up:
        files.remove(upload.folder)
    return given_up


def sweep(*, at: datetime) -> None:
    """Take away what nobody said yes or no to for a day."""
    waiting = Upload.objects.filter(state__in=set(Upload.UNFINISHED) - {State.APPLYING})
    for upload in waiting.filter(put_at__lt=at - KEPT_FOR):
        if cancel(upload):
            Upload.objects.filter(pk=upload.pk).update(words=_("Nobody said yes for a day."))


def planned(upload: Upload, *, digest: str, counts: dict[str, Any]) -> bool:
    return _step(upload, {State.PLANNING}, State.PLANNED, "", digest=digest, counts=counts)


def plan_again(upload: Upload) -> bool:
    """What was said yes to is not what would happen any more: look again, and ask again."""
    return _step(upload, {State.APPLYING}, State.PLANNING, PLAN, words=str(CHANGED))


def done(upload: Upload, run: ImportRun) -> bool:
    return _step(upload, {State.APPLYING}, State.DONE, "", run=run)


def fail(upload: Upload, words: str) -> bool:
    is_failed = _step(upload, {State.PLANNING, State.APPLYING}, State.FAILED, "", words=words)
    if is_failed:
        files.remove(upload.folder)
    return is_failed


def job_of(upload: Upload) -> Job | None:
    """The work that is done, or was last done, with a file."""
    kind = APPLY if upload.state == State.APPLYING else PLAN
    return Job.objects.filter(kind=kind, key=str(upload.pk)).order_by("-pk").first()


def settle(upload: Upload) -> None:
    """Say so where the work with a file was given up, and nobody is at it any more."""
    job = job_of(upload) if upload.is_at_work else None
    if job is not None and job.state == Job.State.FAILED:
        fail(upload, job.words)


def _step(
    upload: Upload,
    before: set[State],
    after: State,
    kind: str,
    *,
    having: dict[str, Any] | None = None,
    **values: Any,
) -> bool:
    """From one state to the next, with the work that belongs to it, if nobody was quicker."""
    with transaction.atomic():
        mine = Upload.objects.filter(pk=upload.pk, state__in=before, **(having or {}))
        is_taken = bool(mine.update(state=after, **values))
        if is_taken and kind:
            jobs.put(kind, upload.pk)
    upload.refresh_from_db()
    return is_taken
