"""What was done about who may watch: lines that are written once and stay."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditLine(models.Model):
    """One act about access: who, what, for which university, why, and the reference to quote.

    `who` is a staff account's name, or how a visitor was recognised; never a visitor's name,
    mail address, network address, or anything that opens a door. The line outlives its
    university, whose name it therefore holds itself.
    """

    class Act(models.TextChoices):
        GRANT = "grant", _("Licence granted")
        REVOCATION = "revocation", _("Licence ended")
        SIGN_ON = "sign_on", _("Let in")
        SIGN_OUT = "sign_out", _("Signed out")
        DENIAL = "denial", _("Refused")
        CHANGE = "change", _("Rule changed")

    at = models.DateTimeField(_("at"))
    act = models.CharField(_("act"), max_length=20, choices=Act)
    who = models.CharField(_("who"), max_length=200)
    university = models.ForeignKey(
        "University",
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        related_name="audit_lines",
        verbose_name=_("university"),
    )
    university_name = models.CharField(_("university"), max_length=200, blank=True)
    what = models.CharField(_("what"), max_length=300, blank=True)
    why = models.CharField(_("why"), max_length=200, blank=True)
    times = models.PositiveIntegerField(_("times"), default=1)
    reference = models.CharField(_("reference"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("audit line")
        verbose_name_plural = _("audit trail")
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["university", "-at"], name="audit_by_university"),
            models.Index(fields=["-at"], name="audit_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()}: {self.what}"
