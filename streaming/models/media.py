"""The playable files of a film."""

from pathlib import PurePath
from typing import Any

from django.core.validators import FileExtensionValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from catalog.codes import language_name, validate_countries, validate_language

FILMS = "films"  # in the media's storage: a folder for each, of single files


def media_path(instance: Any, filename: str) -> str:
    """A name of our own below the film's number; the typed one never reaches the disk."""
    film_id = instance.film_id if isinstance(instance, Media) else instance.media.film_id
    return f"{FILMS}/{film_id}/{instance.FILE_STEM}{PurePath(filename).suffix.lower()}"


class Media(models.Model):
    """What a film is played from, and the rights holder's word above all licences."""

    FILE_STEM = "film"

    film = models.OneToOneField(
        "catalog.Film", models.CASCADE, related_name="media", verbose_name=_("film")
    )
    file = models.FileField(
        _("film file"),
        upload_to=media_path,
        blank=True,
        max_length=300,
        validators=[FileExtensionValidator(["mp4"])],
        help_text=_("MP4 with H.264 and AAC, index first (“fast start”)."),
    )
    version = models.ForeignKey(
        "Version",
        models.RESTRICT,
        related_name="+",
        verbose_name=_("version that is watched"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("`file` is then the MP4 of its package."),
    )
    duration_seconds = models.PositiveIntegerField(_("length in seconds"), null=True, blank=True)
    rights_from = models.DateField(_("rights from"), null=True, blank=True)
    rights_until = models.DateField(
        _("rights until"), null=True, blank=True, help_text=_("The last day. Empty: no end.")
    )
    territories = models.JSONField(
        _("territories"),
        default=list,
        blank=True,
        validators=[validate_countries],
        help_text=_("Countries it may be shown in. Empty: everywhere."),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawal_note = models.CharField(_("why withdrawn"), max_length=300, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("media")
        verbose_name_plural = _("media")
        constraints = [
            models.CheckConstraint(
                name="rights_window_runs_forward",
                condition=Q(rights_from=None)
                | Q(rights_until=None)
                | Q(rights_until__gte=F("rights_from")),
                violation_error_message=_("The rights cannot end before they begin."),
            )
        ]

    def __str__(self) -> str:
        return _("Media of %(film)s") % {"film": self.film}

    @property
    def is_ready(self) -> bool:
        return bool(self.file)


class Captions(models.Model):
    """A text track in WebVTT: captions, subtitles, descriptions or chapters."""

    FILE_STEM = "captions"

    class Kind(models.TextChoices):
        CAPTIONS = "captions", _("captions")
        SUBTITLES = "subtitles", _("subtitles")
        DESCRIPTIONS = "descriptions", _("descriptions")
        CHAPTERS = "chapters", _("chapters")

    READABLE = (Kind.CAPTIONS, Kind.SUBTITLES)  # in which what is said can be read

    class Maker(models.TextChoices):
        UNKNOWN = "unknown", _("unknown")
        HUMAN = "human", _("a person")
        AUTOMATIC = "automatic", _("a program")

    media = models.ForeignKey(Media, models.CASCADE, related_name="captions")
    language = models.CharField(_("language"), max_length=35, validators=[validate_language])
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.CAPTIONS)
    file = models.FileField(
        _("WebVTT file"),
        upload_to=media_path,
        max_length=300,
        validators=[FileExtensionValidator(["vtt"])],
    )
    made_by = models.CharField(
        _("made by"),
        max_length=10,
        choices=Maker,
        default=Maker.UNKNOWN,
        db_default=Maker.UNKNOWN,
    )
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    checked_by = models.CharField(
        _("checked by"),
        max_length=100,
        blank=True,
        default="",
        db_default="",
        help_text=_("Everybody sees it: a library or a company, rather than somebody’s name."),
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("text track")
        verbose_name_plural = _("text tracks")
        ordering = ["language", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["media", "language", "kind"],
                name="one_track_of_a_kind",
                violation_error_message=_("There is such a track already."),
            ),
            models.CheckConstraint(
                name="who_checked_a_track_did_so_on_a_day",
                condition=Q(checked_by="") | Q(checked_on__isnull=False),
                violation_error_message=_("Say on which day it was checked."),
            ),
        ]

    def __str__(self) -> str:
        return f"{language_name(self.language)} ({self.get_kind_display()})"
