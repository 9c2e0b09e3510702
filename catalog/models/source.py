"""Where records of films come from, what they said, and what became of it here."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models.film import Film


class Source(models.Model):
    """Somebody's list of films, of which a newer edition may come."""

    slug = models.SlugField(_("short name"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    site = models.URLField(_("site"), max_length=500, blank=True)
    licence = models.CharField(_("licence"), max_length=200, blank=True)
    attribution = models.CharField(
        _("attribution"), max_length=500, blank=True, help_text=_("As the source asks for it.")
    )

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ImportRun(models.Model):
    """One import that was carried out, and its report.

    counts: how many, by the names that `Counts` of `catalog.exchange.importing` gives them.
    dates: of a table, heading -> `day-first` or `month-first`, where it was asked.
    """

    source = models.ForeignKey(Source, models.CASCADE, related_name="runs")
    file = models.CharField(_("file"), max_length=200)
    began_at = models.DateTimeField(_("begun"))
    ended_at = models.DateTimeField(_("ended"), null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    keeps_good = models.BooleanField(_("without what was rejected"), default=False)
    as_drafts = models.BooleanField(_("as drafts"), default=False)
    counts = models.JSONField(_("counts"), default=dict)
    dates = models.JSONField(
        _("dates"), default=dict, db_default=models.Value({}, models.JSONField())
    )

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-began_at", "-id"]

    def __str__(self) -> str:
        return self.file


class ImportLine(models.Model):
    """A line of an import's report: something that a person should look at.

    place: the line or record of the file, from 1; none for what was missing there.
    """

    class Kind(models.TextChoices):
        REJECTED = "rejected", _("Rejected")
        SKIPPED = "skipped", _("Skipped")
        KEPT = "kept", _("Kept as edited here")
        UNREAD = "unread", _("Kept as text")
        VANISHED = "vanished", _("No longer in the source")

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="lines")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    place = models.PositiveIntegerField(_("line or record"), null=True)
    title = models.CharField(_("title"), max_length=500, blank=True)
    words = models.TextField(_("what there is to say"), blank=True)
    film = models.ForeignKey(Film, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("line of a report")
        verbose_name_plural = _("lines of reports")
        ordering = ["id"]
        indexes = [models.Index(fields=["run", "kind", "id"], name="lines_of_a_report")]

    def __str__(self) -> str:
        return self.title


class SourceRecord(models.Model):
    """What a source last said of a film.

    key: the source's own number, or one made of what tells the film apart (it begins with `~`).
    film: none when staff removed it; the next import then leaves it removed.
    said: its facts as `catalog.exchange.importing.facts` writes them. unread: (fact, text) pairs.
    digest: of both, to see at once that nothing changed.
    """

    source = models.ForeignKey(Source, models.CASCADE, related_name="records")
    key = models.CharField(_("number there"), max_length=200)
    film = models.ForeignKey(Film, models.SET_NULL, null=True, related_name="source_records")
    said = models.JSONField(_("what it said"), default=dict)
    unread = models.JSONField(_("kept as text"), default=list)
    digest = models.CharField(max_length=32)
    seen_in = models.ForeignKey(ImportRun, models.SET_NULL, null=True, related_name="+")
    seen_at = models.DateTimeField(_("last seen"))

    class Meta:
        verbose_name = _("record of a source")
        verbose_name_plural = _("records of sources")
        ordering = ["source", "key"]
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="record_once")]

    def __str__(self) -> str:
        return self.key
