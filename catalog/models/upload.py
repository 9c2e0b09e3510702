"""A file of films on its way in (see `catalog.exchange.desk`)."""

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models.source import ImportRun


def new_folder() -> str:
    """A name that nobody can guess, for a folder that only this file has."""
    return secrets.token_hex(16)


class Upload(models.Model):
    """A file that staff handed in, from there to the report of its import.

    source: the name of one that is known, or of one to be made with the import.
    folder: where it lies below DATA_DIR/imports, until it is brought in, given up or a day old.
    headings: of a table, [heading, fact] as confirmed. digest: of what the preview showed.
    dates: heading -> [a date that can be read in two ways, how it is: "" before it was asked].
    counts: of the preview, by the names of `catalog.exchange.importing`.
    """

    class State(models.TextChoices):
        HEADINGS = "headings", _("Its headings wait to be confirmed")
        PLANNING = "planning", _("It is being read")
        PLANNED = "planned", _("It waits for a yes or no")
        APPLYING = "applying", _("It is being brought in")
        DONE = "done", _("Brought in")
        FAILED = "failed", _("Could not be brought in")
        CANCELLED = "cancelled", _("Given up")

    UNFINISHED = (State.HEADINGS, State.PLANNING, State.PLANNED, State.APPLYING)

    source = models.CharField(_("source"), max_length=200)
    name = models.CharField(_("file"), max_length=200)
    size = models.PositiveBigIntegerField(_("size"))
    folder = models.CharField(max_length=32, unique=True, default=new_folder)
    headings = models.JSONField(default=list)
    dates = models.JSONField(default=dict, db_default=models.Value({}, models.JSONField()))
    state = models.CharField(_("state"), max_length=10, choices=State)
    words = models.TextField(blank=True)
    counts = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)
    keeps_good = models.BooleanField(default=False)
    as_drafts = models.BooleanField(default=False)
    run = models.ForeignKey(ImportRun, models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    put_at = models.DateTimeField(_("handed in"), auto_now_add=True)

    class Meta:
        verbose_name = _("file of films")
        verbose_name_plural = _("files of films")
        ordering = ["-put_at", "-id"]
        indexes = [models.Index(fields=["state", "put_at"], name="upload_by_state")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_at_work(self) -> bool:
        return self.state in {self.State.PLANNING, self.State.APPLYING}
