"""Who sells the right to show a film."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from catalog.addresses import address
from catalog.models.authority import Authority, OtherName, other_name_once


class Distributor(Authority):
    """A distribution company; its name always stands on the page as text."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    site = models.URLField(_("site"), max_length=500, blank=True)
    rights_contact = models.CharField(
        _("rights contact"), max_length=300, blank=True, help_text=_("A person, mail or address.")
    )
    territory = models.CharField(_("territory"), max_length=300, blank=True)

    history = HistoricalRecords(excluded_fields=["match_key"])

    class Meta:
        verbose_name = _("distributor")
        verbose_name_plural = _("distributors")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("catalog:distributor_detail", self.slug)


class DistributorAlias(OtherName):
    """Another name the same company goes by."""

    distributor = models.ForeignKey(Distributor, models.CASCADE, related_name="aliases")

    class Meta(OtherName.Meta):
        constraints = [other_name_once("distributor")]
