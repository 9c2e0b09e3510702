"""Festivals, the films they showed, and what these won there."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from catalog.addresses import address
from catalog.models.authority import Authority, OtherName
from catalog.models.film import Film


class Festival(Authority):
    """A festival, or another body that selects films and gives awards."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    site = models.URLField(_("site"), max_length=500, blank=True)

    history = HistoricalRecords(excluded_fields=["match_key"])

    class Meta:
        verbose_name = _("festival")
        verbose_name_plural = _("festivals")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("catalog:festival_detail", self.slug)


class FestivalAlias(OtherName):
    """Another name the same festival goes by; no two festivals share one."""

    festival = models.ForeignKey(Festival, models.CASCADE, related_name="aliases")
    name = models.CharField(_("name"), max_length=200, unique=True)


class Participation(models.Model):
    """A film shown at a festival. A festival may stand twice, as it did on the first page."""

    film = models.ForeignKey(Film, models.CASCADE, related_name="participations")
    festival = models.ForeignKey(Festival, models.PROTECT, related_name="participations")
    edition = models.CharField(
        _("edition"), max_length=80, blank=True, help_text=_("A year or a number, where known.")
    )
    source = models.CharField(_("source"), max_length=500, blank=True)
    is_disputed = models.BooleanField(
        _("disputed"), default=False, help_text=_("Sources disagree; the page says so.")
    )
    order = models.PositiveIntegerField(_("order"), default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("festival participation")
        verbose_name_plural = _("festival participations")
        ordering = ["order", "id"]
        indexes = [models.Index(fields=["festival", "film"], name="films_of_a_festival")]

    def __str__(self) -> str:
        return str(self.festival)


class Award(models.Model):
    """What the film won there, in the festival's words."""

    participation = models.ForeignKey(Participation, models.CASCADE, related_name="awards")
    text = models.CharField(_("award"), max_length=500)
    order = models.PositiveIntegerField(_("order"), default=0)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                name="award_has_words",
                condition=~Q(text=""),
                violation_error_message=_("An award needs its words."),
            )
        ]

    def __str__(self) -> str:
        return self.text
