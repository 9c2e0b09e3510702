"""Posters and stills."""

from typing import Any

from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from catalog.models.film import Film
from catalog.pictures.fields import PictureField


def image_storage() -> Storage:
    """Pictures anyone may see have a folder of their own."""
    return storages["images"]


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
    alternative_text = models.CharField(
        _("alternative text"), max_length=500, help_text=_("What the picture shows, in words.")
    )
    credit = models.CharField(_("credit"), max_length=300, blank=True)
    order = models.PositiveIntegerField(_("order"), default=0)

    history = HistoricalRecords(excluded_fields=["width", "height", "tone"])

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.alternative_text

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.file and not getattr(self.file, "_committed", True):  # a picture just handed in
            picture: Any = self.file
            master = picture.master()
            self.width, self.height, self.tone = master.width, master.height, master.tone
        super().save(*args, **kwargs)
