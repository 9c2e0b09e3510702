"""Study guides and the like."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from catalog.codes import validate_language
from catalog.models.film import Film


class Material(models.Model):
    """Something to use beside the film: a file kept here, or a link."""

    class Kind(models.TextChoices):
        STUDY_GUIDE = "study_guide", _("Study guide")
        QUESTIONS = "questions", _("Discussion questions")
        POSTER = "poster", _("Poster")
        PRESS_KIT = "press_kit", _("Press kit")
        OTHER = "other", _("Other material")

    class Audience(models.TextChoices):
        EVERYONE = "everyone", _("Everyone")
        LICENSED = "licensed", _("Universities that can watch the film")

    film = models.ForeignKey(Film, models.CASCADE, related_name="materials")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    title = models.CharField(_("title"), max_length=300)
    file = models.FileField(_("file"), upload_to="materials/", blank=True)
    url = models.URLField(_("link"), max_length=1000, blank=True)
    language = models.CharField(
        _("language"), max_length=35, blank=True, validators=[validate_language]
    )
    audience = models.CharField(
        _("for"), max_length=20, choices=Audience, default=Audience.EVERYONE
    )
    order = models.PositiveIntegerField(_("order"), default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                name="material_is_a_file_or_a_link",
                condition=(Q(file="") & ~Q(url="")) | (~Q(file="") & Q(url="")),
                violation_error_message=_("A material is either a file or a link."),
            )
        ]

    def __str__(self) -> str:
        return self.title
