"""Two things of the catalogue made one."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from catalog.models.authority import FormerAddress
from catalog.models.undoable import Undoable


class Merge(Undoable):
    """One thing merged into another, and all that it takes to part them again.

    steps: what happened to which row, in order (see `catalog.authority.merging`).
    """

    kind = models.CharField(_("kind"), max_length=20, choices=FormerAddress.Kind)
    kept = models.PositiveBigIntegerField()
    kept_name = models.CharField(_("stayed"), max_length=200)
    absorbed = models.PositiveBigIntegerField()
    absorbed_name = models.CharField(_("went into it"), max_length=200)
    steps = models.JSONField(default=list)
    made_at = models.DateTimeField(_("merged"), auto_now_add=True)

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return _("“%(absorbed)s” into “%(kept)s”") % {
            "absorbed": self.absorbed_name,
            "kept": self.kept_name,
        }
