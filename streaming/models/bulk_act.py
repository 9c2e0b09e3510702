"""What somebody did to many licences at once."""

from collections.abc import Collection
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from catalog.models.undoable import Undoable


class BulkActQuerySet(models.QuerySet["BulkAct"]):
    def within(self, universities: Collection[int] | None) -> Self:
        """Those that touched licences of these universities alone; None is every university."""
        if universities is None:
            return self
        touched = BulkAct.lines.through.objects.filter(bulkact=OuterRef("pk"))
        return self.filter(~Exists(touched.exclude(historicallicence__university__in=universities)))


class BulkAct(Undoable):
    """Many licences granted or ended at once, so that it can be taken back at once.

    lines: what history wrote of each licence as it was done.
    """

    class Kind(models.TextChoices):
        GRANT = "grant", _("Licences granted")
        END = "end", _("Licences ended")

    kind = models.CharField(_("what"), max_length=20, choices=Kind)
    lines: Any = models.ManyToManyField("streaming.HistoricalLicence", related_name="+")
    made_at = models.DateTimeField(_("at"), auto_now_add=True)

    objects = BulkActQuerySet.as_manager()

    class Meta:
        verbose_name = _("act on many licences")
        verbose_name_plural = _("acts on many licences")
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return str(self.get_kind_display())
