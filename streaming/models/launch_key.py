"""The key by which a portal of a university signs whom it lets in."""

import secrets

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from streaming.access.evidence import How
from streaming.models.sign_on import SignOn

MOST_IN_USE = 2  # the present one, and the next while portals change over


def new_key() -> str:
    """384 random bits, as text that any language reads as it stands."""
    return secrets.token_urlsafe(48)


class LaunchKey(SignOn):
    """A secret that we share with one portal of a university: it signs launches with it.

    We make it and show it once, when it is made; no form, list, history or export has it.
    """

    OF_KIND = How.LAUNCH

    key = models.CharField(max_length=100, default=new_key, editable=False)

    history = HistoricalRecords(excluded_fields=["key"])

    class Meta:
        verbose_name = _("launch key")
        verbose_name_plural = _("launch keys")

    def clean(self) -> None:
        in_use = LaunchKey.objects.filter(university=self.university_id, is_active=True)
        if self.is_active and in_use.exclude(pk=self.pk).count() >= MOST_IN_USE:
            raise ValidationError(
                _("Two keys at once are for changing over. Put one out of use first.")
            )
