"""What a film is about, and where the library has put it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from catalog.addresses import address
from catalog.models.authority import Authority, OtherName, other_name_once


class Subject(Authority):
    """A subject heading; it may stand below a wider one."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="narrower",
        null=True,
        blank=True,
        verbose_name=_("wider subject"),
    )

    history = HistoricalRecords(excluded_fields=["match_key"])

    class Meta:
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("catalog:subject_detail", self.slug)


class SubjectAlias(OtherName):
    """Another heading for the same subject."""

    subject = models.ForeignKey(Subject, models.CASCADE, related_name="aliases")

    class Meta(OtherName.Meta):
        constraints = [other_name_once("subject")]


class Collection(Authority):
    """Films that a librarian put together, with a sentence of why."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    introduction = models.TextField(_("introduction"), blank=True)

    history = HistoricalRecords(excluded_fields=["match_key"])

    class Meta:
        verbose_name = _("collection")
        verbose_name_plural = _("collections")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("catalog:collection_detail", self.slug)
