"""Course systems that speak LTI 1.3: those a university lets its people in by, and applicants."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from streaming.access.evidence import How
from streaming.access.outside import NotFetched, checked
from streaming.models.sign_on import SignOn

LONGEST_DEPLOYMENT = 255  # characters, as LTI 1.3 has it


def validate_https(url: str) -> None:
    try:
        checked(url)
    except NotFetched as error:
        raise ValidationError(_("Write a whole address that begins with https://")) from error


def validate_deployments(ids: Any) -> None:
    is_list = isinstance(ids, list) and all(isinstance(one, str) for one in ids)
    if not is_list or not all(0 < len(one) <= LONGEST_DEPLOYMENT for one in ids):
        raise ValidationError(_("One deployment ID a line, each at most 255 characters long."))


class Platform(models.Model):
    """What is known of a course system: who it is, and where it is asked."""

    issuer = models.CharField(
        _("issuer"),
        max_length=500,
        help_text=_("The course system’s name for itself: https://moodle.uni.example"),
    )
    client_id = models.CharField(
        _("client ID"), max_length=255, help_text=_("The name it gave to this library.")
    )
    auth_login_url = models.CharField(
        _("authentication request URL"), max_length=500, validators=[validate_https]
    )
    jwks_url = models.CharField(_("public keyset URL"), max_length=500, validators=[validate_https])
    token_url = models.CharField(
        _("access token URL"), max_length=500, blank=True, validators=[validate_https]
    )
    deployment_ids = models.JSONField(
        _("deployment IDs"),
        default=list,
        blank=True,
        validators=[validate_deployments],
        help_text=_("One a line. A launch from any other is refused."),
    )

    class Meta:
        abstract = True


class LtiRegistration(SignOn, Platform):
    """A course system whose word a university accepts.

    It is found by issuer and client ID and belongs to one university, and so do its deployments.
    """

    OF_KIND = How.LTI

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("course system (LTI)")
        verbose_name_plural = _("course systems (LTI)")
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "client_id"],
                name="lti_client_once",
                violation_error_message=_("This issuer and client ID are registered already."),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.issuer


class LtiApplication(Platform):
    """A course system that registered itself. It opens nothing until staff say whose it is.

    university: the one whose registration address it used, which anybody may do.
    """

    university = models.ForeignKey(
        "University",
        models.CASCADE,
        null=True,
        related_name="lti_applications",
        verbose_name=_("university"),
    )
    product = models.CharField(_("product"), max_length=100, blank=True)
    made_at = models.DateTimeField(_("registered at"), auto_now_add=True)

    class Meta:
        verbose_name = _("course system that waits (LTI)")
        verbose_name_plural = _("course systems that wait (LTI)")
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "client_id"],
                name="lti_application_once",
                violation_error_message=_("This issuer and client ID wait already."),
            )
        ]

    def __str__(self) -> str:
        return self.issuer
