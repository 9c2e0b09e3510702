"""Who vouches for a university's people, and what was vouched for once and never again."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from streaming.access.evidence import How


class SignOn(models.Model):
    """An outside system whose word a university accepts: an identity provider, an LMS, a portal.

    What each kind needs stands in a model of its own that extends this one. Every change raises
    `revision`, and evidence given under an earlier one ends with it.
    """

    OF_KIND: ClassVar[How | None] = None  # what a model that extends this one is of

    class Kind(models.TextChoices):
        SAML = How.SAML.value, _("SAML identity provider")
        OIDC = How.OIDC.value, _("OpenID Connect provider")
        LTI = How.LTI.value, _("Course system (LTI)")
        LAUNCH = How.LAUNCH.value, _("Signed launch")

    university = models.ForeignKey(
        "University", models.CASCADE, related_name="sign_ons", verbose_name=_("university")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, editable=False)
    name = models.CharField(
        _("name"),
        max_length=200,
        blank=True,
        help_text=_("What people read on the button. Empty: the university’s name."),
    )
    start_page = models.URLField(
        _("start page"),
        max_length=500,
        blank=True,
        help_text=_(
            "Where your people find the library in their course system or portal, for those who"
            " begin here. {next} in it becomes the film they came from."
        ),
    )
    is_active = models.BooleanField(
        _("in use"), default=True, help_text=_("Off: nobody comes in by it, and who did is out.")
    )
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("sign-on")
        verbose_name_plural = _("sign-ons")
        ordering = ["university", "id"]

    def __str__(self) -> str:
        return self.name or str(self.university)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.kind = self.OF_KIND or self.kind
        if not self._state.adding:
            self.revision += 1
            if (fields := kwargs.get("update_fields")) is not None:
                kwargs["update_fields"] = {*fields, "revision"}
        super().save(*args, **kwargs)


class Spent(models.Model):
    """Something that counts once: a nonce, a token, an assertion. Kept until nobody would take it.

    `digest` is that of its kind, who issued it and its own name; nothing leads back to a person.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    until = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("spent ticket")
        verbose_name_plural = _("spent tickets")

    def __str__(self) -> str:
        return self.digest
