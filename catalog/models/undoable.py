"""What somebody did to several things at once, and can take back once."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Undoable(models.Model):
    """By whom it was done, and whether it was taken back. What it did is for each kind to say."""

    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    undone_at = models.DateTimeField(_("undone"), null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("undone by"),
    )

    class Meta:
        abstract = True
