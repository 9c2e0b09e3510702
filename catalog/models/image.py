"""Posters and stills."""

from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from catalog.models.film import Film
from catalog.pictures.fields import PictureField
from catalog.pictures.names import rendition_name
from catalog.pictures.renditions import Rendition, first_rendition


def image_storage() -> Storage:
    """Pictures anyone may see have a folder of their own."""
    return storages["images"]


MADE = ["width", "height", "tone", "renditions", "is_rendered"]  # of the file, by ourselves


class Image(models.Model):
    """A picture of a film, with words for those who do not see it."""

    class Kind(models.TextChoices):
        POSTER = "poster", _("Poster")
        STILL = "still", _("Still")

    film = models.ForeignKey(Film, models.CASCADE, related_name="images")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.POSTER)
    file = PictureField(_("picture"), storage=image_storage)
    width = models.PositiveIntegerField(editable=False, null=True)
    height = models.PositiveIntegerField(editable=False, null=True)
    tone = models.PositiveSmallIntegerField(
        editable=False, default=0, help_text="Which of sixteen colours stands there before it."
    )
    renditions = models.TextField(
        editable=False, default="", help_text="The endings of its files' names, with blanks."
    )
    is_rendered = models.BooleanField(
        editable=False, default=False, help_text="All widths are made, in all formats."
    )
    alternative_text = models.CharField(
        _("alternative text"), max_length=500, help_text=_("What the picture shows, in words.")
    )
    credit = models.CharField(_("credit"), max_length=300, blank=True)
    order = models.PositiveIntegerField(_("order"), default=0)

    history = HistoricalRecords(excluded_fields=MADE)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["order", "id"]
        indexes = [
            models.Index(
                fields=["id"], condition=models.Q(is_rendered=False), name="images_to_be_rendered"
            )
        ]

    def __str__(self) -> str:
        return self.alternative_text

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.file and not getattr(self.file, "_committed", True):  # a picture just handed in
            self._take()
        super().save(*args, **kwargs)

    def keep(self, rendition: Rendition) -> str:
        """Write one of its files beside the master; return the ending of its name."""
        name = rendition_name(str(self.file.name), rendition.ending)
        image_storage().save(name, ContentFile(rendition.content))
        return rendition.ending

    def _take(self) -> None:
        """Keep the master's facts, and a first rendition to be shown until all are made."""
        picture: Any = self.file
        master = picture.master()
        picture.name = master.name
        self.width, self.height, self.tone = master.width, master.height, master.tone
        self.renditions, self.is_rendered = self.keep(first_rendition(master)), False
